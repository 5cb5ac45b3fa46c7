package io.upstream.metrics.sample.alerts;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.sample.OwnAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The channels that speak HTTP, and a metric of the application's own. */
@Configuration(proxyBeanMethods = false)
class AlertsConfiguration {

  @Bean
  Channel slack(OwnAddress address) {
    return new HttpChannel(ChannelType.SLACK, address);
  }

  @Bean
  Channel webhook(OwnAddress address) {
    return new HttpChannel(ChannelType.WEBHOOK, address);
  }

  /**
   * Returns a metric of the application's own, made with client_java. It throws while the mail
   * server is down: the page then lacks this one family and counts the failure. It is not
   * registered for Actuator, whose endpoint would fail as a whole.
   */
  @Bean
  @Profile("!boot-actuator")
  GaugeWithCallback mailbox(UpstreamRecorder recorder, MailServer server) {
    return GaugeWithCallback.builder()
        .name("sample_mailbox_messages")
        .help("Messages in the mailbox of the alert desk.")
        .callback(callback -> callback.call((double) server.messages()))
        .register(recorder.registry());
  }
}

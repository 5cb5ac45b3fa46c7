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
   * An application's own metric beside the library's, made with client_java. It throws while the
   * mail server is down: the page loses this one family, and says so. Actuator's endpoint would
   * lose everything, therefore not there.
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

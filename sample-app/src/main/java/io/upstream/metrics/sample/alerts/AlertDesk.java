package io.upstream.metrics.sample.alerts;

import io.upstream.metrics.Timing;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SuppressionReason;
import io.upstream.metrics.sample.SampleProperties;
import io.upstream.metrics.sample.jobs.Jobs;
import io.upstream.metrics.sample.ledger.Ledger;
import io.upstream.metrics.sample.ledger.LedgerEvent;
import java.time.Clock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Makes alerts of findings, leaves out those that are suppressed, and sends the others. */
@Component
public class AlertDesk {

  private final UpstreamRecorder recorder;
  private final Ledger ledger;
  private final Alerts alerts;
  private final Jobs jobs;
  private final Clock clock;
  private final ApplicationEventPublisher events;
  private final Suppression suppression;
  private final Map<ChannelType, Channel> channels = new EnumMap<>(ChannelType.class);

  AlertDesk(
      UpstreamRecorder recorder,
      Ledger ledger,
      Alerts alerts,
      Jobs jobs,
      Clock clock,
      ApplicationEventPublisher events,
      SampleProperties properties,
      List<Channel> channels) {
    this.recorder = recorder;
    this.ledger = ledger;
    this.alerts = alerts;
    this.jobs = jobs;
    this.clock = clock;
    this.events = events;
    this.suppression = new Suppression(properties.cooldown());
    channels.forEach(channel -> this.channels.put(channel.type(), channel));
  }

  /** Takes a finding; what becomes of it is decided in the background. */
  public void raise(Finding finding) {
    Timing processing = recorder.timeAlertProcessing(finding.product());
    jobs.begin(
        JobType.ALERT_PROCESSING,
        finding.customer(),
        () -> {
          try (processing) {
            process(finding);
          }
        });
  }

  private void process(Finding finding) {
    Alert last =
        alerts
            .findFirstByProductAndCustomerAndSubjectOrderByIdDesc(
                finding.product(), String.valueOf(finding.customer().value()), finding.subject())
            .orElse(null);
    SuppressionReason reason = suppression.reason(finding, last, clock.instant());
    if (reason != null) {
      ledger.note(LedgerEvent.ALERT_SUPPRESSED);
      recorder.trackAlertSuppressed(finding.product(), reason, finding.customer());
      return;
    }
    Alert alert = alerts.save(new Alert(finding, clock.instant()));
    ledger.note(LedgerEvent.ALERT_CREATED);
    recorder.trackAlertCreated(finding.product(), finding.level(), finding.customer());
    boolean delivered = true;
    for (ChannelType channel : channelsFor(finding.level())) {
      delivered &= deliver(finding, channel);
    }
    alert.ended(delivered ? Alert.State.DELIVERED : Alert.State.FAILED);
    alerts.save(alert);
  }

  /** Returns the channels of a severity; a higher one goes to more channels. */
  private static Set<ChannelType> channelsFor(Severity level) {
    return switch (level) {
      case LOW -> EnumSet.of(ChannelType.EMAIL);
      case MEDIUM -> EnumSet.of(ChannelType.EMAIL, ChannelType.SLACK);
      case HIGH, CRITICAL -> EnumSet.allOf(ChannelType.class);
    };
  }

  private boolean deliver(Finding finding, ChannelType type) {
    Channel channel = channels.get(type);
    try {
      if (channel == null) {
        throw new IllegalStateException("no channel for " + type);
      }
      channel.send(finding.product().wireValue() + ", " + finding.level(), finding.subject());
      ledger.note(LedgerEvent.ALERT_DELIVERED);
      recorder.trackAlertDelivered(finding.product(), type, finding.customer());
      events.publishEvent(new AlertSent(type));
      return true;
    } catch (Exception e) {
      ledger.note(LedgerEvent.ALERT_FAILED);
      recorder.trackAlertFailed(finding.product(), type, ErrorType.of(e), finding.customer());
      return false;
    }
  }
}

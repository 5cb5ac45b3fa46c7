package io.upstream.metrics.sample.traffic;

import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.sample.SampleProperties;
import io.upstream.metrics.sample.alerts.Outages;
import io.upstream.metrics.sample.jobs.Jobs;
import io.upstream.metrics.sample.reports.Export;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.springframework.stereotype.Component;

/**
 * The simulated traffic in steps, the same at every start with the same seed. A step ends when all
 * jobs that it started have ended.
 */
@Component
public class Traffic {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Customers customers;
  private final MisbehavingClients misbehaving;
  private final Outages outages;
  private final Export export;
  private final Jobs jobs;
  private int step;

  Traffic(Client client, SampleProperties properties, Outages outages, Export export, Jobs jobs) {
    this.customers = new Customers(client, properties.seed());
    this.misbehaving = new MisbehavingClients(client, new Random(properties.seed() + 1));
    this.outages = outages;
    this.export = export;
    this.jobs = jobs;
  }

  /** Runs one step. */
  public synchronized void step() throws IOException, InterruptedException {
    int now = step++;
    changeOutages(now);
    customers.sendClaims(now);
    settle();
    customers.lookAround(now);
    if (now % 3 == 1) {
      customers.askForReport(now);
      misbehaving.callAsEveryAccount();
    }
    if (now % 4 == 3) {
      misbehaving.nameSignalsAfterTickets();
      customers.sendOne(now);
    }
    if (now % 5 == 4) {
      export.export(new CustomerId(Customers.NAMES.get(now / 5 % Customers.NAMES.size())));
      export.forget(new CustomerId(Customers.NAMES.get(now / 5 % Customers.NAMES.size())));
    }
    if (now % 7 == 5) {
      misbehaving.scan();
      misbehaving.sendAnAddressAsErrorType();
    }
    if (now % 9 == 7) {
      customers.sendAgain(now);
      misbehaving.callTooOften();
    }
    if (now % 11 == 8) {
      misbehaving.askForTheImpossible();
      customers.sendNothing(now);
    }
    settle();
  }

  /** Takes each external service down for a while, one after the other. */
  private void changeOutages(int now) {
    int hour = now % 40;
    outages.set(ChannelType.SLACK, hour >= 12 && hour < 16);
    outages.set(ChannelType.WEBHOOK, hour >= 20 && hour < 24);
    outages.set(ChannelType.EMAIL, hour >= 28 && hour < 30);
    export.archiveClosed(hour >= 8 && hour < 12);
  }

  private void settle() throws InterruptedException {
    if (!jobs.awaitIdle(PATIENCE)) {
      throw new IllegalStateException("The jobs of a step did not end within " + PATIENCE);
    }
  }
}

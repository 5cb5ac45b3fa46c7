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
 * What happens, step by step, the same at every start with the same seed. A step ends when
 * everything that it set off has ended.
 */
@Component
public class Traffic {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Customers customers;
  private final MisbehavingClients troublemakers;
  private final Outages outages;
  private final Export export;
  private final Jobs jobs;
  private int step;

  Traffic(Client client, SampleProperties properties, Outages outages, Export export, Jobs jobs) {
    this.customers = new Customers(client, properties.seed());
    this.troublemakers = new MisbehavingClients(client, new Random(properties.seed() + 1));
    this.outages = outages;
    this.export = export;
    this.jobs = jobs;
  }

  /** One step. */
  public synchronized void step() throws IOException, InterruptedException {
    int now = step++;
    outsideWorld(now);
    customers.sendClaims(now);
    settle();
    customers.lookAround(now);
    if (now % 3 == 1) {
      customers.askForReport(now);
      troublemakers.callAsEveryAccount();
    }
    if (now % 4 == 3) {
      troublemakers.nameSignalsAfterTickets();
      customers.sendOne(now);
    }
    if (now % 5 == 4) {
      export.export(new CustomerId(Customers.NAMES.get(now / 5 % Customers.NAMES.size())));
      export.forget(new CustomerId(Customers.NAMES.get(now / 5 % Customers.NAMES.size())));
    }
    if (now % 7 == 5) {
      troublemakers.scan();
      troublemakers.sendAnAddressAsErrorType();
    }
    if (now % 9 == 7) {
      customers.sendAgain(now);
      troublemakers.callTooOften();
    }
    if (now % 11 == 8) {
      troublemakers.askForTheImpossible();
      customers.sendNothing(now);
    }
    settle();
  }

  /** Each of the services outside is down for a while, one after the other. */
  private void outsideWorld(int now) {
    int hour = now % 40;
    outages.set(ChannelType.SLACK, hour >= 12 && hour < 16);
    outages.set(ChannelType.WEBHOOK, hour >= 20 && hour < 24);
    outages.set(ChannelType.EMAIL, hour >= 28 && hour < 30);
    export.archiveClosed(hour >= 8 && hour < 12);
  }

  private void settle() throws InterruptedException {
    if (!jobs.awaitIdle(PATIENCE)) {
      throw new IllegalStateException("A step did not come to its end within " + PATIENCE);
    }
  }
}

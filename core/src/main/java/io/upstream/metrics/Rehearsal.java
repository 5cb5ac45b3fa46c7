package io.upstream.metrics;

import io.upstream.metrics.catalog.DbFamilies;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.LabelGuard;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.detect.Detectors;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.SeverityScale;
import io.upstream.metrics.series.SeriesRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Records something of each kind once in a process, where nobody sees it, before there is a
 * recorder.
 *
 * <p>The JVM initializes a class when it is first used, and one whose initialization fails is
 * broken until the process ends. The first event may come where the stack is at its end: without
 * this, every event after it would throw a {@code NoClassDefFoundError}.
 */
final class Rehearsal {

  private static final AtomicBoolean DONE = new AtomicBoolean();

  /** One for each detector, of the kind that it looks at longest; then what is malformed. */
  private static final List<String> REFUSED =
      List.of(
          "jane.roe@mail.example",
          "/search?name=roe",
          "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
          "192.0.2.17",
          "2001:db8::1",
          "1EG4-TE5-MK73",
          "219-48-7305",
          "4111 1111 1111 1111",
          "1961-03-03",
          "3 Mar 1961",
          "1234567893",
          "(415) 555-0132",
          "7654321",
          "Roe, Jane",
          "Dr. Xi van Roe",
          "Broken Pipe",
          "no such thing");

  private Rehearsal() {}

  static void once() {
    if (DONE.compareAndSet(false, true)) {
      play();
    }
  }

  private static void play() {
    Guards guards =
        new Guards(
            new GuardRules(
                Mode.ENFORCE,
                Map.of(CustomerId.class, 1, ErrorType.class, 8),
                Map.of(),
                Detectors.standard()));
    SeriesRegistry book = new SeriesRegistry(guards, 100_000, false);
    Verbs verbs = new Verbs(book, System::nanoTime, SeverityScale.STANDARD);
    LabelGuard customers = guards.guard(CustomerId.class);
    for (String value : List.of("first", " first ", "second", "second")) {
      record(verbs, customers.resolve(new CustomerId(value)));
    }
    LabelEntry nobody = customers.resolve((CustomerId) null);
    for (String value : REFUSED) {
      verbs.alerts.failed(
          Product.DRIFT_WATCH,
          ChannelType.EMAIL,
          new ErrorType(value),
          customers.resolve(new CustomerId(value)));
    }
    verbs.alerts.failed(null, null, ErrorType.of(new IllegalStateException()), nobody);
    book.counter(DbFamilies.NEW_CONNECTIONS)
        .add(new DbFamilies.SourceLabels(new DataSourceAlias("first"), new DbVendor("H2")), 0.5);
  }

  private static void record(Verbs verbs, LabelEntry customer) {
    verbs.api.call(new Endpoint("/first"), HttpMethod.GET, customer);
    verbs.quality.score(customer, QualityMetric.COMPLETENESS, 1);
    verbs.quality.ingestion(customer).close();
    verbs.jobs.start(JobType.DATA_EXPORT, customer).close();
  }
}

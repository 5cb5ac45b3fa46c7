package io.upstream.metrics;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelResolver;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SeverityScale;
import io.upstream.metrics.series.SeriesRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Timings and runs that two threads end, and verbs that are bound to a customer. */
public class EndingRaces {

  private EndingRaces() {}

  private static SeriesRegistry book(int customers) {
    GuardRules rules =
        new GuardRules(Mode.ENFORCE, Map.of("customer_id", customers), Map.of(), List.of());
    return new SeriesRegistry(new Guards(rules), 1_000, false);
  }

  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "It is recorded once.")
  @Outcome(expect = FORBIDDEN, desc = "It is recorded twice, or not at all.")
  @State
  public static class TimingClosedByTwo {

    private final AtomicInteger observations = new AtomicInteger();
    private final Timing timing = new Timing(value -> observations.incrementAndGet(), () -> 0);

    @Actor
    public void first() {
      timing.close();
    }

    @Actor
    public void second() {
      timing.close();
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = observations;
    }
  }

  private static CustomerRecorder verbs(SeriesRegistry registry) {
    return new CustomerRecorder(
        new BusinessSeries(
            registry, registry, () -> 0, InstantSource.system(), SeverityScale.STANDARD),
        null);
  }

  /** A run that has begun. */
  private static final class Job {

    private static final JobFamilies.JobLabels LABELS =
        new JobFamilies.JobLabels(JobType.DATA_EXPORT, new CustomerId("acme"));

    private final SeriesRegistry book = book(10);
    final JobRun run = verbs(book).startJob(LABELS.jobType(), LABELS.customerId());

    String ended() {
      double completed = events(JobFamilies.COMPLETED.name());
      double failed = events(JobFamilies.FAILED.name());
      return completed == 1 && failed == 0
          ? "completed"
          : completed == 0 && failed == 1 ? "failed" : completed + " and " + failed;
    }

    private double events(String family) {
      return book.series().stream()
          .filter(series -> series.family().name().equals(family))
          .mapToDouble(series -> series.lines())
          .sum();
    }
  }

  @JCStressTest
  @Outcome(id = "completed", expect = ACCEPTABLE, desc = "It was said to have succeeded first.")
  @Outcome(id = "failed", expect = ACCEPTABLE, desc = "It was said to have failed first.")
  @Outcome(expect = FORBIDDEN, desc = "It is both, or neither.")
  @State
  public static class RunEndedByTwo {

    private final Job job = new Job();

    @Actor
    public void first() {
      job.run.succeeded();
    }

    @Actor
    public void second() {
      job.run.failedWith(new ErrorType("Timeout"));
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = job.ended();
    }
  }

  @JCStressTest
  @Outcome(id = "completed, true", expect = ACCEPTABLE, desc = "It succeeded, and is pushed so.")
  @Outcome(id = "failed, false", expect = ACCEPTABLE, desc = "It was closed before it had.")
  @Outcome(expect = FORBIDDEN, desc = "What is pushed is not what was counted.")
  @State
  public static class RunPushedByOneAndEndedByAnother {

    private final Job job = new Job();
    private volatile boolean pushedAsSucceeded;

    public RunPushedByOneAndEndedByAnother() {
      job.run.pushOnClose((type, succeeded) -> pushedAsSucceeded = succeeded);
    }

    @Actor
    public void working() {
      job.run.succeeded();
    }

    @Actor
    public void closing() {
      job.run.close();
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = job.ended();
      r.r2 = pushedAsSucceeded;
    }
  }

  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "It is pushed once.")
  @Outcome(expect = FORBIDDEN, desc = "It is pushed twice, or not at all.")
  @State
  public static class RunClosedByTwo {

    private final Job job = new Job();
    private final AtomicInteger pushes = new AtomicInteger();

    public RunClosedByTwo() {
      job.run.pushOnClose((type, succeeded) -> pushes.incrementAndGet());
    }

    @Actor
    public void first() {
      job.run.close();
    }

    @Actor
    public void second() {
      job.run.close();
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = pushes;
    }
  }

  @JCStressTest
  @Outcome(id = "named, 2", expect = ACCEPTABLE, desc = "It is named, and no event is lost.")
  @Outcome(expect = FORBIDDEN, desc = "The verbs stay with the rest, or an event is lost.")
  @State
  public static class CustomersVerbsWhileTheBudgetIsRaised {

    private final SeriesRegistry book = book(0);
    private final LabelResolver<CustomerId> customers = book.guards().resolver(CustomerId.class);
    private final CustomerRecorder acme =
        new CustomerRecorder(
            new BusinessSeries(book, book, () -> 0, InstantSource.system(), SeverityScale.STANDARD),
            new CustomerId("acme"));

    @Actor
    public void operator() {
      customers.guard().budget(1);
    }

    @Actor
    public void caller() {
      acme.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW);
    }

    @Arbiter
    public void after(LL_Result r) {
      long before = book.counter(AlertFamilies.CREATED).lines();
      acme.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW);
      boolean named = customers.spent() == 1;
      r.r1 = named ? "named" : "folded after " + before;
      r.r2 = (long) book.events();
    }
  }
}

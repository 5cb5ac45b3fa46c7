package io.upstream.metrics.series;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.upstream.metrics.label.CustomerId;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Gauges that are set, watched and left while somebody looks. */
public class GaugeRaces {

  private static final String A = "level{customer_id=\"a\"} ";

  private GaugeRaces() {}

  private static String shown(GaugeSeries<?> gauge) {
    List<String> lines = Sample.page(gauge);
    return lines.isEmpty() ? "nothing" : String.join(";", lines).replace(A, "");
  }

  @JCStressTest
  @Outcome(id = "1.0E-300|-1.7E300", expect = ACCEPTABLE, desc = "One of the two, whole.")
  @Outcome(expect = FORBIDDEN, desc = "A number that nobody has set.")
  @State
  public static class TwoSetOneGauge {

    private final GaugeSeries<Sample.Customers> level = Sample.book().gauge(Sample.LEVEL);

    @Actor
    public void first() {
      level.set(Sample.labels("a"), 1e-300);
    }

    @Actor
    public void second() {
      level.set(Sample.labels("a"), -1.7e300);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = shown(level);
    }
  }

  @JCStressTest
  @Outcome(id = "nothing", expect = ACCEPTABLE, desc = "It has not been set yet.")
  @Outcome(id = "-1.7E300", expect = ACCEPTABLE, desc = "It has.")
  @Outcome(expect = FORBIDDEN, desc = "A number that nobody has set.")
  @State
  public static class GaugeOnAPageWhileItIsSet {

    private final GaugeSeries<Sample.Customers> level = Sample.book().gauge(Sample.LEVEL);
    private final BoundGauge handle = level.bind(Sample.labels("a"));

    @Actor
    public void caller() {
      handle.set(-1.7e300);
    }

    @Actor
    public void scraper(L_Result r) {
      r.r1 = shown(level);
    }
  }

  @JCStressTest
  @Outcome(id = "2.0", expect = ACCEPTABLE, desc = "The last to watch is asked.")
  @Outcome(expect = FORBIDDEN, desc = "Who left took the next one's watch along.")
  @State
  public static class WatchBeginsWhileAnotherEnds {

    private final GaugeSeries<Sample.Customers> level = Sample.book().gauge(Sample.LEVEL);
    private final Gauge.Watch before = level.watch(Sample.labels("a"), () -> 1);

    @Actor
    public void leaving() {
      before.close();
    }

    @Actor
    public void coming() {
      level.watch(Sample.labels("a"), () -> 2);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = shown(level);
    }
  }

  @JCStressTest
  @Outcome(id = "7.0", expect = ACCEPTABLE, desc = "It was asked before it left.")
  @Outcome(id = "nothing", expect = ACCEPTABLE, desc = "It has left, and so has the line.")
  @Outcome(expect = FORBIDDEN, desc = "A number that nobody said.")
  @State
  public static class GaugeOnAPageWhileItsWatchEnds {

    private final GaugeSeries<Sample.Customers> level = Sample.book().gauge(Sample.LEVEL);
    private final Gauge.Watch watch = level.watch(Sample.labels("a"), () -> 7);

    @Actor
    public void leaving() {
      watch.close();
    }

    @Actor
    public void scraper(L_Result r) {
      r.r1 = shown(level);
    }
  }

  @JCStressTest
  @Outcome(id = "7.0", expect = ACCEPTABLE, desc = "It begins at once, or when the budget is.")
  @Outcome(expect = FORBIDDEN, desc = "Watch and budget have missed each other.")
  @State
  public static class WatchBeginsWhileTheBudgetIsRaised {

    private final SeriesRegistry book = Sample.book(0, 1_000);
    private final GaugeSeries<Sample.Customers> level = book.gauge(Sample.LEVEL);

    @Actor
    public void operator() {
      book.guards().guard(CustomerId.class).budget(1);
    }

    @Actor
    public void caller() {
      level.watch(Sample.labels("a"), () -> 7);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = shown(level);
    }
  }
}

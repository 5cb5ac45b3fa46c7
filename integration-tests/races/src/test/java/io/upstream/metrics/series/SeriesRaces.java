package io.upstream.metrics.series;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.label.CustomerId;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Series that come into being while they are used. */
public class SeriesRaces {

  private SeriesRaces() {}

  @JCStressTest
  @Outcome(id = "2.0 in 1 lines", expect = ACCEPTABLE, desc = "One series has both events.")
  @Outcome(expect = FORBIDDEN, desc = "An event is lost, or a series is there twice.")
  @State
  public static class OneNewSeriesFromTwoThreads {

    private final SeriesRegistry book = Sample.book();
    private final CounterSeries<Sample.Customers> events = book.counter(Sample.EVENTS);
    private final LabelEntry customer = Sample.customer(book, "a");

    @Actor
    public void first() {
      events.add(1, events.closed(), customer);
    }

    @Actor
    public void second() {
      events.add(1, events.closed(), customer);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = events.total() + " in " + events.lines() + " lines";
    }
  }

  @JCStressTest
  @Outcome(id = "1.0, 1.0", expect = ACCEPTABLE, desc = "Each series has its event.")
  @Outcome(expect = FORBIDDEN, desc = "A value found the row of another at its place.")
  @State
  public static class TwoNewSeriesAtOnePlace {

    private static final int LEAST_PLACES = 4;

    private final SeriesRegistry book = Sample.book();
    private final CounterSeries<Sample.Customers> events = book.counter(Sample.EVENTS);
    private final LabelEntry[] customers = new LabelEntry[LEAST_PLACES + 1];

    public TwoNewSeriesAtOnePlace() {
      for (int i = 0; i < customers.length; i++) {
        customers[i] = Sample.customer(book, "c" + i);
      }
    }

    @Actor
    public void first() {
      events.add(1, events.closed(), customers[0]);
    }

    @Actor
    public void second() {
      events.add(1, events.closed(), customers[LEAST_PLACES]);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = events.value(Sample.labels("c0"));
      r.r2 = events.value(Sample.labels("c" + LEAST_PLACES));
    }
  }

  @JCStressTest
  @Outcome(id = "25.0 in 13 lines", expect = ACCEPTABLE, desc = "Each series has its events.")
  @Outcome(expect = FORBIDDEN, desc = "An event went to a replaced array, or to another value.")
  @State
  public static class ManyNewSeriesFromBothEnds {

    private static final int MANY = 12;

    private final SeriesRegistry book = Sample.book();
    private final CounterSeries<Sample.Customers> events = book.counter(Sample.EVENTS);
    private final LabelEntry[] customers = new LabelEntry[MANY + 1];

    public ManyNewSeriesFromBothEnds() {
      for (int i = 0; i <= MANY; i++) {
        customers[i] = Sample.customer(book, "c" + i);
      }
      events.add(1, events.closed(), customers[MANY / 2]);
    }

    @Actor
    public void upwards() {
      for (int i = 0; i < MANY; i++) {
        events.add(1, events.closed(), customers[i]);
      }
    }

    @Actor
    public void downwards() {
      for (int i = MANY; i > 0; i--) {
        events.add(1, events.closed(), customers[i]);
      }
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = events.total() + " in " + events.lines() + " lines";
    }
  }

  @JCStressTest
  @Outcome(id = "1.0, 1.0", expect = ACCEPTABLE, desc = "One has the line, the other the rest.")
  @Outcome(expect = FORBIDDEN, desc = "The page has a line too many, or an event too few.")
  @State
  public static class TwoNewSeriesForTheLastLine {

    // One is reserved for the rest, and one is the line that counts named values.
    private final SeriesRegistry book = Sample.book(100, 3);
    private final CounterSeries<Sample.Customers> events = book.counter(Sample.EVENTS);
    private final LabelEntry one = Sample.customer(book, "a");
    private final LabelEntry other = Sample.customer(book, "b");

    @Actor
    public void first() {
      events.add(1, events.closed(), one);
    }

    @Actor
    public void second() {
      events.add(1, events.closed(), other);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = 0.0;
      r.r2 = 0.0;
      for (String line : Sample.page(events)) {
        if (line.contains("_OTHER")) {
          r.r2 = (double) r.r2 + Sample.value(line);
        } else {
          r.r1 = (double) r.r1 + Sample.value(line);
        }
      }
    }
  }

  @JCStressTest
  @Outcome(id = "2, 3.5", expect = ACCEPTABLE, desc = "Both observations are there.")
  @Outcome(expect = FORBIDDEN, desc = "An observation is lost, from the buckets or the sum.")
  @State
  public static class OneNewHistogramFromTwoThreads {

    private final SeriesRegistry book = Sample.book();
    private final HistogramSeries<Sample.Customers> sizes = book.histogram(Sample.SIZES);
    private final LabelEntry customer = Sample.customer(book, "a");

    @Actor
    public void first() {
      sizes.observe(0.5, sizes.closed(), customer);
    }

    @Actor
    public void second() {
      sizes.observe(3, sizes.closed(), customer);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = sizes.observations();
      r.r2 = Sample.value(Sample.page(sizes).get(Sample.LINES_OF_A_HISTOGRAM - 1));
    }
  }

  @JCStressTest
  @Outcome(id = "4.75", expect = ACCEPTABLE, desc = "Whole amounts and fractions are there.")
  @Outcome(expect = FORBIDDEN, desc = "An amount is lost while the first fraction comes.")
  @State
  public static class FirstFractionsOfACounter {

    private final CounterSeries<NoLabels> amount = Sample.book().counter(Sample.AMOUNT);
    private final BoundCounter handle = amount.bind(NoLabels.NONE);

    @Actor
    public void first() {
      handle.add(0.5);
      handle.inc();
    }

    @Actor
    public void second() {
      amount.add(3, amount.closed());
      amount.add(NoLabels.NONE, 0.25);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = amount.total();
    }
  }

  @JCStressTest
  @Outcome(id = "0.0 in 1 lines", expect = ACCEPTABLE, desc = "What went up came down.")
  @Outcome(expect = FORBIDDEN, desc = "One of the two is lost.")
  @State
  public static class UpAndDown {

    private final SeriesRegistry book = Sample.book();
    private final UpDownSeries<Sample.Customers> open = book.upDown(Sample.OPEN);

    @Actor
    public void up() {
      open.bind(Sample.labels("a")).inc();
    }

    @Actor
    public void down() {
      open.bind(Sample.labels("a")).dec();
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = Sample.value(Sample.page(open).get(0)) + " in " + open.lines() + " lines";
    }
  }

  @JCStressTest
  @Outcome(id = "2.0, 1", expect = ACCEPTABLE, desc = "It is one family.")
  @Outcome(expect = FORBIDDEN, desc = "It is there twice, or one thread's events are not.")
  @State
  public static class OneNewFamilyFromTwoThreads {

    private final SeriesRegistry book = Sample.book();
    private final int before = book.series().size();

    @Actor
    public void first() {
      book.counter(Sample.AMOUNT).inc(NoLabels.NONE);
    }

    @Actor
    public void second() {
      book.counter(Sample.AMOUNT).inc(NoLabels.NONE);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = book.counter(Sample.AMOUNT).total();
      r.r2 = book.series().size() - before;
    }
  }

  @JCStressTest
  @Outcome(id = "1.0, 1.0", expect = ACCEPTABLE, desc = "The raise came between the two.")
  @Outcome(id = "2.0, 0.0", expect = ACCEPTABLE, desc = "The raise came first.")
  @Outcome(expect = FORBIDDEN, desc = "The handle stays with the rest, or an event is lost.")
  @State
  public static class HandleWhileTheBudgetIsRaised {

    private final SeriesRegistry book = Sample.book(0, 1_000);
    private final CounterSeries<Sample.Customers> events = book.counter(Sample.EVENTS);
    private final BoundCounter handle = events.bind(Sample.labels("a"));

    @Actor
    public void operator() {
      book.guards().guard(CustomerId.class).budget(1);
    }

    @Actor
    public void caller() {
      handle.inc();
    }

    @Arbiter
    public void after(LL_Result r) {
      handle.inc();
      r.r1 = 0.0;
      r.r2 = 0.0;
      for (String line : Sample.page(events)) {
        if (line.contains("_OTHER")) {
          r.r2 = Sample.value(line);
        } else {
          r.r1 = Sample.value(line);
        }
      }
    }
  }
}

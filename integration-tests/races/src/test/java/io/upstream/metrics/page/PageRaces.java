package io.upstream.metrics.page;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.HistogramSeries;
import io.upstream.metrics.series.Observer;
import io.upstream.metrics.series.Sample;
import io.upstream.metrics.series.SeriesRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** A page that is written while others record. */
public class PageRaces {

  private PageRaces() {}

  @JCStressTest
  @Outcome(
      id = "agrees, (0.0|0.5|3.5)",
      expect = ACCEPTABLE,
      desc = "Buckets grow, the count is the last of them; the sum may be of another moment.")
  @Outcome(expect = FORBIDDEN, desc = "The lines contradict each other, or a sum is torn.")
  @State
  public static class HistogramOnAPage {

    private final SeriesRegistry book = Sample.book();
    private final HistogramSeries<Sample.Customers> sizes = book.histogram(Sample.SIZES);
    private final Observer handle = sizes.bind(Sample.labels("a"));

    @Actor
    public void caller() {
      handle.observe(0.5);
      handle.observe(3);
    }

    @Actor
    public void scraper(LL_Result r) {
      List<Double> values = Sample.page(sizes).stream().map(Sample::value).toList();
      boolean agrees =
          values.size() == Sample.LINES_OF_A_HISTOGRAM
              && values.get(0) <= values.get(1)
              && values.get(1) <= values.get(2)
              && values.get(2).equals(values.get(3));
      r.r1 = agrees ? "agrees" : values.toString();
      r.r2 = values.get(values.size() - 1);
    }
  }

  @JCStressTest
  @Outcome(id = "0|5", expect = ACCEPTABLE, desc = "All its lines are there, or none.")
  @Outcome(expect = FORBIDDEN, desc = "A series is half on the page.")
  @State
  public static class NewHistogramOnAPage {

    private final SeriesRegistry book = Sample.book();
    private final HistogramSeries<Sample.Customers> sizes = book.histogram(Sample.SIZES);
    private final LabelEntry customer = Sample.customer(book, "a");

    @Actor
    public void caller() {
      sizes.observe(0.5, sizes.closed(), customer);
    }

    @Actor
    public void scraper(L_Result r) {
      r.r1 = Sample.page(sizes).size();
    }
  }

  @JCStressTest
  @Outcome(id = "\\[\\]", expect = ACCEPTABLE, desc = "It is not there yet.")
  @Outcome(
      id = "\\[events_total\\{customer_id=\"a\"} [01].0\\]",
      expect = ACCEPTABLE,
      desc = "It is there, with its name; its first event perhaps a moment later.")
  @Outcome(expect = FORBIDDEN, desc = "A line is there without its name or number.")
  @State
  public static class NewCustomerOnAPage {

    private final SeriesRegistry book = Sample.book();
    private final CounterSeries<Sample.Customers> events = book.counter(Sample.EVENTS);

    @Actor
    public void caller() {
      events.inc(Sample.labels("a"));
    }

    @Actor
    public void scraper(L_Result r) {
      r.r1 = Sample.page(events).toString();
    }
  }

  @JCStressTest
  @Outcome(id = "grows, 10.75", expect = ACCEPTABLE, desc = "Each page has what the last had.")
  @Outcome(expect = FORBIDDEN, desc = "A counter went down from one page to the next.")
  @State
  public static class CounterOnPagesInARow {

    private final SeriesRegistry book = Sample.book();
    private final CounterSeries<Sample.Customers> events = book.counter(Sample.EVENTS);
    private final LabelEntry customer = Sample.customer(book, "a");
    private final BoundCounter handle = events.bind(Sample.labels("a"));

    @Actor
    public void caller() {
      for (int i = 0; i < 3; i++) {
        events.add(1, events.closed(), customer);
        handle.inc();
      }
      handle.add(0.75);
      events.add(1, events.closed(), customer);
    }

    // It records as well, so that both meet, and looks after each time.
    @Actor
    public void scraper(LL_Result r) {
      double before = 0;
      r.r1 = "grows";
      for (int i = 0; i < 3; i++) {
        events.add(1, events.closed(), customer);
        double now = Sample.value(Sample.page(events).get(0));
        if (now < before + 1) {
          r.r1 = now + " after " + before + " and one more";
        }
        before = now;
      }
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r2 = events.total();
    }
  }

  @JCStressTest
  @Outcome(id = "grows, 8.75", expect = ACCEPTABLE, desc = "Each look has what the last had.")
  @Outcome(expect = FORBIDDEN, desc = "A counter went down between two looks.")
  @State
  public static class CounterLookedAtAgainAndAgain {

    private final CounterSeries<NoLabels> amount = Sample.book().counter(Sample.AMOUNT);

    public CounterLookedAtAgainAndAgain() {
      amount.add(5, amount.closed());
    }

    @Actor
    public void caller() {
      amount.add(1, amount.closed());
      amount.add(NoLabels.NONE, 0.75); // from here on it is kept otherwise
      amount.add(2, amount.closed());
    }

    @Actor
    public void looking(LL_Result r) {
      double before = 5;
      r.r1 = "grows";
      for (int i = 0; i < 20; i++) {
        double now = amount.total();
        if (now < before) {
          r.r1 = now + " after " + before;
        }
        before = now;
      }
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r2 = amount.total();
    }
  }

  /** A page of its own in somebody's registry. */
  private static Page page(SeriesRegistry book, PrometheusRegistry registry) {
    return new Page(book, registry, false, false, () -> 0, 0);
  }

  private static String text(Page page, String family) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      page.write(PageFormat.TEXT, Set.of(family), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array has room
    }
    String text = out.toString(StandardCharsets.UTF_8);
    return text.substring(text.lastIndexOf(' ') + 1).strip();
  }

  @JCStressTest
  @Outcome(id = "0, 1.0", expect = ACCEPTABLE, desc = "Nothing is left there; the event counts.")
  @Outcome(expect = FORBIDDEN, desc = "A family came back into a registry that others use.")
  @State
  public static class NewFamilyWhileThePageIsClosed {

    private final SeriesRegistry book = Sample.book();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Page page = page(book, registry);

    @Actor
    public void operator() {
      page.close();
    }

    @Actor
    public void caller() {
      book.counter(Sample.AMOUNT).inc(NoLabels.NONE);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = registry.scrape().size();
      r.r2 = book.counter(Sample.AMOUNT).total();
    }
  }

  @JCStressTest
  @Outcome(id = "0, 1.0", expect = ACCEPTABLE, desc = "It is gone, and the page was whole.")
  @Outcome(expect = FORBIDDEN, desc = "Something is left, or closing cost the page a family.")
  @State
  public static class PageWhileItIsClosed {

    private final SeriesRegistry book = Sample.book();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Page page = page(book, registry);

    public PageWhileItIsClosed() {
      book.counter(Sample.AMOUNT).inc(NoLabels.NONE);
    }

    @Actor
    public void operator() {
      page.close();
    }

    @Actor
    public void scraper(LL_Result r) {
      r.r2 = text(page, Sample.AMOUNT.name());
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r1 = registry.scrape().size();
    }
  }

  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "The second does nothing.")
  @Outcome(expect = FORBIDDEN, desc = "Something is left in the registry.")
  @State
  public static class PageClosedTwice {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Page page = page(Sample.book(), registry);

    @Actor
    public void first() {
      page.close();
    }

    @Actor
    public void second() {
      page.close();
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = registry.scrape().size();
    }
  }
}

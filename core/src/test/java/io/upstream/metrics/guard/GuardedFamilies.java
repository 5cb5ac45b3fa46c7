package io.upstream.metrics.guard;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.testing.PageText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A family of each kind for the proofs, and what a scrape shows of them. */
final class GuardedFamilies {

  record Calls(Product product, CustomerId customerId, Endpoint endpoint) {}

  record Customers(CustomerId customerId) {}

  static final CounterFamily<Calls> CALLS =
      CounterFamily.named("proof_calls_total").help("Calls.").labels(Calls.class);
  static final HistogramFamily<Calls> SIZES =
      HistogramFamily.named("proof_sizes").buckets(1, 2, 5).help("Sizes.").labels(Calls.class);
  static final DurationFamily<Customers> WAITS =
      DurationFamily.ofSeconds("proof_wait_seconds")
          .buckets(1, 2)
          .help("W.")
          .labels(Customers.class);
  static final UpDownFamily<Customers> OPEN =
      UpDownFamily.named("proof_open").help("Open.").labels(Customers.class);
  static final GaugeFamily<Customers> SCORE =
      GaugeFamily.named("proof_score").help("Score.").labels(Customers.class);

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private GuardedFamilies() {}

  /** A sample line in its parts. */
  record Sample(String name, Map<String, String> labels, double value) {

    String label(String label) {
      return labels.getOrDefault(label, "");
    }
  }

  static String page(UpstreamRecorder recorder) {
    return PageText.of(recorder::writePage).text();
  }

  static List<Sample> samples(UpstreamRecorder recorder, String prefix) {
    return samples(page(recorder), prefix);
  }

  static List<Sample> samples(String page, String prefix) {
    List<Sample> samples = new ArrayList<>();
    for (String line : page.split("\n")) {
      if (line.startsWith(prefix)) {
        int space = line.lastIndexOf(' ');
        int brace = line.indexOf('{');
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(line);
        while (label.find()) {
          labels.put(label.group(1), label.group(2));
        }
        String name = line.substring(0, brace < 0 ? space : brace);
        samples.add(new Sample(name, labels, Double.parseDouble(line.substring(space + 1))));
      }
    }
    return samples;
  }

  /** How often values of a label were folded in a family. */
  static double folded(UpstreamRecorder recorder, String family, String label, String reason) {
    return samples(recorder, "upstream_metrics_label_folded_total{").stream()
        .filter(sample -> sample.label("family").equals(family))
        .filter(sample -> sample.label("label").equals(label))
        .filter(sample -> reason.isEmpty() || sample.label("reason").equals(reason))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** Runs something in eight threads that begin together. */
  static void inParallel(Work work) throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Callable<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        tasks.add(
            () -> {
              start.await();
              work.in(thread);
              return thread;
            });
      }
      for (Future<Object> result : pool.invokeAll(tasks)) {
        result.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  interface Work {
    void in(int thread) throws Exception;
  }
}

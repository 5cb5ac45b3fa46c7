package io.upstream.metrics.benchmarks.page;

import io.upstream.metrics.benchmarks.peers.Drift;
import io.upstream.metrics.benchmarks.peers.Library;
import io.upstream.metrics.benchmarks.peers.Peer;
import io.upstream.metrics.page.PageFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One page, written to nowhere. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills it
public class PageBenchmark {

  @Param({"UPSTREAM", "CLIENT_JAVA", "MICROMETER", "PREPARED"})
  public Peer peer;

  /** 36,000 counters, or 108,000 and 3,000 histogram children. */
  @Param({"1000", "3000"})
  public int customers;

  @Param({"TEXT", "OPENMETRICS"})
  public PageFormat format;

  private Library library;

  @Setup
  public void fill() {
    library = filled(peer, customers);
  }

  /** A library with all series of so many customers. */
  public static Library filled(Peer peer, int customers) {
    Library library = peer.make(customers);
    List<String> known = Drift.customers("customer-", customers);
    Random random = new Random(7);
    for (Drift event : Drift.ofEach(known)) {
      library.count(event, 1 + random.nextInt(200_000));
    }
    for (String customer : customers >= 3000 ? known : List.<String>of()) {
      for (int i = 0; i < 3; i++) {
        library.ingestion(customer, random.nextInt(400_000) / 1000.0);
      }
    }
    return library;
  }

  @Benchmark
  public void page() throws IOException {
    library.page(format, OutputStream.nullOutputStream());
  }
}

package io.upstream.metrics.benchmarks.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
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

/** One request through a filter, over an empty chain. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@NullUnmarked // JMH fills it
public class FilterBenchmark {

  @Param public Filters filters;

  private final Requests.Request request = new Requests.Request();
  private final Requests.Response response = new Requests.Response();
  private final FilterChain chain = (request, response) -> {};
  private Filter filter;

  @Setup
  public void make() {
    filter = filters.make();
  }

  @Benchmark
  public void request() throws ServletException, IOException {
    filter.doFilter(request, response, chain);
    request.forget();
  }
}

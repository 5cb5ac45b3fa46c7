package io.upstream.metrics.benchmarks.http;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.servlet.MetricsFilter;
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
import org.springframework.web.filter.ServerHttpObservationFilter;

/** One request through a filter, over an empty chain. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@NullUnmarked // JMH fills it
public class FilterBenchmark {

  /** Whose filter. */
  public enum Kind {
    NONE {
      @Override
      Filter filter() {
        return (request, response, chain) -> chain.doFilter(request, response);
      }
    },
    UPSTREAM {
      @Override
      Filter filter() {
        return new MetricsFilter(Upstream.recorder(10), request -> "/claims/{id}");
      }
    },
    SPRING {
      @Override
      Filter filter() {
        ObservationRegistry observations = ObservationRegistry.create();
        observations
            .observationConfig()
            .observationHandler(
                new DefaultMeterObservationHandler(
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
        return new ServerHttpObservationFilter(observations);
      }
    };

    abstract Filter filter();
  }

  @Param public Kind kind;

  private final Requests.Request request = new Requests.Request();
  private final Requests.Response response = new Requests.Response();
  private final FilterChain chain = (request, response) -> {};
  private Filter filter;

  @Setup
  public void make() {
    filter = kind.filter();
  }

  @Benchmark
  public void request() throws ServletException, IOException {
    filter.doFilter(request, response, chain);
    request.forget();
  }
}

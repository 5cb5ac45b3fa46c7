package io.upstream.metrics.benchmarks.http;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.servlet.MetricsFilter;
import jakarta.servlet.Filter;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** The filters that count requests. */
public enum Filters {
  NONE {
    @Override
    Filter make() {
      return (request, response, chain) -> chain.doFilter(request, response);
    }
  },
  UPSTREAM {
    @Override
    Filter make() {
      return new MetricsFilter(Upstream.recorder(10), request -> "/claims/{id}");
    }
  },
  SPRING {
    @Override
    Filter make() {
      ObservationRegistry observations = ObservationRegistry.create();
      observations
          .observationConfig()
          .observationHandler(
              new DefaultMeterObservationHandler(
                  new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
      return new ServerHttpObservationFilter(observations);
    }
  };

  abstract Filter make();
}

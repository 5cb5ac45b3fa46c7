package io.upstream.metrics.benchmarks.peers;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The libraries that are measured. */
public enum MeasuredLibrary {
  UPSTREAM {
    @Override
    public Library make(int customers) {
      return new Upstream(customers);
    }
  },
  CLIENT_JAVA {
    @Override
    public Library make(int customers) {
      return new ClientJava(true, new PrometheusRegistry());
    }
  },
  /** With native histograms beside the classic ones, which is its default. */
  CLIENT_JAVA_DEFAULTS {
    @Override
    public Library make(int customers) {
      return new ClientJava(false, new PrometheusRegistry());
    }
  },
  /** With our catalogue and the series of it that our page shows before the first event. */
  CLIENT_JAVA_CATALOGUE {
    @Override
    public Library make(int customers) {
      return new ClientJava(true, ClientJavaCatalogue.registerWithSeries());
    }
  },
  MICROMETER {
    @Override
    public Library make(int customers) {
      return new MicrometerPrometheus(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }
  },
  /** The lower bound: lines that were made beforehand. */
  PREPARED {
    @Override
    public Library make(int customers) {
      return new PreparedLines();
    }
  };

  /** A library that is ready for so many customers. */
  public abstract Library make(int customers);
}

package io.upstream.metrics.benchmarks.jdbc;

import com.p6spy.engine.spy.P6DataSource;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.listener.NoOpQueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import net.ttddyy.observation.tracing.DataSourceObservationListener;

/** The wrapper between the caller and the driver. */
public enum Wrapper {
  RAW {
    @Override
    DataSource around(DataSource source) {
      return source;
    }
  },
  UPSTREAM {
    @Override
    DataSource around(DataSource source) {
      return UpstreamDataSource.wrap(source, "bench", recorder());
    }
  },
  DATASOURCE_PROXY {
    @Override
    DataSource around(DataSource source) {
      return ProxyDataSourceBuilder.create(source)
          .listener(new NoOpQueryExecutionListener())
          .build();
    }
  },
  P6SPY {
    @Override
    DataSource around(DataSource source) {
      // Only P6Spy's own module is active, so it writes no log.
      System.setProperty("p6spy.config.modulelist", "com.p6spy.engine.spy.P6SpyFactory");
      System.setProperty("p6spy.config.appender", "com.p6spy.engine.spy.appender.StdoutLogger");
      return new P6DataSource(source);
    }
  },
  DATASOURCE_MICROMETER {
    @Override
    DataSource around(DataSource source) {
      ObservationRegistry registry = ObservationRegistry.create();
      registry
          .observationConfig()
          .observationHandler(new DefaultMeterObservationHandler(new SimpleMeterRegistry()));
      DataSourceObservationListener listener = new DataSourceObservationListener(registry);
      return ProxyDataSourceBuilder.create(source)
          .name("bench")
          .listener(listener)
          .methodListener(listener)
          .build();
    }
  };

  abstract DataSource around(DataSource source);

  private static UpstreamRecorder recorder() {
    return UpstreamRecorder.builder().jvm(false).build();
  }
}

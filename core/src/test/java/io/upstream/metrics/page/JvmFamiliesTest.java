package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.upstream.metrics.UpstreamRecorder;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares our JVM families with client_java's. */
class JvmFamiliesTest {

  /** The family that needs a listener which nothing removes. */
  private static final String LEFT_OUT = "jvm_memory_pool_allocated_bytes";

  @Test
  void names_types_and_rows_are_client_javas() {
    PrometheusRegistry theirs = new PrometheusRegistry();
    JvmMetrics.builder().register(theirs);
    PrometheusRegistry ours = new PrometheusRegistry();
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().registry(ours).build()) {
      assertThat(rows(ours)).isEqualTo(rows(theirs));
      assertThat(recorder.isEnabled()).isTrue();
    }
  }

  private static Set<String> rows(PrometheusRegistry registry) {
    Set<String> rows = new TreeSet<>();
    for (MetricSnapshot family : registry.scrape()) {
      String name = family.getMetadata().getPrometheusName();
      boolean known = name.startsWith("jvm_") || name.startsWith("process_");
      if (!known || name.equals(LEFT_OUT)) {
        continue;
      }
      rows.add(
          name
              + " "
              + family.getClass().getSimpleName()
              + " "
              + family.getMetadata().getUnit()
              + " "
              + family.getDataPoints().stream()
                  .map(row -> row.getLabels().toString())
                  .sorted()
                  .collect(Collectors.joining()));
    }
    return rows;
  }
}

package io.upstream.metrics.monitoring.query;

import static io.upstream.metrics.catalog.ProcessFamilies.CPU_SECONDS;
import static io.upstream.metrics.catalog.ProcessFamilies.MAX_FDS;
import static io.upstream.metrics.catalog.ProcessFamilies.OPEN_FDS;
import static io.upstream.metrics.catalog.ProcessFamilies.RESIDENT_MEMORY;
import static io.upstream.metrics.tools.promql.Window.M1;

import io.upstream.metrics.tools.Query;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** Questions about the process. */
final class ProcessQueries {

  private static final String TOPIC = "Process";
  private static final String JOB =
      "Every scraped process has this name: add `{job=\"upstream\"}` where Prometheus scrapes more"
          + " than the services.";

  static final List<Query> ALL =
      List.of(
          new Query(
              "P43",
              TOPIC,
              "How much memory is in use, in MiB?",
              Series.of(RESIDENT_MEMORY).over(1024).over(1024),
              JOB),
          new Query(
              "P44",
              TOPIC,
              "How much processor time, in percent of one core?",
              Series.of(CPU_SECONDS).rate(M1).times(100),
              "300 is three cores. " + JOB),
          new Query("P45", TOPIC, "How many files are open?", Series.of(OPEN_FDS), JOB),
          new Query(
              "P46",
              TOPIC,
              "Which percentage of what may be open?",
              Series.of(OPEN_FDS).over(Series.of(MAX_FDS)).times(100),
              JOB));

  private ProcessQueries() {}
}

package io.upstream.metrics.monitoring;

import static io.upstream.metrics.catalog.ProcessFamilies.CPU_SECONDS;
import static io.upstream.metrics.catalog.ProcessFamilies.MAX_FDS;
import static io.upstream.metrics.catalog.ProcessFamilies.OPEN_FDS;
import static io.upstream.metrics.catalog.ProcessFamilies.RESIDENT_MEMORY;
import static io.upstream.metrics.tools.promql.Window.M1;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** What is shown of processes. */
final class SystemPanels {

  static final Dashboard SYSTEM =
      new Dashboard(
          "upstream-system",
          "system",
          "Upstream System Resources",
          "Memory, processor, files, collections and threads of each instance.",
          List.of(
              Panel.of(
                      "I24",
                      "Memory usage trend",
                      "Memory that the process holds, as the operating system sees it.",
                      "bytes")
                  .line(Series.of(RESIDENT_MEMORY), "{{instance}}"),
              Panel.of(
                      "I25",
                      "CPU utilization",
                      "Processor time of each instance; 1 is one core busy all the time.",
                      "short")
                  .line(Series.of(CPU_SECONDS).rate(M1).sum().byInstance(), "{{instance}}"),
              Panel.of(
                      "I26",
                      "File descriptor usage",
                      "Open file descriptors as a share of what the process may open.",
                      "percentunit")
                  .line(Series.of(OPEN_FDS).over(Series.of(MAX_FDS)), "{{instance}}"),
              Panel.of(
                      "I27",
                      "Garbage collection frequency",
                      "Collections each second, by collector.",
                      "ops")
                  .line(
                      Series.everyones("jvm_gc_collection_seconds_count")
                          .rate(M5)
                          .sum()
                          .keeping("gc"),
                      "{{gc}}"),
              Panel.of(
                      "I28",
                      "Java runtime",
                      "What the instances run on; it stands where the interpreter's version stood.",
                      "short")
                  .as(Panel.Shape.TABLE)
                  .line(Series.everyones("jvm_runtime_info"), "{{instance}}"),
              Panel.of("U16", "Heap in use", "Java heap, by instance.", "bytes")
                  .line(
                      Series.everyones("jvm_memory_used_bytes")
                          .is("area", "heap")
                          .sum()
                          .byInstance(),
                      "{{instance}}"),
              Panel.of("U17", "Threads", "Threads alive, by instance.", "short")
                  .line(Series.everyones("jvm_threads_current").sum().byInstance(), "{{instance}}"),
              Panel.of(
                      "U18",
                      "Time in collections",
                      "Share of the time spent in garbage collections, by instance.",
                      "percentunit")
                  .line(
                      Series.everyones("jvm_gc_collection_seconds_sum").rate(M5).sum().byInstance(),
                      "{{instance}}")));

  private SystemPanels() {}
}

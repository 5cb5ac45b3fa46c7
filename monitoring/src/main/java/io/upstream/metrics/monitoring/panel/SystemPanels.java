package io.upstream.metrics.monitoring.panel;

import static io.upstream.metrics.catalog.ProcessFamilies.CPU_SECONDS;
import static io.upstream.metrics.catalog.ProcessFamilies.MAX_FDS;
import static io.upstream.metrics.catalog.ProcessFamilies.OPEN_FDS;
import static io.upstream.metrics.catalog.ProcessFamilies.RESIDENT_MEMORY;
import static io.upstream.metrics.tools.promql.Window.M1;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.ProcessFamilies;
import io.upstream.metrics.monitoring.query.BothVocabularies;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.Dashboard.Row;
import io.upstream.metrics.tools.Panel;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import java.util.List;

/** The panels of processes. */
public final class SystemPanels {

  public static final Dashboard SYSTEM =
      new Dashboard(
          "upstream-system",
          "system",
          "Upstream System Resources",
          "Memory, processor, files, collections and threads of each instance.",
          "upstream",
          Services.PROCESSES.selector(),
          List.of(
              Row.of(
                  "Instances",
                  Panel.of(
                          "U37",
                          "Up",
                          "1 where Prometheus gets a page, 0 where it does not.",
                          "short")
                      .line(Series.everyones("up"), "{{job}} {{instance}}")
                      .badBelow(1),
                  Panel.of(
                          "U38",
                          "Time since the start",
                          "How long each process has been running; a saw is a process that restarts.",
                          "s")
                      .line(
                          Expr.time().minus(Series.of(ProcessFamilies.START_TIME)),
                          "{{instance}}")),
              Row.of(
                  "Process",
                  Panel.of(
                          "I24",
                          "Memory usage trend",
                          "Memory that the process holds, as the operating system sees it.",
                          "bytes")
                      .line(Series.of(RESIDENT_MEMORY), "{{instance}}")
                      .badAbove(Thresholds.COMMITTED.of("HighMemoryUsage").number("bytes")),
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
                      .line(Series.of(OPEN_FDS).over(Series.of(MAX_FDS)), "{{instance}}")
                      .badAbove(Thresholds.COMMITTED.of("FileDescriptorsNearlySpent").ratio()),
                  Panel.of(
                          "I27",
                          "Garbage collection frequency",
                          "Collections each second, by collector.",
                          "ops")
                      .line(BothVocabularies.garbageCollections().sum().keeping("gc"), "{{gc}}"),
                  Panel.of(
                          "I28",
                          "Runtime",
                          "What the instances run on: Java, or Python's interpreter.",
                          "short")
                      .as(Panel.Shape.TABLE)
                      .line(Series.everyones("jvm_runtime_info"), "{{instance}}")
                      .line(Series.everyones("python_info"), "{{instance}}")),
              Row.of(
                  "Java",
                  Panel.of(
                          "U16",
                          "Heap in use",
                          "Java heap, by instance, and how much there may be.",
                          "bytes")
                      .line(heap("jvm_memory_used_bytes"), "{{instance}}")
                      .line(heap("jvm_memory_max_bytes").above(0), "{{instance}} at most"),
                  Panel.of(
                          "U39",
                          "Heap that collections do not free",
                          "The least that was in use within a quarter of an hour, as a share of the"
                              + " most. The line is the threshold of HeapNearlyFull.",
                          "percentunit")
                      .line(
                          Series.everyones("jvm_memory_used_bytes")
                              .is("area", "heap")
                              .lowest(Window.M15)
                              .sum()
                              .byInstance()
                              .over(heap("jvm_memory_max_bytes").above(0)),
                          "{{instance}}")
                      .badAbove(Thresholds.COMMITTED.of("HeapNearlyFull").ratio()),
                  Panel.of("U17", "Threads", "Threads alive, by instance.", "short")
                      .line(
                          Series.everyones("jvm_threads_current").sum().byInstance(),
                          "{{instance}}"),
                  Panel.of(
                          "U18",
                          "Time in collections",
                          "Share of the time spent in garbage collections, by instance.",
                          "percentunit")
                      .line(
                          Series.everyones("jvm_gc_collection_seconds_sum")
                              .rate(M5)
                              .sum()
                              .byInstance(),
                          "{{instance}}"))));

  private SystemPanels() {}

  private static Expr heap(String gauge) {
    return Series.everyones(gauge).is("area", "heap").sum().byInstance();
  }
}

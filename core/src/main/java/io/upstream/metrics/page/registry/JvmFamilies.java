package io.upstream.metrics.page.registry;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.Unit;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The families {@code jvm_*} and {@code process_*}, under the names that client_java gives them.
 *
 * <p>The library has its own so that core needs no artifact of client_java that some releases of
 * Spring Boot do not manage. Two of client_java's families are missing: the counter of allocations
 * by memory pool, whose listener is never removed after a redeployment, and native memory, which
 * the JVM tracks only if an option is set.
 */
public final class JvmFamilies {

  private static final String JVM = "jvm_";

  /** The names of the labels that the families have. */
  public static final List<String> LABELS =
      List.of("area", "gc", "pool", "runtime", "state", "vendor", "version");

  private final Labels common;
  private final List<Collector> families = new ArrayList<>();

  private JvmFamilies(SortedMap<String, String> common) {
    this.common =
        Labels.of(common.keySet().toArray(String[]::new), common.values().toArray(String[]::new));
    buffers();
    classes();
    memory();
    memoryPools();
    threads();
    collections();
    runtime();
    addProcess();
  }

  /**
   * Registers the families of the JVM that the registry does not have. If third-party code has
   * registered such families, none of ours is added, because they would show the same numbers under
   * other names.
   *
   * @param common labels that every series has
   * @param taken the names of samples that are in the registry
   * @param registered receives each collector as soon as it is registered, because registering the
   *     next may throw
   */
  static void register(
      PrometheusRegistry target,
      SortedMap<String, String> common,
      Set<String> taken,
      ScrapeErrors errors,
      Consumer<Collector> registered) {
    boolean jvmIsTaken = taken.stream().anyMatch(name -> name.startsWith(JVM));
    for (Collector family : new JvmFamilies(common).families) {
      String name = String.valueOf(family.getPrometheusName());
      if (taken.contains(name) || (jvmIsTaken && name.startsWith(JVM))) {
        continue;
      }
      Collector shielded = CollectorProxies.shielded(family, errors);
      if (offer(target, shielded)) {
        registered.accept(shielded);
      }
    }
  }

  private static boolean offer(PrometheusRegistry target, Collector collector) {
    try {
      target.register(collector);
      return true;
    } catch (IllegalStateException | IllegalArgumentException taken) {
      return false; // third-party code already shows this family, and its family stays
    }
  }

  private void buffers() {
    List<BufferPoolMXBean> pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
    each(
        "jvm_buffer_pool_used_bytes",
        "Bytes that a buffer pool uses.",
        Unit.BYTES,
        "pool",
        pools,
        BufferPoolMXBean::getName,
        BufferPoolMXBean::getMemoryUsed);
    each(
        "jvm_buffer_pool_capacity_bytes",
        "Bytes that the buffers of a pool can hold.",
        Unit.BYTES,
        "pool",
        pools,
        BufferPoolMXBean::getName,
        BufferPoolMXBean::getTotalCapacity);
    each(
        "jvm_buffer_pool_used_buffers",
        "Buffers in a buffer pool.",
        null,
        "pool",
        pools,
        BufferPoolMXBean::getName,
        BufferPoolMXBean::getCount);
  }

  private void classes() {
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    gauge("jvm_classes_currently_loaded", "Classes that are loaded.", classes::getLoadedClassCount);
    counter(
        "jvm_classes_loaded_total",
        "Classes loaded since the JVM started.",
        null,
        classes::getTotalLoadedClassCount);
    counter(
        "jvm_classes_unloaded_total",
        "Classes unloaded since the JVM started.",
        null,
        classes::getUnloadedClassCount);
    CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();
    if (compilation != null && compilation.isCompilationTimeMonitoringSupported()) {
      counter(
          "jvm_compilation_time_seconds_total",
          "Seconds spent compiling since the JVM started.",
          Unit.SECONDS,
          () -> compilation.getTotalCompilationTime() / 1e3);
    }
  }

  private void memory() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    gauge(
        "jvm_memory_objects_pending_finalization",
        "Objects that wait for their finalizer.",
        memory::getObjectPendingFinalizationCount);
    area(memory, "used", "Bytes in use in a memory area.", MemoryUsage::getUsed);
    area(memory, "committed", "Bytes committed to a memory area.", MemoryUsage::getCommitted);
    area(memory, "max", "Most bytes of a memory area; -1 is no limit.", MemoryUsage::getMax);
    area(memory, "init", "Bytes of a memory area at the start.", MemoryUsage::getInit);
  }

  private void area(
      MemoryMXBean memory, String what, String help, ToDoubleFunction<MemoryUsage> number) {
    add(
        GaugeWithCallback.builder()
            .constLabels(common)
            .name("jvm_memory_" + what + "_bytes")
            .help(help)
            .unit(Unit.BYTES)
            .labelNames("area")
            .callback(
                row -> {
                  row.call(number.applyAsDouble(memory.getHeapMemoryUsage()), "heap");
                  row.call(number.applyAsDouble(memory.getNonHeapMemoryUsage()), "nonheap");
                })
            .build());
  }

  private void memoryPools() {
    Function<MemoryPoolMXBean, @Nullable MemoryUsage> now = MemoryPoolMXBean::getUsage;
    pool("used", "Bytes in use in a memory pool.", now, MemoryUsage::getUsed);
    pool("committed", "Bytes committed to a memory pool.", now, MemoryUsage::getCommitted);
    pool("max", "Most bytes of a memory pool; -1 is no limit.", now, MemoryUsage::getMax);
    pool("init", "Bytes of a memory pool at the start.", now, MemoryUsage::getInit);
    Function<MemoryPoolMXBean, @Nullable MemoryUsage> collected =
        MemoryPoolMXBean::getCollectionUsage;
    String after = " after the last collection of a memory pool.";
    pool("collection_used", "Bytes in use" + after, collected, MemoryUsage::getUsed);
    pool("collection_committed", "Bytes committed" + after, collected, MemoryUsage::getCommitted);
    pool("collection_max", "Most bytes" + after, collected, MemoryUsage::getMax);
    pool("collection_init", "Bytes at the start" + after, collected, MemoryUsage::getInit);
  }

  private void pool(
      String what,
      String help,
      Function<MemoryPoolMXBean, @Nullable MemoryUsage> usage,
      ToDoubleFunction<MemoryUsage> number) {
    List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
    add(
        GaugeWithCallback.builder()
            .constLabels(common)
            .name("jvm_memory_pool_" + what + "_bytes")
            .help(help)
            .unit(Unit.BYTES)
            .labelNames("pool")
            .callback(
                row -> {
                  for (MemoryPoolMXBean pool : pools) {
                    MemoryUsage used = usage.apply(pool);
                    if (used != null) { // some pools have no usage after a collection
                      row.call(number.applyAsDouble(used), pool.getName());
                    }
                  }
                })
            .build());
  }

  private void threads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    gauge("jvm_threads_current", "Live threads.", threads::getThreadCount);
    gauge("jvm_threads_daemon", "Live daemon threads.", threads::getDaemonThreadCount);
    gauge("jvm_threads_peak", "Most live threads at once.", threads::getPeakThreadCount);
    counter(
        "jvm_threads_started_total",
        "Threads started since the JVM started.",
        null,
        threads::getTotalStartedThreadCount);
    gauge(
        "jvm_threads_deadlocked",
        "Threads that wait for each other's monitors or synchronizers.",
        () -> length(threads.findDeadlockedThreads()));
    gauge(
        "jvm_threads_deadlocked_monitor",
        "Threads that wait for each other's monitors.",
        () -> length(threads.findMonitorDeadlockedThreads()));
    add(
        GaugeWithCallback.builder()
            .constLabels(common)
            .name("jvm_threads_state")
            .help("Live threads by state.")
            .labelNames("state")
            .callback(row -> states(threads, row))
            .build());
  }

  private static int length(long @Nullable [] threads) {
    return threads == null ? 0 : threads.length;
  }

  private static void states(ThreadMXBean threads, GaugeWithCallback.Callback row) {
    Map<Thread.State, Integer> counts = new EnumMap<>(Thread.State.class);
    int unknown = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread == null) {
        unknown++; // the thread has ended
      } else {
        counts.merge(thread.getThreadState(), 1, Integer::sum);
      }
    }
    for (Thread.State state : Thread.State.values()) {
      row.call(counts.getOrDefault(state, 0), state.name());
    }
    row.call(unknown, "UNKNOWN");
  }

  private void collections() {
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    add(
        SummaryWithCallback.builder()
            .constLabels(common)
            .name("jvm_gc_collection_seconds")
            .help("Collections of a garbage collector, and the seconds that they took.")
            .unit(Unit.SECONDS)
            .labelNames("gc")
            .callback(
                row -> {
                  for (GarbageCollectorMXBean each : collectors) {
                    row.call(
                        each.getCollectionCount(),
                        each.getCollectionTime() / 1e3,
                        Quantiles.EMPTY,
                        each.getName());
                  }
                })
            .build());
  }

  private void runtime() {
    Info info =
        Info.builder()
            .constLabels(common)
            .name("jvm_runtime_info")
            .help("The JVM's version, vendor and runtime.")
            .labelNames("version", "vendor", "runtime")
            .build();
    info.setLabelValues(
        property("java.runtime.version"),
        property("java.vm.vendor"),
        property("java.runtime.name"));
    add(info);
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private void addProcess() {
    ProcessFigures process = new ProcessFigures();
    add(
        GaugeWithCallback.builder()
            .constLabels(common)
            .name("process_start_time_seconds")
            .help("When the process started, in seconds since 1970.")
            .unit(Unit.SECONDS)
            .callback(row -> row.call(process.startSeconds()))
            .build());
    counter(
        "process_cpu_seconds_total",
        "Seconds of CPU time, user and system.",
        Unit.SECONDS,
        process::cpuSeconds);
    measured("process_open_fds", "Open file descriptors.", null, process::openFiles);
    measured("process_max_fds", "Most open file descriptors.", null, process::maxFiles);
    if (process.hasMemory()) {
      measured(
          "process_virtual_memory_bytes",
          "Bytes of virtual memory.",
          Unit.BYTES,
          process::virtualBytes);
      measured(
          "process_resident_memory_bytes",
          "Bytes of resident memory.",
          Unit.BYTES,
          process::residentBytes);
    }
  }

  /** Adds a family for a number that the platform may not know; then the family has no row. */
  private void measured(String name, String help, @Nullable Unit unit, DoubleSupplier number) {
    GaugeWithCallback.Builder builder =
        GaugeWithCallback.builder()
            .constLabels(common)
            .name(name)
            .help(help)
            .callback(
                row -> {
                  double measured = number.getAsDouble();
                  if (measured >= 0) {
                    row.call(measured);
                  }
                });
    add((unit == null ? builder : builder.unit(unit)).build());
  }

  private void gauge(String name, String help, DoubleSupplier number) {
    add(
        GaugeWithCallback.builder()
            .constLabels(common)
            .name(name)
            .help(help)
            .callback(row -> row.call(number.getAsDouble()))
            .build());
  }

  private void counter(String name, String help, @Nullable Unit unit, DoubleSupplier number) {
    CounterWithCallback.Builder builder =
        CounterWithCallback.builder()
            .constLabels(common)
            .name(name)
            .help(help)
            .callback(
                row -> {
                  double counted = number.getAsDouble();
                  if (counted >= 0) { // a negative number means that the platform does not count it
                    row.call(counted);
                  }
                });
    add((unit == null ? builder : builder.unit(unit)).build());
  }

  private <T> void each(
      String name,
      String help,
      @Nullable Unit unit,
      String label,
      List<T> beans,
      Function<T, String> value,
      ToDoubleFunction<T> number) {
    GaugeWithCallback.Builder builder =
        GaugeWithCallback.builder()
            .constLabels(common)
            .name(name)
            .help(help)
            .labelNames(label)
            .callback(row -> beans.forEach(b -> row.call(number.applyAsDouble(b), value.apply(b))));
    add((unit == null ? builder : builder.unit(unit)).build());
  }

  private void add(Collector family) {
    families.add(family);
  }
}

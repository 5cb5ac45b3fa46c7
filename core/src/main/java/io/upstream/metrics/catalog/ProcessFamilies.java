package io.upstream.metrics.catalog;

import java.util.List;

/**
 * Families of the process that client_java's collectors put on the page; they are declared for the
 * reference.
 */
public final class ProcessFamilies {

  public static final CounterFamily<NoLabels> CPU_SECONDS =
      CounterFamily.named("process_cpu_seconds_total")
          .help("Processor time used, user and system.")
          .noLabels();

  public static final GaugeFamily<NoLabels> OPEN_FDS =
      GaugeFamily.named("process_open_fds").help("File descriptors open.").noLabels();

  public static final GaugeFamily<NoLabels> MAX_FDS =
      GaugeFamily.named("process_max_fds").help("File descriptors that may be open.").noLabels();

  public static final GaugeFamily<NoLabels> RESIDENT_MEMORY =
      GaugeFamily.named("process_resident_memory_bytes").help("Memory in use.").noLabels();

  public static final GaugeFamily<NoLabels> VIRTUAL_MEMORY =
      GaugeFamily.named("process_virtual_memory_bytes").help("Address space in use.").noLabels();

  public static final GaugeFamily<NoLabels> START_TIME =
      GaugeFamily.named("process_start_time_seconds")
          .help("When the process began, in seconds since 1970.")
          .noLabels();

  /** All of the group, in the order of the page. */
  public static final List<Family<?>> ALL =
      List.of(CPU_SECONDS, OPEN_FDS, MAX_FDS, RESIDENT_MEMORY, VIRTUAL_MEMORY, START_TIME);

  private ProcessFamilies() {}
}

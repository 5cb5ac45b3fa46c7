package io.upstream.metrics.vocabularies.shared;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Reads figures of this process from the operating system; a figure that it does not have is NaN.
 */
public final class ProcessFigures {

  private static final double KILOBYTE = 1024;

  private final Path status;
  private final CpuShare cpu;

  /** Creates figures of this process. */
  public ProcessFigures() {
    this(Path.of("/proc/self/status"), ProcessFigures::cpuNanos, System::nanoTime);
  }

  /** Creates figures of a status file, a CPU time and a clock, both in nanoseconds. */
  public ProcessFigures(Path status, LongSupplier cpuNanos, LongSupplier clock) {
    this.status = status;
    this.cpu = new CpuShare(cpuNanos, clock);
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : -1;
  }

  /** Returns the CPU time since the last scrape, in per cent of one core. */
  public double cpuPercent() {
    return cpu.percent();
  }

  /** Returns the bytes of memory that the process has in RAM. */
  public double resident() {
    return bytes("VmRSS:");
  }

  /** Returns the bytes of address space of the process. */
  public double virtual() {
    return bytes("VmSize:");
  }

  /** Returns the number of live threads. */
  public double threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  /** Returns the number of open files and sockets. */
  public double openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getOpenFileDescriptorCount()
        : Double.NaN;
  }

  /** Returns the bytes of a line such as {@code VmRSS: 123456 kB}, which only Linux has. */
  private double bytes(String key) {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(key)) {
          String[] words = line.substring(key.length()).strip().split("\\s+", 2);
          return Long.parseLong(words[0]) * KILOBYTE;
        }
      }
    } catch (IOException | NumberFormatException e) {
      return Double.NaN;
    }
    return Double.NaN;
  }
}

package io.upstream.metrics.vocabularies;

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
final class SiblingProcessFigures {

  private static final double KILOBYTE = 1024;

  private final Path status;
  private final CpuShare cpu;

  SiblingProcessFigures() {
    this(Path.of("/proc/self/status"), SiblingProcessFigures::cpuNanos, System::nanoTime);
  }

  SiblingProcessFigures(Path status, LongSupplier cpuNanos, LongSupplier clock) {
    this.status = status;
    this.cpu = new CpuShare(cpuNanos, clock);
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : -1;
  }

  double cpuPercent() {
    return cpu.percent();
  }

  double resident() {
    return bytes("VmRSS:");
  }

  double virtual() {
    return bytes("VmSize:");
  }

  double threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  double openFiles() {
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

package io.upstream.metrics.page.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;

/**
 * Reads figures of this process from the operating system; a figure that it does not have is -1.
 */
final class ProcessFigures {

  private static final Path STATUS = Path.of("/proc/self/status");

  double startSeconds() {
    return ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3;
  }

  double cpuSeconds() {
    double nanos = asked(OperatingSystemMXBean.class, OperatingSystemMXBean::getProcessCpuTime);
    return nanos < 0 ? nanos : nanos / 1e9;
  }

  double openFiles() {
    return asked(
        UnixOperatingSystemMXBean.class, UnixOperatingSystemMXBean::getOpenFileDescriptorCount);
  }

  double maxFiles() {
    return asked(
        UnixOperatingSystemMXBean.class, UnixOperatingSystemMXBean::getMaxFileDescriptorCount);
  }

  boolean hasMemory() {
    return Files.isReadable(STATUS);
  }

  double virtualBytes() {
    return kilobytes("VmSize:") * 1024;
  }

  double residentBytes() {
    return kilobytes("VmRSS:") * 1024;
  }

  private static <T> double asked(Class<T> type, ToDoubleFunction<T> number) {
    Object system = ManagementFactory.getOperatingSystemMXBean();
    return type.isInstance(system) ? number.applyAsDouble(type.cast(system)) : -1;
  }

  private static double kilobytes(String field) {
    String status;
    try {
      status = Files.readString(STATUS, US_ASCII);
    } catch (IOException unreadable) {
      return -1;
    }
    int at = status.indexOf(field);
    if (at < 0) {
      return -1;
    }
    int begin = at + field.length();
    while (Character.isWhitespace(status.charAt(begin))) {
      begin++;
    }
    int end = begin;
    while (end < status.length() && Character.isDigit(status.charAt(end))) {
      end++;
    }
    return end == begin ? -1 : Double.parseDouble(status.substring(begin, end));
  }
}

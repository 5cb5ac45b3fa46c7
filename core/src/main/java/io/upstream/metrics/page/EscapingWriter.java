package io.upstream.metrics.page;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls client_java's writers with an escaping of names.
 *
 * <p>The writers accept an escaping from 1.4 on, where a name may be any UTF-8 text. In earlier
 * versions a name may only have a dot beside the usual characters, and is always written with
 * underscores. This library also runs on those versions, so it looks the newer method up at run
 * time.
 */
final class EscapingWriter {

  private static final @Nullable Method WRITE;
  private static final Map<NameEscaping, Object> SCHEMES = new EnumMap<>(NameEscaping.class);

  static {
    Method write = null;
    try {
      Class<?> type =
          Class.forName(
              "io.prometheus.metrics.config.EscapingScheme",
              true,
              ExpositionFormatWriter.class.getClassLoader());
      for (NameEscaping each : NameEscaping.values()) {
        for (Object scheme : type.getEnumConstants()) {
          if (((Enum<?>) scheme).name().equals(each.clientName())) {
            SCHEMES.put(each, scheme);
          }
        }
      }
      write =
          ExpositionFormatWriter.class.getMethod(
              "write", OutputStream.class, MetricSnapshots.class, type);
    } catch (ReflectiveOperationException | LinkageError before14) {
      // client_java before 1.4 has no escaping; it writes names with underscores.
    }
    WRITE = write;
  }

  private EscapingWriter() {}

  /** Returns the escaping that names will have if the scraper asks for one. */
  static NameEscaping possible(NameEscaping asked) {
    return WRITE == null ? NameEscaping.UNDERSCORES : asked;
  }

  /**
   * Writes families.
   *
   * @param escaping null for what client_java does when nothing is asked for
   */
  static void write(
      ExpositionFormatWriter writer,
      MetricSnapshots snapshots,
      @Nullable NameEscaping escaping,
      OutputStream out)
      throws IOException {
    if (escaping == null || WRITE == null) {
      writer.write(out, snapshots);
      return;
    }
    try {
      WRITE.invoke(writer, out, snapshots, SCHEMES.get(escaping));
    } catch (InvocationTargetException e) {
      throw rethrown(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) throws IOException {
    if (cause instanceof IOException io) {
      throw io;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(cause);
  }
}

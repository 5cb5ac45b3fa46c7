package io.upstream.metrics.push;

import io.prometheus.metrics.exporter.opentelemetry.OpenTelemetryExporter;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The part of client_java's exporter that can export at once and reports the result.
 *
 * <p>The exporter does not expose it, its own flush hides a failure, and the names of the types
 * change with the OpenTelemetry library inside. So this class gets the parts by reflection. It
 * refuses a version with other parts when the push is built, not at the first push.
 */
final class OtlpReader {

  private final Object source;
  private final Method collect;
  private final Object exporter;
  private final Method export;

  OtlpReader(OpenTelemetryExporter client) {
    try {
      Object reader = field(OpenTelemetryExporter.class, "reader").get(client);
      Field registration = field(reader.getClass(), "collectionRegistration");
      this.source = registration.get(reader);
      this.collect = registration.getType().getMethod("collectAllMetrics");
      Field sender = field(reader.getClass(), "exporter");
      this.exporter = sender.get(reader);
      this.export = sender.getType().getMethod("export", Collection.class);
      stayWhereItIsSent(exporter);
    } catch (ReflectiveOperationException | RuntimeException e) {
      client.close();
      throw new IllegalStateException(
          "This version of prometheus-metrics-exporter-opentelemetry is not known; 1.3.10, 1.4.3"
              + " and 1.5.0 are",
          e);
    }
  }

  /**
   * Turns redirects off. The exporter's client would follow a redirect to any host and send it all
   * headers, which may contain a key, except {@code Authorization}.
   */
  private static void stayWhereItIsSent(Object exporter) throws ReflectiveOperationException {
    Object http = field(exporter.getClass(), "delegate").get(exporter);
    Object sender = field(http.getClass(), "httpSender").get(http);
    Field client = field(sender.getClass(), "client");
    Object following = client.get(sender);
    Object builder = following.getClass().getMethod("newBuilder").invoke(following);
    for (String what : List.of("followRedirects", "followSslRedirects")) {
      builder.getClass().getMethod(what, boolean.class).invoke(builder, false);
    }
    client.set(sender, builder.getClass().getMethod("build").invoke(builder));
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** Exports now; whether the other side has it. */
  boolean export(Duration longest) {
    try {
      Object result = export.invoke(exporter, collect.invoke(source));
      Class<?> type = result.getClass();
      type.getMethod("join", long.class, TimeUnit.class)
          .invoke(result, longest.toMillis(), TimeUnit.MILLISECONDS);
      return Boolean.TRUE.equals(type.getMethod("isSuccess").invoke(result));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the exporter could not be asked to export", e);
    }
  }
}

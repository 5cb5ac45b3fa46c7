package io.upstream.metrics.page.registry;

import io.upstream.metrics.guard.SafeLogger;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The versions of client_java's artifacts on the class path. They are released together and do not
 * work mixed: the usual end is a {@code NoSuchMethodError} at the first scrape.
 */
public final class ClientJavaVersions {

  private static final String CORE = "prometheus-metrics-core";
  private static final Set<String> ARTIFACTS =
      Set.of(
          CORE,
          "prometheus-metrics-model",
          "prometheus-metrics-config",
          "prometheus-metrics-exposition-formats",
          "prometheus-metrics-exposition-textformats");

  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private ClientJavaVersions() {}

  /** Returns the version of client_java's core, or a word for an unknown version. */
  public static String core() {
    String version = version(CORE);
    return version == null ? "of an unknown version" : version;
  }

  /** Logs once which versions of client_java are mixed. */
  public static void warnOfMixture() {
    String mixture = WARNED.getAndSet(true) ? null : mixture(ClientJavaVersions::version);
    if (mixture != null) {
      SafeLogger.of(ClientJavaVersions.class).log(Level.WARNING, mixture);
    }
  }

  /**
   * Returns a description of the problem if versions are mixed; null if they are not, or if they
   * are not known.
   */
  public static @Nullable String mixture(Function<String, @Nullable String> versionOf) {
    Map<String, String> versions = new LinkedHashMap<>();
    for (String artifact : new TreeSet<>(ARTIFACTS)) {
      String version = versionOf.apply(artifact);
      if (version != null) {
        versions.put(artifact, version);
      }
    }
    if (Set.copyOf(versions.values()).size() < 2) {
      return null;
    }
    return "The class path has different versions of client_java: "
        + versions
        + ". They do not work together. Import io.prometheus:prometheus-metrics-bom in one version,"
        + " or with Spring Boot set the property prometheus-client.version and remove versions that"
        + " the build sets for single artifacts.";
  }

  static @Nullable String version(String artifact) {
    String resource = "/META-INF/maven/io.prometheus/" + artifact + "/pom.properties";
    try (InputStream in = ClientJavaVersions.class.getResourceAsStream(resource)) {
      if (in == null) {
        return null; // the artifact is shaded or absent
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException unreadable) {
      return null;
    }
  }
}

package io.upstream.metrics.benchmarks.report;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where it was measured, in general words, and with which versions. */
final class Environment {

  private static final Map<String, String> PEERS = new LinkedHashMap<>();

  static {
    PEERS.put("client_java", "prometheus-metrics-core");
    PEERS.put("Micrometer", "micrometer-registry-prometheus");
    PEERS.put("OpenTelemetry SDK", "opentelemetry-sdk-metrics");
    PEERS.put("Dropwizard Metrics", "metrics-core");
    PEERS.put("Spring", "spring-web");
    PEERS.put("Tomcat", "tomcat-embed-core");
    PEERS.put("datasource-proxy", "datasource-proxy");
    PEERS.put("datasource-micrometer", "datasource-micrometer");
    PEERS.put("p6spy", "p6spy");
    PEERS.put("H2", "h2");
    PEERS.put("JMH", "jmh-core");
  }

  private Environment() {}

  static String machine() {
    return "%s cores (%s), %s, JDK %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.arch"),
            System.getProperty("os.name"),
            Runtime.version().feature());
  }

  static String versions() {
    StringBuilder versions = new StringBuilder();
    PEERS.forEach(
        (name, artifact) ->
            versions
                .append(versions.isEmpty() ? "" : ", ")
                .append(name)
                .append(' ')
                .append(version(artifact)));
    return versions.toString();
  }

  private static String version(String artifact) {
    String classPath = System.getProperty("java.class.path");
    Matcher jar =
        Pattern.compile(Pattern.quote(File.separator + artifact) + "-(\\d[^/\\\\]*)\\.jar")
            .matcher(classPath);
    return jar.find() ? jar.group(1) : "unknown";
  }
}

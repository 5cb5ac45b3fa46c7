package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Checks that the hand-written files fit each other and the generated ones. */
class OperatorFilesTest {

  private static final Path MONITORING = MonitoringFilesTest.MONITORING;

  @Test
  void every_YAML_file_parses() throws IOException {
    try (Stream<Path> files = Files.walk(MONITORING)) {
      assertThat(files.filter(file -> file.toString().endsWith(".yml")).toList())
          .hasSizeGreaterThanOrEqualTo(10)
          .allSatisfy(file -> assertThat(new Yaml().loadAll(Files.readString(file))).isNotEmpty());
    }
  }

  @Test
  void scrapes_are_every_15_seconds_within_10() throws IOException {
    Map<String, Object> global = map(load("prometheus/prometheus.yml").get("global"));
    assertThat(global).containsEntry("scrape_interval", "15s");
    assertThat(global).containsEntry("scrape_timeout", "10s");
    for (String monitor : List.of("servicemonitor", "podmonitor")) {
      Map<String, Object> spec = map(load("kubernetes/" + monitor + ".yml").get("spec"));
      Object endpoints = spec.getOrDefault("endpoints", spec.get("podMetricsEndpoints"));
      Map<String, Object> endpoint = map(((List<?>) endpoints).get(0));
      assertThat(endpoint).containsEntry("interval", "15s").containsEntry("scrapeTimeout", "10s");
      assertThat(endpoint).containsKey("authorization");
    }
  }

  @Test
  void alerts_look_for_jobs_that_are_scraped() throws IOException {
    String prometheus = read("prometheus/prometheus.yml");
    Matcher job = Pattern.compile("job=\"([a-z]+)\"").matcher(read("prometheus/alerts.yml"));
    while (job.find()) {
      assertThat(prometheus).contains("job_name: " + job.group(1) + "\n");
    }
  }

  @Test
  void every_variable_of_the_composition_is_explained() throws IOException {
    Set<String> used = new TreeSet<>();
    String compose = read("docker-compose.yml");
    Matcher variable = Pattern.compile("\\$\\{([A-Z_]+)").matcher(compose);
    while (variable.find()) {
      used.add(variable.group(1));
    }
    Matcher secret = Pattern.compile("environment: ([A-Z_]+)\n").matcher(compose);
    while (secret.find()) {
      used.add(secret.group(1));
    }
    Set<String> explained = new TreeSet<>();
    Matcher set = Pattern.compile("(?m)^([A-Z_]+)=").matcher(read(".env.example"));
    while (set.find()) {
      explained.add(set.group(1));
    }
    assertThat(used).isEqualTo(explained);
    assertThat(used)
        .contains(
            "GRAFANA_PASSWORD",
            "GRAFANA_ADMIN_PASSWORD",
            "PROMETHEUS_RETENTION_DAYS",
            "METRICS_AUTH_TOKEN");
  }

  @Test
  void no_file_contains_a_password() throws IOException {
    assertThat(read(".env.example"))
        .contains("METRICS_AUTH_TOKEN=\n", "POSTGRES_PASSWORD=\n", "GRAFANA_PASSWORD=\n");
    assertThat(Files.readString(MONITORING.resolve("../.gitignore"))).contains(".env\n");
  }

  @Test
  void nothing_listens_publicly_or_is_privileged() throws IOException {
    Map<String, Object> services = map(load("docker-compose.yml").get("services"));
    services.forEach(
        (name, service) -> {
          Map<String, Object> set = map(service);
          if (set.get("ports") instanceof List<?> ports) {
            assertThat(ports).as(name).allMatch(port -> port.toString().startsWith("127.0.0.1:"));
          }
          assertThat(set.keySet()).as(name).doesNotContain("privileged", "network_mode", "pid");
          assertThat(String.valueOf(set.get("volumes"))).as(name).doesNotContain("docker.sock");
          assertThat(String.valueOf(set.get("image"))).as(name).doesNotEndWith(":latest");
        });
    assertThat(map(services.get("app")))
        .containsEntry("cap_drop", List.of("ALL"))
        .containsEntry("read_only", true)
        .containsEntry("security_opt", List.of("no-new-privileges:true"));
    assertThat(read("Dockerfile")).contains("\nUSER app\n");
  }

  @Test
  void no_secret_has_a_default() throws IOException {
    Matcher secret =
        Pattern.compile("\\$\\{[A-Z_]*(?:PASSWORD|TOKEN|KEY|SECRET)[A-Z_]*([^}]*)}")
            .matcher(read("docker-compose.yml"));
    int secrets = 0;
    while (secret.find()) {
      secrets++;
      // Set or refused; or another's word, which is then looked at in its turn.
      assertThat(secret.group(1))
          .matches(":\\?set it in \\.env|:-\\$\\{[A-Z_]+:\\?set it in \\.env");
    }
    assertThat(secrets).isGreaterThan(3);
  }

  @Test
  void the_policy_admits_ingress_and_prometheus_only() throws IOException {
    Map<String, Object> spec = map(load("kubernetes/networkpolicy.yml").get("spec"));
    assertThat(spec.get("policyTypes")).isEqualTo(List.of("Ingress"));
    List<?> ingress = (List<?>) spec.get("ingress");
    assertThat(ingress).hasSize(1);
    assertThat((List<?>) map(ingress.get(0)).get("from"))
        .hasSize(2)
        .allMatch(from -> map(from).containsKey("namespaceSelector"));
  }

  @Test
  void the_composition_starts_the_expected_services() throws IOException {
    Map<String, Object> services = map(load("docker-compose.yml").get("services"));
    assertThat(services.keySet())
        .contains("app", "postgres", "prometheus", "alertmanager", "grafana")
        .contains("redis", "redis-exporter", "postgres-exporter");
    assertThat(read("docker-compose.yml"))
        .contains("8000:8000", "9090:9090", "3000:3000", "9121", "9187");
    for (String optional : List.of("redis", "redis-exporter", "postgres-exporter")) {
      assertThat(map(services.get(optional)).get("profiles")).isEqualTo(List.of("exporters"));
    }
  }

  @Test
  void every_mounted_file_exists() throws IOException {
    Matcher mount = Pattern.compile("- \\./([^:]+):([^:]+):ro").matcher(read("docker-compose.yml"));
    int mounts = 0;
    while (mount.find()) {
      mounts++;
      assertThat(MONITORING.resolve(mount.group(1))).isNotEmptyDirectory();
    }
    assertThat(mounts).isEqualTo(5);
    assertThat(read("grafana/provisioning/dashboards/upstream.yml"))
        .contains("path: /var/lib/grafana/dashboards");
  }

  @Test
  void the_token_is_on_both_sides() throws IOException {
    assertThat(read("prometheus/prometheus.yml"))
        .contains("credentials_file: /run/secrets/metrics_token");
    String compose = read("docker-compose.yml");
    assertThat(compose)
        .contains("METRICS_AUTH_TOKEN: ${METRICS_AUTH_TOKEN:?set it in .env}")
        .contains("metrics_token:\n    environment: METRICS_AUTH_TOKEN");
  }

  @Test
  void every_service_is_restarted_limited_pinned_and_watched() throws IOException {
    Map<String, Object> services = map(load("docker-compose.yml").get("services"));
    services.forEach(
        (name, service) -> {
          Map<String, Object> set = map(service);
          assertThat(set)
              .as(name)
              .containsEntry("restart", "unless-stopped")
              .containsKey("mem_limit");
          if (!name.equals("redis-exporter")) { // its image has no program that could ask
            assertThat(set).as(name).containsKey("healthcheck");
          }
          if (set.get("image") instanceof String image) {
            assertThat(image).as(name).matches(".+:v?\\d+\\.\\d+.*");
          }
        });
    assertThat(read("Dockerfile")).doesNotContain(":3.9-", ":17-jre");
    assertThat(Files.readString(MONITORING.resolve("../.dockerignore")))
        .contains("**/target", ".git");
  }

  @Test
  void the_exporters_role_reads_no_claims() throws IOException {
    Map<String, Object> services = map(load("docker-compose.yml").get("services"));
    assertThat(map(map(services.get("postgres-exporter")).get("environment")))
        .containsEntry("DATA_SOURCE_USER", "exporter");
    assertThat(read("postgres/exporter-role.sh")).contains("GRANT pg_monitor TO exporter");
  }

  @Test
  void Prometheus_watches_its_own_rules_and_the_notifications() throws IOException {
    assertThat(read("prometheus/prometheus.yml"))
        .contains("job_name: prometheus\n", "job_name: alertmanager\n", "celery-exporter:9808");
  }

  private static String read(String file) throws IOException {
    return Files.readString(MONITORING.resolve(file));
  }

  private static Map<String, Object> load(String file) throws IOException {
    return map(new Yaml().load(read(file)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object node) {
    return (Map<String, Object>) node;
  }
}

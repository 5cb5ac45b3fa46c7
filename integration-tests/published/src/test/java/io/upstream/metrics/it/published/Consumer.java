package io.upstream.metrics.it.published;

import java.nio.file.Path;
import java.util.List;

/** One of the projects in {@code src/test/consumers}. */
enum Consumer {
  CORE(
      "core",
      "RecordsAndPrints",
      "upstream_alert_created_total{customer_id=\"acme\",product=\"DriftWatch\",severity=\"critical\"} 1"),
  SERVLET("servlet", "ServesItsPage", "view=\"/claims\""),
  JDBC("jdbc", "AsksADatabase", "alias=\"claims\",vendor=\"h2\""),
  BOOT("boot", "ClaimsApplication", "view=\"ClaimsApplication#claims\""),
  BOOT_4("boot-4", "ClaimsApplication", "view=\"ClaimsApplication#claims\""),
  EVERYTHING(
      "everything",
      "UsesAllOfIt",
      "pushed: true",
      "db_client_operation_duration_seconds_count{",
      "upstream_alert_created_total");

  static final Path SOURCES = Path.of("src/test/consumers");

  final String directory;
  final String mainClass;

  /** Lines that its main class prints, among others. */
  @SuppressWarnings("ImmutableEnumChecker")
  final List<String> prints;

  Consumer(String directory, String mainClass, String... prints) {
    this.directory = directory;
    this.mainClass = "com.example." + mainClass;
    this.prints = List.of(prints);
  }

  @Override
  public String toString() {
    return directory;
  }
}

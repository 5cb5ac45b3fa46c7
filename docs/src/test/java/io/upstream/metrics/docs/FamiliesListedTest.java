package io.upstream.metrics.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the reference has every family that a module of the library declares. */
class FamiliesListedTest {

  /** Without core, which has the catalogue, and the vocabularies, which have their own guide. */
  private static final List<String> MODULES =
      List.of(
          "servlet-adapter",
          "jdbc-adapter",
          "spring-adapter",
          "push",
          "snapshots",
          "console",
          "commands");

  private static final Pattern DECLARED = Pattern.compile("Family\\.named\\(\"([a-z0-9_]+)\"\\)");

  @Test
  void the_reference_lists_every_family() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    Stream.of(Catalogue.TECHNICAL, Catalogue.BUSINESS)
        .forEach(families -> families.forEach(family -> names.add(family.name())));
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          DECLARED.matcher(Files.readString(file)).results().forEach(it -> names.add(it.group(1)));
        }
      }
    }
    String reference = Files.readString(Path.of("PROMETHEUS_METRICS.md"));
    assertThat(names)
        .contains("hikaricp_connections_active")
        .contains("upstream_background_job_last_success_timestamp_seconds")
        .contains("upstream_alert_created_total")
        .allSatisfy(name -> assertThat(reference).contains("`" + name + "`"));
  }
}

package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.monitoring.alert.Alerts;
import io.upstream.metrics.monitoring.alert.scenario.AlertCases;
import io.upstream.metrics.tools.AlertCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MonitoringFilesTest {

  static final Path MONITORING = Path.of("..", "monitoring");

  private static final Path ROOT = Path.of("..");

  private static final String MEND =
      """
      These files are not what the declarations say; write them again with
        mvn -q -pl monitoring -am -Preference process-classes
      """;

  @Test
  @Tag("generated")
  void the_committed_files_are_what_the_declarations_say() throws Exception {
    if (Boolean.getBoolean("upstream.mend")) {
      PlatformFiles.main(new String[] {ROOT.toString()});
    }
    List<String> outdated = new ArrayList<>();
    for (Map.Entry<String, String> file : PlatformFiles.render().entrySet()) {
      Path path = ROOT.resolve(file.getKey());
      if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
        outdated.add(file.getKey());
      }
    }
    assertThat(outdated).as(MEND).isEmpty();
  }

  @Test
  void every_dashboard_file_is_declared() throws Exception {
    try (Stream<Path> files = Files.list(MONITORING.resolve("grafana/dashboards"))) {
      assertThat(files)
          .allMatch(
              file ->
                  MonitoringFiles.render().containsKey("grafana/dashboards/" + file.getFileName()));
    }
  }

  @Test
  void the_machines_locale_changes_nothing() {
    Locale before = Locale.getDefault();
    Map<String, String> here = MonitoringFiles.render();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(MonitoringFiles.render()).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void every_alert_is_tried_in_every_situation() {
    Map<String, Set<String>> tried =
        AlertCases.ALL.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.alert().name(),
                    Collectors.mapping(AlertCase::situation, Collectors.toSet())));
    assertThat(tried.get("Watchdog")).containsExactly(AlertCases.FIRES); // it always does
    assertThat(Alerts.ALL)
        .filteredOn(alert -> !alert.name().equals("Watchdog"))
        .allSatisfy(
            alert ->
                assertThat(tried.get(alert.name()))
                    .as(alert.name())
                    .contains(
                        AlertCases.FIRES,
                        AlertCases.QUIET,
                        AlertCases.NOTHING,
                        AlertCases.FIRST,
                        AlertCases.RESET));
    assertThat(AlertCases.ALL)
        .filteredOn(each -> each.situation().equals(AlertCases.FIRES))
        .allMatch(each -> !each.expected().isEmpty());
    assertThat(AlertCases.ALL)
        .filteredOn(
            each ->
                each.situation().equals(AlertCases.QUIET)
                    || each.situation().equals(AlertCases.RESET))
        .allMatch(each -> each.expected().isEmpty());
  }
}

package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.monitoring.alert.Alerts;
import io.upstream.metrics.monitoring.panel.Dashboards;
import io.upstream.metrics.tools.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks that every alert has a section in the runbook. */
class RunbookTest {

  private static final Path RUNBOOK = Path.of("..", "docs", "runbook.md");

  @Test
  void every_alert_has_a_section_in_the_runbook() throws IOException {
    Map<String, String> sections = sections();
    assertThat(sections.keySet())
        .containsExactlyInAnyOrderElementsOf(Alerts.ALL.stream().map(Alert::name).toList());
    sections.forEach(
        (alert, text) ->
            assertThat(text)
                .as(alert)
                .contains(
                    "**What it means.** ",
                    "**How to look.** ",
                    "**What to do.** ",
                    "**Who to wake.** "));
    assertThat(Alerts.ALL)
        .allSatisfy(
            alert ->
                assertThat(alert.annotations().get("runbook_url"))
                    .endsWith(
                        "docs/runbook.md#" + alert.name().toLowerCase(java.util.Locale.ROOT)));
  }

  @Test
  void a_section_names_existing_panels() throws IOException {
    String titles =
        Dashboards.ALL.stream()
            .map(dashboard -> dashboard.title() + dashboard.rows())
            .toList()
            .toString();
    java.util.regex.Matcher named =
        java.util.regex.Pattern.compile("(?<!\\*)\\*([A-Z][^*\n]+)\\*(?!\\*)")
            .matcher(Files.readString(RUNBOOK));
    while (named.find()) {
      String title = named.group(1);
      if (!title.matches("Targets|Rules|Service discovery")) { // of Prometheus' own
        assertThat(titles).contains(title);
      }
    }
  }

  private static Map<String, String> sections() throws IOException {
    Map<String, String> sections = new LinkedHashMap<>();
    for (String part : Files.readString(RUNBOOK).split("\n### ")) {
      int end = part.indexOf('\n');
      if (part.startsWith("# ")) {
        continue;
      }
      sections.put(part.substring(0, end), part.substring(end));
    }
    return sections;
  }
}

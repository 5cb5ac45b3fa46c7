package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.upstream.metrics.monitoring.panel.Dashboards;
import io.upstream.metrics.testing.Programs;
import io.upstream.metrics.testing.PrometheusServer;
import io.upstream.metrics.tools.Dashboard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws every dashboard with what a real Prometheus answers, in headless Chromium; the pictures are
 * in {@code target/dashboards}, and two of them, after {@code -Dupstream.mend=true}, in the docs.
 */
@Tag("full")
class DashboardPicturesTest {

  private static final long SPAN = 2 * 3600;
  private static final List<String> IN_DOCS = List.of("upstream-api", "upstream-business");

  @TempDir private static Path directory;
  private static PrometheusServer prometheus;
  private static long end;

  @BeforeAll
  static void start() throws Exception {
    Programs.need("prometheus");
    Programs.need("promtool");
    Programs.need("chromium");
    end = System.currentTimeMillis() / 1000 / 60 * 60;
    new SimulatedHistory(end).write(directory.resolve("history"));
    prometheus = RecordedHistory.serve(directory);
    prometheus = RecordedHistory.record(prometheus, directory, end - SPAN, end);
  }

  @AfterAll
  static void stop() throws Exception {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @Test
  void every_dashboard_is_drawn_without_an_empty_panel() throws Exception {
    Path pictures = Files.createDirectories(Path.of("target", "dashboards"));
    List<String> empty = new ArrayList<>();
    for (JsonNode dashboard : DashboardLintTest.read()) {
      String uid = dashboard.get("uid").asText();
      Dashboard declared =
          Dashboards.ALL.stream().filter(each -> each.uid().equals(uid)).findFirst().orElseThrow();
      DashboardPicture picture =
          new DashboardPicture(prometheus, EvaluationTest.job(declared), end, SPAN);
      Path html = pictures.resolve(uid + ".html").toAbsolutePath();
      Files.writeString(html, picture.draw(dashboard));
      picture.empty().forEach(title -> empty.add(uid + ": " + title));
      Path png = pictures.resolve(uid + ".png").toAbsolutePath();
      Programs.Outcome outcome =
          Programs.run(
              directory,
              "chromium",
              "--headless",
              "--no-sandbox",
              "--disable-gpu",
              "--disable-background-networking",
              "--disable-component-update",
              "--disable-extensions",
              "--hide-scrollbars",
              "--user-data-dir=" + directory.resolve("chromium"),
              "--window-size="
                  + DashboardPicture.width()
                  + ","
                  + DashboardPicture.height(dashboard),
              "--screenshot=" + png,
              html.toUri().toString());
      assertThat(outcome.code()).as(outcome.text()).isZero();
      assertThat(Files.size(png)).as(uid).isGreaterThan(10_000);
      if (Boolean.getBoolean("upstream.mend") && IN_DOCS.contains(uid)) {
        Files.copy(
            png,
            Path.of("..", "docs", "images", uid + ".png"),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
    assertThat(empty).isEmpty();
  }
}

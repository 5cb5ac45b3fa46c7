package io.upstream.metrics.monitoring.alert.scenario;

import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.RESET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.ours;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.series;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.tried;

import io.upstream.metrics.catalog.DbFamilies;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.tools.AlertCase;
import java.util.List;
import java.util.stream.Stream;

/** Situations of the alerts on requests and statements. */
final class ApiAlertCases {

  private ApiAlertCases() {}

  static List<AlertCase> all() {
    return Stream.of(errorRate(), instance(), latency(), stuck(), statements())
        .flatMap(List::stream)
        .toList();
  }

  private static List<AlertCase> errorRate() {
    String alert = "HighErrorRate";
    return List.of(
        tried(alert, FIRES, "15m")
            .with(view(200), "0+90x30")
            .with(view(500), "0+10x30")
            .fires("10%", "job", "upstream"),
        tried(alert, QUIET, "15m").with(view(200), "0+98x30").with(view(500), "0+2x30"),
        tried(alert, "three errors at night", "20m")
            .with(view(200), "0+5x40")
            .with(view(500), "0x8 1 2 3x30"),
        tried(alert, "all of a few requests fail", "20m").with(view(500), "0+1x40"),
        tried(alert, FIRST, "20m").with(view(200), "0+1x30").with(view(500), "_x10 1x20"),
        tried(alert, RESET, "25m")
            .with(view(200), "0+98x15 0+98x15")
            .with(view(500), "1000+2x15 0+2x15"));
  }

  private static String view(int status) {
    return ours(
        HttpFamilies.RESPONSES_BY_VIEW.name(),
        "status=\"%s\", view=\"ClaimController#list\", method=\"GET\"".formatted(status));
  }

  private static List<AlertCase> instance() {
    String alert = "InstanceErrorRateHigh";
    return List.of(
        tried(alert, FIRES, "15m")
            .with(status("a:8000", 200), "0+7500x30")
            .with(status("b:8000", 200), "0+9x30")
            .with(status("b:8000", 500), "0+91x30")
            .fires("91%", "job", "upstream", "instance", "b:8000"),
        tried(alert, QUIET, "15m")
            .with(status("a:8000", 200), "0+80x30")
            .with(status("a:8000", 500), "0+20x30"),
        tried(alert, "three errors at night", "15m")
            .with(status("a:8000", 200), "0x30")
            .with(status("a:8000", 500), "0x8 1 2 3x30"),
        tried(alert, FIRST, "20m")
            .with(status("a:8000", 200), "0+1x30")
            .with(status("a:8000", 500), "_x10 1x20"),
        tried(alert, RESET, "25m")
            .with(status("a:8000", 200), "0+98x15 0+98x15")
            .with(status("a:8000", 500), "1000+2x15 0+2x15"));
  }

  private static String status(String instance, int status) {
    return series(
        HttpFamilies.RESPONSES_BY_STATUS.name(),
        "upstream",
        instance,
        "status=\"%s\"".formatted(status));
  }

  private static List<AlertCase> latency() {
    String alert = "HighLatency";
    String name = HttpFamilies.LATENCY.name();
    String labels = "view=\"ClaimController#list\", method=\"GET\"";
    AlertCase hidden =
        AlertCases.buckets(
            tried(alert, "one slow view among many fast requests", "25m"),
            name,
            labels,
            "0.1",
            "0+5000x40",
            "0.5",
            "0+5000x40");
    return List.of(
        AlertCases.buckets(
                tried(alert, FIRES, "25m"), name, labels, "2.0", "0x40", "5.0", "0+10x40")
            .fires("4.85s", "job", "upstream", "view", "ClaimController#list"),
        upload(hidden, "2.0", "5.0", "0+10x40")
            .fires("4.85s", "job", "upstream", "view", "UploadController#upload"),
        AlertCases.buckets(
            tried(alert, QUIET, "25m"), name, labels, "1.0", "0x40", "2.0", "0+10x40"),
        python(
            AlertCases.buckets(
                tried(alert, "a Python service of 1.5 s beside a Java service of 30 ms", "25m"),
                name,
                labels,
                "0.01",
                "0x40",
                "0.05",
                "0+100x40"),
            "2.5",
            "0+100x40"),
        python(tried(alert, "a slow Python service", "25m"), "5.0", "0+100x40")
            .fires("4.85s", "job", "upstream", "view", "claims.views.List"),
        upload(tried(alert, "three slow requests at night", "25m"), "2.0", "5.0", "0x14 1 2 3x30"),
        AlertCases.buckets(
            tried(alert, FIRST, "25m"), name, labels, "2.0", "_x10 0x30", "5.0", "_x10 1x30"),
        AlertCases.buckets(
            tried(alert, RESET, "35m"),
            name,
            labels,
            "2.0",
            "10+10x20 0+10x20",
            "5.0",
            "900+10x20 0+10x20"));
  }

  private static AlertCase upload(AlertCase each, String lower, String upper, String all) {
    return AlertCases.buckets(
        each,
        HttpFamilies.LATENCY.name(),
        "view=\"UploadController#upload\", method=\"POST\"",
        lower,
        "0x40",
        upper,
        all);
  }

  private static AlertCase python(AlertCase each, String upper, String all) {
    AlertCase with = each;
    boolean below = true;
    for (String bound :
        List.of(
            "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1.0", "2.5", "5.0",
            "7.5", "10.0", "25.0", "50.0", "75.0", "+Inf")) {
      below &= !bound.equals(upper);
      with =
          with.with(
              series(
                  HttpFamilies.LATENCY.name() + "_bucket",
                  "upstream",
                  "python:8000",
                  "view=\"claims.views.List\", method=\"GET\", le=\"" + bound + "\""),
              below ? "0x40" : all);
    }
    return with;
  }

  private static List<AlertCase> stuck() {
    String alert = "RequestsStuck";
    String now = ours(HttpFamilies.IN_PROGRESS.name(), "");
    String busy =
        ours(HttpFamilies.LATENCY.name() + "_sum", "view=\"ClaimController#list\", method=\"GET\"");
    return List.of(
        tried(alert, FIRES, "40m")
            .with(now, "8x60")
            .with(busy, "0+60x60")
            .fires("7", "job", "upstream", "instance", "a:8000"),
        tried(alert, "requests hang and none ends", "40m")
            .with(now, "0x5 8x60")
            .fires("8", "job", "upstream", "instance", "a:8000"),
        tried(alert, QUIET, "40m").with(now, "80x60").with(busy, "0+4740x60"),
        tried(alert, FIRST, "40m").with(now, "_x10 8x9 0x40"),
        tried(alert, RESET, "40m").with(now, "80x30 0 80x30").with(busy, "9000+4740x30 0+4740x30"));
  }

  private static List<AlertCase> statements() {
    String alert = "SlowDatabaseQueries";
    String name = DbFamilies.QUERY_DURATION.name();
    String labels = "alias=\"claims\", vendor=\"postgresql\"";
    return List.of(
        AlertCases.buckets(
                tried(alert, FIRES, "30m"), name, labels, "0.5", "0x40", "1.0", "0+10x40")
            .fires("975ms", "job", "upstream", "alias", "claims", "vendor", "postgresql"),
        AlertCases.buckets(
            tried(alert, QUIET, "30m"), name, labels, "0.1", "0x40", "0.5", "0+10x40"),
        AlertCases.buckets(
            tried(alert, FIRST, "30m"), name, labels, "0.5", "_x10 0x30", "1.0", "_x10 1x30"),
        AlertCases.buckets(
            tried(alert, RESET, "35m"),
            name,
            labels,
            "0.5",
            "10+10x20 0+10x20",
            "1.0",
            "900+10x20 0+10x20"));
  }
}

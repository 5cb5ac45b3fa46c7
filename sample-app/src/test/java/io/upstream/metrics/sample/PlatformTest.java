package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.sample.alerts.Outages;
import io.upstream.metrics.sample.ledger.LedgerEvent;
import io.upstream.metrics.testing.PageText;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the whole platform for the steps of a minute. */
class PlatformTest {

  private static final int STEPS = 60;

  /** Of which these are run a second time, in another application. */
  private static final int FIRST_STEPS = 10;

  private static Running app;
  private static PageText page;
  private static PageText firstPage;
  private static Map<LedgerEvent, Long> firstLedger;

  @BeforeAll
  static void start() throws Exception {
    app = Running.start();
    app.steps(FIRST_STEPS);
    firstPage = app.page();
    firstLedger = app.ledger();
    app.steps(STEPS - FIRST_STEPS);
    page = app.page();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void every_business_family_has_moved_within_two_minutes() {
    assertThat(Catalogue.BUSINESS)
        .allSatisfy(family -> assertThat(moved(family)).as(family.name()).isTrue());
  }

  /** Gauges of what is running and waiting are back at 0 by now; that they are there is enough. */
  private static boolean moved(Family<?> family) {
    return switch (family.type()) {
      case COUNTER -> page.sum(family.name()) > 0;
      case HISTOGRAM -> page.sum(family.name() + "_count") > 0;
      default -> !page.samples(family.name()).isEmpty();
    };
  }

  @Test
  void every_technical_family_is_recorded() {
    assertThat(Catalogue.TECHNICAL)
        .allSatisfy(family -> assertThat(moved(family)).as(family.name()).isTrue());
  }

  @Test
  void the_page_says_what_the_ledger_says() throws Exception {
    Map<LedgerEvent, Long> ledger = app.ledger();

    assertThat(LedgerQueries.shown(app.page())).isEqualTo(ledger);
    assertThat(ledger).hasSameSizeAs(LedgerEvent.values());
    assertThat(ledger.values()).allMatch(count -> count > 0);
  }

  @Test
  void only_the_accounts_of_the_clearing_house_fold() {
    assertThat(page.samples("upstream_api_endpoint_calls_total", "customer_id=\"_OTHER\""))
        .isNotEmpty();
    assertThat(page.sum("upstream_metrics_label_values", "label=\"customer_id\"")).isEqualTo(60);
    for (String customer : List.of("acme", "globex", "initech", "umbrella", "hooli")) {
      assertThat(page.samples("upstream_ingestion_processing_seconds_count", '"' + customer + '"'))
          .as(customer)
          .hasSize(1);
    }
  }

  @Test
  void ticket_names_stop_at_half_the_budget() {
    assertThat(page.samples("upstream_denial_signal_total", "initrode", "ticket-"))
        .hasSize(20); // of 40; until then no share is looked at
    assertThat(
            page.sum(
                "upstream_metrics_label_folded_total", "label=\"signal_type\"", "reason=\"share\""))
        .isPositive();
    assertThat(page.samples("upstream_denial_signal_total", "prior_authorization")).isNotEmpty();
  }

  @Test
  void the_e_mail_address_is_nowhere() throws Exception {
    assertThat(page.text()).doesNotContain("@").doesNotContain("jane");
    assertThat(page.sum("upstream_metrics_redacted_total", "detector=\"email\"")).isPositive();
    assertThat(app.get("/console/report.json").body()).doesNotContain("jane");
  }

  @Test
  void the_librarys_own_families_change_too() throws Exception {
    List<String> silent = new ArrayList<>();
    PageText later = app.page();
    for (Family<?> family : SelfFamilies.ALL) {
      String name =
          family.type() == FamilyType.HISTOGRAM ? family.name() + "_count" : family.name();
      if (later.sum(name) == 0) {
        silent.add(family.name());
      }
    }
    // Nothing is pushed here; a scrape meets the mail server down only if it comes just then; no
    // value leaves within minutes.
    assertThat(silent)
        .isSubsetOf(
            "upstream_metrics_push_failures_total",
            "upstream_metrics_scrape_errors_total",
            "upstream_metrics_label_left_total",
            "upstream_metrics_label_returned_total",
            "upstream_metrics_label_promoted_total");
  }

  @Test
  void a_throwing_collector_loses_only_its_family() throws Exception {
    app.bean(Outages.class).set(ChannelType.EMAIL, true);
    try {
      assertThat(app.page().samples("sample_mailbox_messages")).isEmpty();
      assertThat(app.page().sum("upstream_metrics_scrape_errors_total")).isPositive();
    } finally {
      app.bean(Outages.class).set(ChannelType.EMAIL, false);
    }
    assertThat(app.page().samples("sample_mailbox_messages")).hasSize(1);
  }

  @Test
  void what_changed_at_a_payer_was_found_out() throws Exception {
    String alerts = app.get("/api/alerts", "X-Customer", "acme").body();
    assertThat(alerts).contains("northstar payment_delay");
    assertThat(app.get("/api/alerts", "X-Customer", "globex").body())
        .contains("blueriver denial_rate");
  }

  @Test
  void an_unknown_payers_profile_is_not_cached() throws Exception {
    long before = app.ledger().get(LedgerEvent.PROFILE_MADE);
    for (int i = 0; i < 2; i++) {
      app.get("/api/payers/summit/profile", "X-Customer", "nobody");
    }
    assertThat(app.ledger()).containsEntry(LedgerEvent.PROFILE_MADE, before + 2);
  }

  @Test
  void the_page_for_people_finds_its_parts() throws Exception {
    HttpResponse<String> html = app.get("/");
    assertThat(html.statusCode()).isEqualTo(200);
    List<String> parts =
        Pattern.compile("(?:src|href)=\"([^#\"][^\"]*)\"")
            .matcher(html.body().replaceAll("<a rel=\"noreferrer\" href=\"[^\"]*\"", "<a"))
            .results()
            .map(match -> match.group(1))
            .toList(); // without links to the documentation
    assertThat(parts).anyMatch(part -> part.contains("chart.js")).noneMatch(p -> p.contains("//"));
    for (String part : parts) {
      assertThat(app.get("/" + part).statusCode()).as(part).isEqualTo(200);
    }
    for (String module : List.of("dashboards.js", "panel.js", "samples.js")) {
      assertThat(app.get("/" + module).statusCode()).as(module).isEqualTo(200);
    }
    assertFamiliesExist(app.get("/dashboards.js").body());
  }

  /** Asserts that the families of the charts are on the page. */
  private static void assertFamiliesExist(String dashboards) {
    List<String> asked =
        Pattern.compile("\"((?:django|upstream|jvm|process)_[a-z_]+)\"")
            .matcher(dashboards)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(asked).hasSizeGreaterThan(20);
    assertThat(asked).allSatisfy(name -> assertThat(page.text()).contains("# TYPE " + name + " "));
  }

  @Test
  void the_same_seed_makes_the_same_events() throws Exception {
    try (Running again = Running.start()) {
      again.steps(FIRST_STEPS);

      assertThat(again.ledger()).isEqualTo(firstLedger);
      assertThat(business(again.page())).isEqualTo(business(firstPage));
    }
  }

  /** All but times and what the application says of itself. */
  private static List<String> business(PageText page) {
    return page.text()
        .lines()
        .filter(line -> line.startsWith("upstream_") && !line.startsWith("upstream_metrics_"))
        .filter(line -> !line.contains("_seconds_sum") && !line.contains("_seconds_bucket"))
        .sorted()
        .toList();
  }
}

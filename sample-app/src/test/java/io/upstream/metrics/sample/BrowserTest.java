package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page and the console as a browser shows them. With {@code -Dupstream.mend=true} it makes the
 * pictures of the documentation anew.
 */
@Tag("full")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserTest {

  private static final Path PICTURES = Path.of("..", "docs", "images");
  private static final String GUARD_OF_CUSTOMERS =
      "return document.querySelector('.bar[data-label=customer_id]')?.dataset.state ?? 'none'";

  @TempDir private static Path folder;

  private static Running app;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    Programs.need(Browser.CHROMIUM);
    Programs.need(Browser.DRIVER);
    app = Running.start();
    browser = new Browser(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
      app.close();
    }
  }

  private static void picture(String name) throws Exception {
    Path place = Boolean.getBoolean("upstream.mend") ? PICTURES : Path.of("target", "images");
    browser.screenshot(place.resolve(name));
  }

  private static void awaitTrue(String script) {
    Await.until(script, () -> browser.run("return " + script).asBoolean());
  }

  private static void assertQuiet() throws Exception {
    assertThat(browser.console()).as("the console").isEmpty();
  }

  private static void assertFitsItsWidth() {
    JsonNode widths =
        browser.run("return [document.documentElement.scrollWidth, window.innerWidth]");
    assertThat(widths.get(0).asInt()).isLessThanOrEqualTo(widths.get(1).asInt());
  }

  @Test
  @Order(1)
  void charts_fill_and_the_guards_bar_follows_events() throws Exception {
    app.steps(6);
    browser.screen(1280, 1750, false, false);
    browser.open(app.uri("/?every=200"));
    awaitTrue("document.querySelector('.bar[data-label=customer_id]') != null");
    assertThat(browser.run(GUARD_OF_CUSTOMERS).asText()).isEqualTo("calm");

    while (browser.run(GUARD_OF_CUSTOMERS).asText().equals("calm")) {
      app.steps(5);
    }
    app.steps(40);
    awaitTrue("document.querySelector('.bar[data-label=customer_id]').dataset.state == 'over'");

    assertThat(browser.run(GUARD_OF_CUSTOMERS).asText()).isEqualTo("over");
    assertThat(browser.run("return document.querySelector('.folded').textContent").asText())
        .contains("over the budget", "over one customer's share", "looked like personal data");
    JsonNode panels = browser.run("return panels()");
    assertThat(panels).hasSizeGreaterThan(20);
    for (JsonNode panel : panels) {
      assertThat(panel.get(1).asInt()).as(panel.get(0).asText()).isGreaterThan(5);
    }
    picture("sample-page.png");
    assertQuiet();
  }

  @Test
  @Order(2)
  void it_fits_a_phone_and_dark_mode() throws Exception {
    browser.screen(390, 844, true, true);
    assertFitsItsWidth();
    assertThat(browser.run("return getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(17, 21, 28)");
    picture("sample-phone-dark.png");
    browser.screen(1280, 1750, false, false);
    assertThat(browser.run("return getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(246, 247, 249)");
    assertQuiet();
  }

  @Test
  @Order(3)
  void nothing_comes_from_elsewhere() {
    JsonNode elsewhere =
        browser.run(
            "return performance.getEntriesByType('resource').map(e => e.name)"
                + ".filter(name => !name.startsWith(location.origin) && !name.startsWith('data:'))");
    assertThat(elsewhere).isEmpty();
  }

  /** A label that takes anything, as only an application's own can. */
  @Grammar(Grammar.ANY)
  record Anything(@Nullable String value) implements OpenLabel {}

  record HostileLabels(Anything anything) {}

  private static final CounterFamily<HostileLabels> HOSTILE =
      CounterFamily.named("hostile_total").help("<b>Help</b>.").labels(HostileLabels.class);

  @Test
  @Order(4)
  void the_console_works_by_keyboard_and_escapes_values() throws Exception {
    browser.open(app.uri("/console/"));
    awaitTrue("document.querySelectorAll('.family').length > 50");
    browser.screen(1280, 1000, false, false);
    picture("console.png");
    String hostile = "<img src=x onerror=\"document.title='taken'\">";
    app.bean(UpstreamRecorder.class).counter(HOSTILE).inc(new HostileLabels(new Anything(hostile)));
    browser.open(app.uri("/console/"));
    awaitTrue("document.querySelectorAll('.family').length > 50");
    assertFitsItsWidth();

    // The skip link, and then the search, without a mouse.
    browser.press("\uE004");
    assertThat(browser.run("return document.activeElement.className").asText()).isEqualTo("skip");
    browser.press("\uE007", "\uE004");
    assertThat(browser.run("return document.activeElement.id").asText()).isEqualTo("search");
    browser.press("h", "o", "s", "t", "i", "l", "e");
    awaitTrue("document.querySelectorAll('.family:not([hidden])').length == 1");
    browser.press("\uE004");
    assertThat(browser.run("return document.activeElement.tagName").asText()).isEqualTo("SUMMARY");
    browser.press("\uE007");
    awaitTrue("document.querySelector('.family[open] .samples') != null");

    assertThat(browser.run("return document.querySelector('.family[open]').textContent").asText())
        .contains(hostile, "<b>Help</b>.");
    assertThat(browser.run("return document.images.length").asInt()).isZero();
    assertThat(browser.run("return document.title").asText()).isEqualTo("Metrics console");
    assertQuiet();
  }

  @Test
  @Order(5)
  void the_console_fits_a_phone_too() throws Exception {
    browser.open(app.uri("/console/"));
    awaitTrue("document.querySelectorAll('.family').length > 50");
    browser.screen(390, 844, true, true);
    assertFitsItsWidth();
    assertQuiet();
  }

  @Test
  @Order(6)
  void the_page_says_when_the_service_is_gone() throws Exception {
    browser.screen(1280, 1000, false, false);
    browser.open(app.uri("/?every=200"));
    awaitTrue("document.getElementById('state').textContent.startsWith('As of')");
    app.close();
    awaitTrue("document.getElementById('state').textContent.startsWith('No answer')");
  }
}

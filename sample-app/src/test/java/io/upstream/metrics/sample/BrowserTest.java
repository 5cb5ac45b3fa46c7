package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
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
  private static final String DOCS = "https://github.com/upstream/upstream-metrics/blob/main/docs/";
  private static final String GUARD_OF_CUSTOMERS =
      "return document.querySelector('.bar[data-label=customer_id]')?.dataset.state ?? 'none'";

  @TempDir private static Path folder;

  private static Running app;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    Programs.need(Browser.CHROMIUM);
    Programs.need(Browser.DRIVER);
    app = Running.start("--sample.chart-interval=200ms");
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

  private static void openConsole() throws Exception {
    browser.open(app.uri("/console/"));
    awaitTrue("document.querySelectorAll('.family').length > 50");
  }

  /** Looks at each text against the colour behind it, as WCAG 2 level AA asks for. */
  private static void assertReadable() {
    JsonNode faint =
        browser.run(
            """
            const channels = (colour) => colour.match(/[0-9.]+/g).map(Number);
            const light = (colour) => channels(colour).slice(0, 3)
              .map((c) => c / 255)
              .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
              .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const behind = (node) => {
              for (let at = node; at; at = at.parentElement) {
                const colour = getComputedStyle(at).backgroundColor;
                if ((channels(colour)[3] ?? 1) === 1) return colour;
              }
              return "rgb(255, 255, 255)";
            };
            return [...document.body.querySelectorAll("*")]
              .filter((node) => node.checkVisibility() && [...node.childNodes]
                .some((child) => child.nodeType === 3 && child.textContent.trim()))
              .filter((node) => {
                const [a, b] = [light(getComputedStyle(node).color), light(behind(node))];
                return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
              })
              .map((node) => node.outerHTML.slice(0, 100));
            """);
    assertThat(faint).isEmpty();
  }

  private static void assertDocumented() throws Exception {
    JsonNode links =
        browser.run(
            "return [...document.querySelectorAll('a')].map(a => a.href)"
                + ".filter(href => !href.startsWith(location.origin))");
    assertThat(links).hasSizeGreaterThan(50);
    for (JsonNode link : links) {
      String page = link.asText().replace(DOCS, "").replaceFirst("#.*", "");
      assertThat(Path.of("..", "docs").resolve(page)).as(link.asText()).exists();
    }
  }

  @Test
  @Order(1)
  void charts_have_a_past_when_they_are_opened() throws Exception {
    app.steps(6);
    Await.until(
        "thirty values",
        () -> app.get("/console/history.json").body().split("]", 2)[0].split(",").length > 30);
    browser.screen(1440, 1230, false, false);
    browser.open(app.uri("/"));
    awaitTrue("window.panels && panels().some(panel => panel[1] > 0)");

    JsonNode panels = browser.run("return panels()");
    assertThat(panels).hasSizeGreaterThan(20);
    assertThat(panels).filteredOn(panel -> panel.get(1).asInt() > 25).hasSizeGreaterThan(10);
  }

  @Test
  @Order(2)
  void the_guard_page_shows_which_labels_fold() throws Exception {
    awaitTrue("document.querySelector('.bar[data-label=customer_id]') != null");
    assertThat(browser.run(GUARD_OF_CUSTOMERS).asText()).isEqualTo("calm");
    while (browser.run(GUARD_OF_CUSTOMERS).asText().equals("calm")) {
      app.steps(5);
    }
    app.steps(40);
    awaitTrue("document.querySelector('.bar[data-label=customer_id]').dataset.state == 'over'");

    assertThat(browser.run("return document.querySelector('.folded').textContent").asText())
        .contains("over the budget", "over the share of one customer", "looked like personal data");
    JsonNode green =
        browser.run(
            """
            const calm = document.querySelector(".more .bar-fill");
            return [...document.querySelectorAll(".folded tbody tr td:first-child")]
              .map((label) => document.querySelector(`.bar[data-label=${label.textContent}]`))
              .filter((bar) => bar.textContent.includes("Within budget")
                || getComputedStyle(bar.querySelector(".bar-fill")).backgroundColor
                  === getComputedStyle(calm).backgroundColor)
              .map((bar) => bar.textContent);
            """);
    assertThat(green).isEmpty();
  }

  @Test
  @Order(3)
  void each_card_is_filled_and_its_tooltip_opaque() throws Exception {
    awaitTrue("panels().every(panel => panel[1] > 5)");
    JsonNode cards =
        browser.run(
            """
            return [...document.querySelectorAll(".panel")].map((card) => {
              const height = (part) => card.querySelector(part).getBoundingClientRect().height;
              const all = card.getBoundingClientRect().height;
              const used = height("figcaption") + height(".plot") + height(".legend");
              return [card.dataset.title, (all - used) / all, height(".legend") / all,
                Chart.getChart(card.querySelector("canvas")).options.plugins.tooltip.backgroundColor];
            });
            """);
    for (JsonNode card : cards) {
      String title = card.get(0).asText();
      assertThat(card.get(1).asDouble()).as("blank in " + title).isLessThan(0.2);
      assertThat(card.get(2).asDouble()).as("legend of " + title).isLessThan(0.4);
      assertThat(card.get(3).asText()).as("tooltip of " + title).matches("#[0-9a-f]{6}");
    }
    assertThat(
            browser.run(
                "return new Set([...document.querySelectorAll('canvas')]"
                    + ".map(canvas => Chart.getChart(canvas).scales.x.min)).size"))
        .as("time axes")
        .isEqualTo(IntNode.valueOf(1));
    picture("sample-page.png");
    assertReadable();
    assertDocumented();
    assertQuiet();
  }

  @Test
  @Order(4)
  void the_sample_fits_a_phone_and_dark_mode() throws Exception {
    browser.screen(390, 844, true, true);
    assertFitsItsWidth();
    assertThat(browser.run("return getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(17, 21, 28)");
    assertReadable();
    browser.screen(1440, 1230, false, false);
    assertThat(browser.run("return getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(246, 247, 249)");
    assertQuiet();
  }

  @Test
  @Order(5)
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
  @Order(6)
  void the_catalogue_is_grouped_with_the_jvm_collapsed() throws Exception {
    browser.screen(1440, 900, false, false);
    openConsole();
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('.group:not([open])')].map(g => g.dataset.prefix)"))
        .extracting(JsonNode::asText)
        .containsExactly("jvm_");
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('.group[open] .family .help')]"
                    + ".filter(help => !help.checkVisibility() || !help.textContent).length"))
        .isEqualTo(IntNode.valueOf(0));
    picture("console.png");
    assertReadable();
    assertDocumented();
  }

  @Test
  @Order(7)
  void the_console_works_by_keyboard_and_escapes_values() throws Exception {
    String hostile = "<img src=x onerror=\"document.title='taken'\">";
    app.bean(UpstreamRecorder.class).counter(HOSTILE).inc(new HostileLabels(new Anything(hostile)));
    openConsole();
    assertFitsItsWidth();

    // The skip link, and then the search, without a mouse.
    browser.press("\uE004");
    assertThat(browser.run("return document.activeElement.className").asText()).isEqualTo("skip");
    browser.press("\uE007", "\uE004");
    assertThat(browser.run("return document.activeElement.id").asText()).isEqualTo("search");
    browser.press("h", "o", "s", "t", "i", "l", "e");
    awaitTrue("document.querySelectorAll('.family:not([hidden])').length == 1");
    browser.press("\uE004", "\uE004");
    assertThat(browser.run("return document.activeElement.parentElement.className").asText())
        .isEqualTo("family");
    browser.press("\uE007");
    awaitTrue("document.querySelector('.family[open] .samples') != null");

    assertThat(browser.run("return document.querySelector('.family[open]').textContent").asText())
        .contains(hostile, "<b>Help</b>.");
    assertThat(browser.run("return document.images.length").asInt()).isZero();
    assertThat(browser.run("return document.title").asText()).isEqualTo("Metrics console");
    assertQuiet();
  }

  @Test
  @Order(8)
  void the_console_fits_a_phone_without_broken_names() throws Exception {
    browser.screen(390, 844, true, true);
    openConsole();
    browser.run("document.querySelectorAll('.group, .family').forEach(each => each.open = true)");
    awaitTrue("document.querySelectorAll('.samples').length > 50");
    JsonNode broken =
        browser.run(
            """
            const lines = (name) => {
              const text = document.createRange();
              text.selectNodeContents(name);
              return text.getClientRects().length;
            };
            return [...document.querySelectorAll(".labels dt code, .stacking td:first-child code")]
              .filter((name) => lines(name) > 1
                || name.scrollWidth > name.parentElement.clientWidth + 1)
              .map((name) => name.textContent);
            """);
    assertThat(broken).isEmpty();
    assertFitsItsWidth();
    assertReadable();
    assertQuiet();
  }

  @Test
  @Order(9)
  void the_page_says_when_the_service_is_gone() throws Exception {
    browser.screen(1280, 1000, false, false);
    browser.open(app.uri("/"));
    awaitTrue("document.getElementById('state').textContent.startsWith('Updated')");
    app.close();
    awaitTrue("document.getElementById('state').textContent.startsWith('No connection')");
    assertThat(
            browser.run("return document.getElementById('state').getBoundingClientRect().bottom"))
        .isEqualTo(IntNode.valueOf(1000));
    assertReadable();
  }
}

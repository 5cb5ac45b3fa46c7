package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.LabelGuard;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of the guard through the console, by a person and by a stranger's page, in a browser. */
@Tag("full")
class BrowserChangesTest {

  private static final String FORGED = "operation=deny&label=customer_id&value=kept";

  @TempDir private Path folder;

  @Test
  void a_foreign_page_cannot_change_the_guard() throws Exception {
    Programs.need(Browser.CHROMIUM);
    Programs.need(Browser.DRIVER);
    try (Running app = Running.start("--upstream.metrics.endpoint.allowed-ips=127.0.0.1,::1");
        Browser browser = new Browser(folder)) {
      LabelGuard<CustomerId> customers = app.bean(UpstreamRecorder.class).guard(CustomerId.class);
      for (String customer : new String[] {"kept", "junk", "early"}) {
        app.bean(UpstreamRecorder.class)
            .trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId(customer));
      }
      browser.open(app.uri("/console/"));
      awaitTrue(browser, "document.querySelector('#label') != null");
      browser.run(
          "const label = document.querySelector('#label'); label.value = 'customer_id';"
              + " label.dispatchEvent(new Event('change'))");
      awaitTrue(browser, "document.querySelector('[aria-label=\"Deny junk\"]') != null");
      browser.run("document.querySelector('[aria-label=\"Deny junk\"]').click()");
      awaitTrue(browser, "document.querySelector('.said').textContent.startsWith('Denied')");
      browser.run(
          "document.querySelector('#operation').value = 'release';"
              + " document.querySelector('#value').value = 'early';"
              + " document.querySelector('form.fields').requestSubmit()");
      awaitTrue(browser, "document.querySelector('.said').textContent.startsWith('Released')");
      assertThat(customers.spent()).isEqualTo(1);
      browser.screen(1280, 1600, false, false);
      browser.screenshot(Path.of("target", "images", "changes.png"));
      assertThat(browser.console()).isEmpty();

      forge(app, browser);
      assertThat(customers.spent()).isEqualTo(1);
    }
  }

  /** The browser has the console's cookie by now, and the address that is allowed. */
  private static void forge(Running app, Browser browser) throws Exception {
    HttpServer stranger =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stranger.createContext(
        "/",
        exchange -> {
          byte[] page = "<!doctype html>".getBytes(StandardCharsets.US_ASCII);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    stranger.start();
    try {
      String target = app.uri("/console/change").toString();
      for (String host : new String[] {"localhost", Browser.REBOUND}) {
        browser.open(URI.create("http://" + host + ":" + stranger.getAddress().getPort() + "/"));
        browser.run(
            ("return fetch('%s', {method: 'POST', mode: 'no-cors', credentials: 'include',"
                    + " body: new URLSearchParams('%s')}).then(() => 'sent', () => 'refused')")
                .formatted(target, FORGED));
        assertThat(
                browser
                    .run(
                        ("return fetch('%s', {method: 'POST', credentials: 'include',"
                                + " headers: {'X-Console-Token': 'x'},"
                                + " body: new URLSearchParams('%s')})"
                                + ".then(() => 'had', () => 'refused')")
                            .formatted(target, FORGED))
                    .asText())
            .isEqualTo("refused");
        browser.run(
            ("const form = document.createElement('form'); form.method = 'post';"
                    + " form.action = '%s'; for (const [name, value] of new URLSearchParams('%s')) {"
                    + " const input = document.createElement('input'); input.name = name;"
                    + " input.value = value; form.append(input); }"
                    + " document.body.append(form); form.submit()")
                .formatted(target, FORGED));
        awaitTrue(browser, "document.body && document.body.textContent.includes('another origin')");
      }
    } finally {
      stranger.stop(0);
    }
  }

  private static void awaitTrue(Browser browser, String script) {
    Await.until(script, () -> browser.run("return " + script).asBoolean());
  }
}

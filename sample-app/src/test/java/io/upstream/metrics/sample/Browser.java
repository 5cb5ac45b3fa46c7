package io.upstream.metrics.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Debian's Chromium without a window, driven through chromedriver in the WebDriver protocol. */
final class Browser implements AutoCloseable {

  static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  /** A stranger's name, which his name server has made to point to this machine. */
  static final String REBOUND = "rebound.example";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port;
  private final Process driver;
  private final String session;

  /**
   * A browser that knows no name but localhost and a stranger's: what is not served by the
   * application fails.
   */
  Browser(Path folder) throws IOException {
    port = Programs.freePort();
    driver =
        new ProcessBuilder(DRIVER.toString(), "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromedriver.log").toFile())
            .start();
    Await.until("start of chromedriver", this::isUp);
    List<String> arguments =
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--host-resolver-rules=MAP "
                + REBOUND
                + " 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
            "--user-data-dir=" + folder.resolve("profile"));
    Map<String, Object> capabilities =
        Map.of(
            "goog:chromeOptions", Map.of("binary", CHROMIUM.toString(), "args", arguments),
            "goog:loggingPrefs", Map.of("browser", "ALL"));
    session =
        "/session/"
            + call("POST", "/session", Map.of("capabilities", Map.of("alwaysMatch", capabilities)))
                .path("sessionId")
                .asText();
  }

  private boolean isUp() {
    try {
      return call("GET", "/status", null).path("ready").asBoolean();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The size of the window, as a phone's or a desktop's, and whether it is dark around it. */
  void screen(int width, int height, boolean phone, boolean dark) throws IOException {
    tool(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    tool(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  void open(URI address) throws IOException {
    call("POST", session + "/url", Map.of("url", address.toString()));
  }

  /** Returns the result of a script. */
  JsonNode run(String script) {
    try {
      return call("POST", session + "/execute/sync", Map.of("script", script, "args", List.of()));
    } catch (IOException e) {
      throw new AssertionError(script, e);
    }
  }

  /** Presses keys, as WebDriver names them, wherever the focus is. */
  void press(String... keys) throws IOException {
    List<Map<String, String>> actions = new ArrayList<>();
    for (String key : keys) {
      actions.add(Map.of("type", "keyDown", "value", key));
      actions.add(Map.of("type", "keyUp", "value", key));
    }
    call(
        "POST",
        session + "/actions",
        Map.of("actions", List.of(Map.of("type", "key", "id", "keys", "actions", actions))));
  }

  /** Returns the lines of its console since the last call. */
  JsonNode console() throws IOException {
    return call("POST", session + "/se/log", Map.of("type", "browser"));
  }

  /** Writes a picture of the window, with its 256 most frequent colours: a third of the bytes. */
  void screenshot(Path file) throws IOException {
    byte[] png = Base64.getDecoder().decode(call("GET", session + "/screenshot", null).asText());
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    int width = picture.getWidth();
    int height = picture.getHeight();
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : picture.getRGB(0, 0, width, height, null, 0, width)) {
      counts.merge(pixel, 1, Integer::sum);
    }
    int[] colours =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .limit(256)
            .mapToInt(Map.Entry::getKey)
            .toArray();
    IndexColorModel palette =
        new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
    Map<Integer, Integer> nearest = new HashMap<>();
    BufferedImage small =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int index = nearest.computeIfAbsent(picture.getRGB(x, y), rgb -> nearest(colours, rgb));
        small.getRaster().setSample(x, y, 0, index);
      }
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(small, "png", file.toFile());
  }

  private static int nearest(int[] colours, int rgb) {
    int nearest = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < colours.length; i++) {
      int distance = 0;
      for (int shift = 0; shift < 24; shift += 8) {
        int difference = (colours[i] >> shift & 0xff) - (rgb >> shift & 0xff);
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  private void tool(String command, Map<String, Object> parameters) throws IOException {
    call("POST", session + "/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
  }

  private JsonNode call(String method, String path, Object body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode value = JSON.readTree(answer.body()).path("value");
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + ": " + value);
      }
      return value;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws Exception {
    call("DELETE", session, null);
    Programs.end(driver);
  }
}

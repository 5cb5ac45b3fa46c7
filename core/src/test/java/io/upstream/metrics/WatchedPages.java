package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.page.PageFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads page after page while others record, and fails at the first that is malformed, contradicts
 * itself or takes back what an earlier one said.
 */
final class WatchedPages {

  private static final Set<String> NEVER_NEGATIVE =
      Set.of("upstream_background_job_running{", "django_http_requests_in_progress ");
  private static final Pattern LINE =
      Pattern.compile(
          "[a-z_]+(\\{[a-z_]+=\"[^\"\\\\\n]*\"(,[a-z_]+=\"[^\"\\\\\n]*\")*})? "
              + "(-?[0-9.]+(E-?[0-9]+)?)");

  private final UpstreamRecorder recorder;
  private final PageFormat format;
  private Map<String, Double> before = Map.of();
  private int pages;

  WatchedPages(UpstreamRecorder recorder, PageFormat format) {
    this.recorder = recorder;
    this.format = format;
  }

  int pages() {
    return pages;
  }

  int lines() {
    return before.size();
  }

  /** Reads one more, and returns it. */
  String read() {
    String page = page();
    if (format == PageFormat.OPENMETRICS) {
      assertThat(page).endsWith("\n# EOF\n");
    }
    Map<String, Double> now = new HashMap<>(before.size() * 2);
    Block block = new Block("", "");
    for (String line : page.split("\n")) {
      if (line.startsWith("# TYPE ")) {
        String[] words = line.split(" ");
        block = new Block(words[2], words[3]);
      } else if (!line.startsWith("#")) {
        read(line, block, now);
      }
    }
    assertThat(now.keySet().containsAll(before.keySet())).as("what was there before is").isTrue();
    before = now;
    pages++;
    return page;
  }

  private void read(String line, Block block, Map<String, Double> now) {
    if (!LINE.matcher(line).matches()) {
      throw new AssertionError("malformed: " + line);
    }
    int space = line.lastIndexOf(' ');
    String series = line.substring(0, space);
    double value = Double.parseDouble(line.substring(space + 1));
    block.take(series, value, line);
    if (block.grows() && before.getOrDefault(series, 0.0) > value) {
      throw new AssertionError("went down from " + before.get(series) + ": " + line);
    }
    if (value < 0 && NEVER_NEGATIVE.stream().anyMatch(line::startsWith)) {
      throw new AssertionError("fewer than none: " + line);
    }
    if (line.startsWith("upstream_data_quality_score{") && value * 4 % 1 != 0) {
      throw new AssertionError("nobody has set that: " + line);
    }
    if (now.put(series, value) != null) {
      throw new AssertionError("twice: " + line);
    }
  }

  private String page() {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      recorder.writePage(format, Set.of(), page);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array has room
    }
    return page.toString(StandardCharsets.UTF_8);
  }

  /** The lines of one family. */
  private static final class Block {

    private final String name;
    private final String type;
    private double bucket;

    Block(String name, String type) {
      this.name = name;
      this.type = type;
    }

    boolean grows() {
      return !type.equals("gauge") && !type.equals("info");
    }

    void take(String series, double value, String line) {
      if (!series.startsWith(name)) {
        throw new AssertionError("in the block of " + name + ": " + line);
      }
      if (!type.equals("histogram")) {
        return;
      }
      // Buckets from the first to the infinite one, the count, the sum.
      if (series.startsWith("_bucket{", name.length())) {
        if (value < bucket) {
          throw new AssertionError("fewer than in the bucket before: " + line);
        }
        bucket = value;
      } else if (series.startsWith("_count", name.length())) {
        if (value != bucket) {
          throw new AssertionError("not the infinite bucket's " + bucket + ": " + line);
        }
        bucket = 0;
      }
    }
  }
}

package io.upstream.metrics.jdbc.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.Collected;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.testing.Programs;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextCacheTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
  private final SourceMeter source =
      new SourceMeter(
          new SourceSettings(recorder.events(), new DataSourceAlias("claims"), System::nanoTime),
          "h2");
  private final StatementMeter meter = source.statement("SELECT 0");

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void an_equal_text_finds_what_was_put() {
    TextCache cache = new TextCache();
    String text = "SELECT 1 FROM claims";
    cache.put(text, meter);
    assertThat(cache.get(text)).isSameAs(meter);
    assertThat(cache.get(new String(text.toCharArray()))).isSameAs(meter);
    assertThat(cache.get("SELECT 2 FROM claims")).isNull();
  }

  @Test
  void texts_with_equal_hashes_stay_apart() {
    TextCache cache = new TextCache();
    assertThat("SELECT Aa".hashCode()).isEqualTo("SELECT BB".hashCode());
    cache.put("SELECT Aa", meter);
    assertThat(cache.get("SELECT BB")).isNull();
  }

  @Test
  void a_long_text_is_not_kept() {
    TextCache cache = new TextCache();
    String longest = "x".repeat(TextCache.LONGEST_TEXT);
    cache.put(longest, meter);
    cache.put(longest + "x", meter);
    assertThat(cache.get(longest)).isNotNull();
    assertThat(cache.get(longest + "x")).isNull();
  }

  @Test
  void a_flood_leaves_hot_statements_in_the_cache() {
    TextCache cache = new TextCache();
    List<String> hot = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      hot.add("SELECT payer FROM claims WHERE c" + i + " = ?");
    }
    int hits = 0;
    int asked = 0;
    for (int i = 0; i < 1_000_000; i++) {
      cache.put("SELECT payer FROM claims WHERE id = " + i, meter);
      String text = hot.get(i % hot.size());
      if (cache.get(text) != null) {
        hits++;
      } else {
        cache.put(text, meter);
      }
      asked++;
    }
    assertThat((double) hits / asked).isGreaterThan(0.85);
  }

  @Tag("full")
  @ParameterizedTest
  @CsvSource({"UPDATE claims SET payer = ? WHERE id = , 1000000", "INSERT INTO claims_, 100000"})
  void a_flood_of_statements_takes_no_memory(String begin, String count) throws Exception {
    Programs.runMain(TextCacheTest.class, begin, count);
  }

  /**
   * Compares the heap before and after a flood of statements that begin so (arguments: text,
   * count).
   */
  public static void main(String[] args) {
    SourceMeter source = new TextCacheTest().source;
    for (int i = 0; i < 10_000; i++) {
      source.statement(args[0] + i);
    }
    long before = Programs.usedHeap();
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      source.statement(args[0] + i);
    }
    assertThat(Programs.usedHeap() - before).isLessThan(2_000_000);
  }

  @Test
  void a_text_with_literals_is_not_kept_alive() throws Exception {
    String text = "SELECT payer FROM claims WHERE name = '" + System.nanoTime() + "'";
    WeakReference<String> alive = new WeakReference<>(text);
    source.statement(text).executed(0, null);
    text = null;
    Collected.await(alive);
  }
}

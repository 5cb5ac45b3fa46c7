package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A value that was refused is nowhere: not on the page, in a log, a report, a message, the heap.
 */
class NothingRawTest {

  record Labels(CustomerId customerId, Endpoint endpoint) {}

  private static final CounterFamily<Labels> RAW =
      CounterFamily.named("raw_total").help("R.").labels(Labels.class);

  @ParameterizedTest
  @EnumSource(Mode.class)
  void no_output_repeats_a_refused_value(Mode mode) {
    List<String> said = new ArrayList<>();
    Logger root = Logger.getLogger("");
    Handler handler = new Collecting(said);
    root.addHandler(handler);
    try (UpstreamRecorder recorder = recorder(mode)) {
      for (String secret : secrets()) {
        record(recorder, secret, said);
      }
      said.add(GuardedFamilies.page(recorder));
      said.add(recorder.report().toString());
      said.add(recorder.report().json());
    } finally {
      root.removeHandler(handler);
    }
    assertThat(said).noneMatch(text -> text.contains(plain(MARK)));
  }

  @Tag("full")
  @Test
  void no_raw_value_is_in_a_heap_dump(@TempDir Path directory) throws Exception {
    try (UpstreamRecorder recorder = recorder(Mode.ENFORCE)) {
      for (int i = 0; i < secrets().size(); i++) {
        record(recorder, secrets().get(i), new ArrayList<>());
      }
      String kept = plain("zlsvihgl"); // and the search finds what is there
      Path dump = directory.resolve("heap.hprof");
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(dump.toString(), true);
      assertThat(kept).hasSize(8);
      assertThat(occurrences(dump, "zlsvihgl")).isPositive();
      assertThat(occurrences(dump, MARK)).isZero();
      assertThat(recorder.isEnabled()).isTrue();
    }
  }

  // The mark is written one letter further on, so that the test itself does not put it on the heap.
  private static final String MARK = "yrphqd";

  private static String plain(String shifted) {
    StringBuilder text = new StringBuilder();
    shifted.chars().forEach(c -> text.append((char) (c - 1)));
    return text.toString();
  }

  private static List<String> secrets() {
    String mark = plain(MARK);
    return List.of(
        mark + ".roe@mail.example",
        mark + " with spaces",
        mark + "\nnewline",
        "over-budget-" + mark,
        "/" + mark + "?q=1",
        mark.repeat(300));
  }

  private static UpstreamRecorder recorder(Mode mode) {
    return UpstreamRecorder.builder()
        .jvm(false)
        .mode(mode)
        .families(RAW)
        .budget(CustomerId.class, mode == Mode.OBSERVE ? 1 : 0)
        .budget(Endpoint.class, 0)
        .naming(CustomerId.class, Naming.HEAVIEST) // of what is folded it counts how often it comes
        .naming(Endpoint.class, Naming.HEAVIEST)
        .build();
  }

  private static void record(UpstreamRecorder recorder, String secret, List<String> said) {
    if (recorder.guard(CustomerId.class).budget() == 1) {
      // Observing names ten times the budget: those are not refused.
      for (int i = 0; i < 10; i++) {
        recorder.guard(CustomerId.class).resolver().resolve(new CustomerId("filler-" + i));
        recorder.guard(Endpoint.class).resolver().resolve(new Endpoint("/filler-" + i));
      }
    }
    try {
      recorder.counter(RAW).inc(new Labels(new CustomerId(secret), new Endpoint(secret)));
      recorder.counter(RAW).bind(new Labels(new CustomerId(secret), new Endpoint(secret))).inc();
    } catch (IllegalArgumentException strict) {
      said.add(strict.toString());
    }
    said.add(new CustomerId(secret).toString());
  }

  private static int occurrences(Path file, String shifted) throws Exception {
    int length = shifted.length();
    int found = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      int matched = 0;
      for (int read = in.read(); read >= 0; read = in.read()) {
        matched =
            read + 1 == shifted.charAt(matched)
                ? matched + 1
                : read + 1 == shifted.charAt(0) ? 1 : 0;
        if (matched == length) {
          found++;
          matched = 0;
        }
      }
    }
    return found;
  }

  private static final class Collecting extends Handler {

    private final List<String> said;

    Collecting(List<String> said) {
      this.said = said;
    }

    @Override
    public void publish(LogRecord record) {
      said.add(
          record.getMessage()
              + List.of(record.getParameters() == null ? new Object[0] : record.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

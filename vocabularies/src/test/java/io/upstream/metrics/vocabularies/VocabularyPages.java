package io.upstream.metrics.vocabularies;

import io.upstream.metrics.RecorderBuilder;
import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.guard.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Recorders of a test, and what stands on their pages. */
public final class VocabularyPages {

  private VocabularyPages() {}

  /** A recorder that throws at whatever it would fold or refuse. */
  public static RecorderBuilder strict(Vocabulary... vocabularies) {
    return UpstreamRecorder.builder()
        .settings(Settings.of(Map.of(), Map.of()))
        .jvm(false)
        .mode(Mode.STRICT)
        .vocabulary(vocabularies);
  }

  public static String of(UpstreamRecorder recorder) {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      recorder.writePage(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toString(StandardCharsets.UTF_8);
  }

  /** The lines of samples whose names begin so and whose values are not 0. */
  static List<String> lines(UpstreamRecorder recorder, String prefix) {
    return of(recorder)
        .lines()
        .filter(line -> line.startsWith(prefix) && !line.endsWith(" 0.0") && !line.endsWith(" 0"))
        .toList();
  }
}

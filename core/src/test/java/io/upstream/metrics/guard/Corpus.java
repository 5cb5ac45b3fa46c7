package io.upstream.metrics.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.upstream.metrics.catalog.SnakeCase;
import io.upstream.metrics.guard.detect.Detectors;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.DetectorName;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.SignalType;
import io.upstream.metrics.label.ThrottleClass;
import io.upstream.metrics.label.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values that the screen is measured on, and the screens of the label types. */
final class Corpus {

  /**
   * A value, the label type it is for, and what must become of it: ok, invalid or a detector, or
   * the detectors any of which may name it, with the one that it was written for first.
   */
  record Sample(String label, List<String> expected, String value) {

    boolean isPersonal() {
      return !isWrittenFor("ok") && !isWrittenFor("invalid");
    }

    boolean isWrittenFor(String verdict) {
      return expected.get(0).equals(verdict);
    }

    boolean accepts(String verdict) {
      return expected.contains(verdict);
    }
  }

  // Whoever has not seen the detectors does not know what they are called.
  private static final Map<String, String> NAMES =
      Map.of(
          "ssn", "us_ssn",
          "card", "payment_card",
          "url", "url_with_query",
          "person", "person_name",
          "digits", "digit_run");

  private static final Pattern CODE_UNIT = Pattern.compile("\\\\u([0-9a-f]{4})");

  private static final Map<String, PrivacyScreen> SCREENS =
      Stream.of(
              CustomerId.class,
              ErrorType.class,
              Endpoint.class,
              View.class,
              JobType.class,
              ReportType.class,
              SignalType.class,
              ThrottleClass.class,
              QueueName.class,
              CacheName.class,
              CacheKeyPrefix.class,
              DataSourceAlias.class,
              ModelName.class,
              DbVendor.class)
          .collect(Collectors.toMap(type -> SnakeCase.of(type.getSimpleName()), Corpus::screen));

  private Corpus() {}

  static PrivacyScreen screen(Class<? extends OpenLabel> type) {
    return new PrivacyScreen(
        SnakeCase.of(type.getSimpleName()), ValueGrammar.of(type), Detectors.standard());
  }

  /** The verdict on a sample: ok, invalid or a detector's name. */
  static String judge(Sample sample) {
    PrivacyScreen screen = SCREENS.get(sample.label());
    LabelEntry refusal = screen.judge(screen.grammar().prepare(sample.value()));
    if (refusal == null) {
      return "ok";
    }
    DetectorName detector = refusal.detector();
    return detector == null ? "invalid" : detector.value();
  }

  static List<Sample> read(String name) {
    try (InputStream file = Corpus.class.getResourceAsStream("/privacy/" + name)) {
      return new String(file.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") || line.contains("\t"))
          .map(line -> line.split("\t", 3))
          .map(field -> new Sample(field[0], verdicts(field[1]), plain(field[2])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> verdicts(String written) {
    return Stream.of(written.split("[|]")).map(name -> NAMES.getOrDefault(name, name)).toList();
  }

  private static String plain(String written) {
    Function<MatchResult, String> unit =
        match -> String.valueOf((char) Integer.parseInt(match.group(1), 16));
    return CODE_UNIT.matcher(written).replaceAll(unit).translateEscapes();
  }
}

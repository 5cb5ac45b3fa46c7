package io.upstream.metrics.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.upstream.metrics.catalog.SnakeCase;
import io.upstream.metrics.guard.detect.Detectors;
import io.upstream.metrics.guard.value.ValueGrammar;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.DetectorName;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.Grammar;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the screen on a corpus of values that must not be named and values that must.
 *
 * <p>A personal value is tried with every label type that its line allows: whatever turns it away,
 * a detector or the grammar, it is not named. An ordinary value is tried with the types it is for.
 */
final class Recall {

  /** A label type of an application with no grammar at all: only the detectors stand there. */
  @Grammar(Grammar.ANY)
  record Any(@Nullable String value) implements OpenLabel {}

  /** The year of the corpora: the dates of runs in them are ordinary in no other. */
  private static final int YEAR = 2025;

  private static final Pattern CODE_UNIT = Pattern.compile("\\\\u([0-9a-f]{4})");

  private static final Map<String, PrivacyScreen> SCREENS = new LinkedHashMap<>();

  /** The types that a value for every type is tried with. */
  private static final List<String> EVERY;

  static {
    Stream.of(
            CustomerId.class,
            Endpoint.class,
            View.class,
            ErrorType.class,
            JobType.class,
            ReportType.class,
            SignalType.class,
            ThrottleClass.class,
            QueueName.class,
            ModelName.class,
            CacheKeyPrefix.class,
            Any.class)
        .forEach(type -> SCREENS.put(type.getSimpleName(), screen(type)));
    EVERY = List.copyOf(SCREENS.keySet());
    Stream.of(CacheName.class, DataSourceAlias.class, DbVendor.class)
        .forEach(type -> SCREENS.put(type.getSimpleName(), screen(type)));
  }

  /** The result of one value with one label type. */
  record Trial(
      String kind, String category, String type, String value, @Nullable LabelEntry refusal) {

    boolean isRight() {
      return kind.equals("ordinary") == (refusal == null);
    }

    String found() {
      DetectorName detector = refusal == null ? null : refusal.detector();
      return detector == null ? "invalid" : String.valueOf(detector.value());
    }
  }

  private final List<Trial> trials;

  private Recall(List<Trial> trials) {
    this.trials = trials;
  }

  /** The screen of a label type with the standard detectors. */
  static PrivacyScreen screen(Class<? extends OpenLabel> type) {
    return new PrivacyScreen(
        SnakeCase.of(type.getSimpleName()), ValueGrammar.of(type), Detectors.standardIn(YEAR));
  }

  static Recall of(String corpus) {
    List<Trial> trials = new ArrayList<>();
    for (String line : lines(corpus)) {
      String[] field = line.split("\t", 4);
      String raw = plain(field[3]);
      boolean every = field[2].equals("*");
      for (String type : every ? EVERY : List.of(field[2].split(","))) {
        PrivacyScreen screen = SCREENS.get(type);
        String value = screen.grammar().prepare(raw);
        // Of a cache key only what stands before the colon is ever seen.
        if (!every || !type.equals("CacheKeyPrefix") || value.equals(raw)) {
          trials.add(new Trial(field[0], field[1], type, field[3], screen.judge(value)));
        }
      }
    }
    return new Recall(trials);
  }

  private static List<String> lines(String corpus) {
    try (InputStream file = Recall.class.getResourceAsStream("/privacy/" + corpus)) {
      return new String(file.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String plain(String written) {
    Function<MatchResult, String> unit =
        match -> String.valueOf((char) Integer.parseInt(match.group(1), 16));
    return CODE_UNIT.matcher(written).replaceAll(unit).translateEscapes();
  }

  private List<Trial> trials(String kind, Predicate<Trial> which) {
    return trials.stream().filter(trial -> trial.kind().equals(kind)).filter(which).toList();
  }

  /** How many values of a kind the corpus has. */
  long values(String kind) {
    return trials(kind, trial -> true).stream()
        .map(trial -> trial.category() + trial.value())
        .distinct()
        .count();
  }

  /** The part of the personal values that is not named with a label type, in percent. */
  double notNamed(String type) {
    return percent(trials("personal", trial -> trial.type().equals(type)));
  }

  /** The part of the values of a kind that became what they must, in percent. */
  double right(String kind) {
    return percent(trials(kind, trial -> true));
  }

  private static double percent(List<Trial> some) {
    return 100.0 * some.stream().filter(Trial::isRight).count() / some.size();
  }

  /** Personal values not named and ordinary values named, by label type and by category. */
  String tables() {
    return table("personal", "Personal data, by label type", "not named", Trial::type)
        + table("personal", "Personal data, by category", "not named", Trial::category)
        + table("ordinary", "Ordinary values, by label type", "named", Trial::type)
        + table("ordinary", "Ordinary values, by category", "named", Trial::category);
  }

  private String table(String kind, String title, String right, Function<Trial, String> by) {
    StringBuilder table =
        new StringBuilder("| %s | tried | %s | |%n|---|---:|---:|---:|%n".formatted(title, right));
    List<Trial> all = trials(kind, trial -> true);
    all.stream()
        .collect(groupingBy(by, LinkedHashMap::new, toList()))
        .forEach((name, some) -> table.append(row(name.replace('_', ' '), some)));
    return table.append(row("all", all)).append('\n').toString();
  }

  private static String row(String name, List<Trial> some) {
    long right = some.stream().filter(Trial::isRight).count();
    return String.format(
        Locale.ROOT, "| %s | %d | %d | %.1f %% |%n", name, some.size(), right, percent(some));
  }

  /** The values of a kind that came out wrong, by category, with the label types. */
  List<String> misses(String kind) {
    Map<String, List<String>> misses = new TreeMap<>();
    for (Trial trial : trials(kind, trial -> !trial.isRight())) {
      String found = kind.equals("personal") ? "" : " is " + trial.found();
      misses
          .computeIfAbsent(
              trial.category().replace('_', ' ') + ": `" + trial.value() + "`",
              key -> new ArrayList<>())
          .add(trial.type() + found);
    }
    return misses.entrySet().stream()
        .map(miss -> miss.getKey() + " (" + String.join(", ", miss.getValue()) + ")")
        .toList();
  }

  public static void main(String[] corpora) {
    for (String corpus : corpora) {
      Recall recall = of(corpus);
      System.out.println(corpus + "\n" + recall.tables());
      if (corpus.startsWith("seen")) {
        for (String kind : List.of("personal", "ordinary", "malformed")) {
          recall.misses(kind).forEach(miss -> System.out.println(kind + " " + miss));
        }
      }
    }
  }
}

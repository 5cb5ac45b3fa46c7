package io.upstream.metrics.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.console.ConsoleReading;
import io.upstream.metrics.fuzz.Claim;
import io.upstream.metrics.fuzz.Input;
import io.upstream.metrics.fuzz.PageReader;
import io.upstream.metrics.fuzz.Sample;
import io.upstream.metrics.fuzz.Sampler;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.series.SeriesRegistry;
import io.upstream.metrics.series.cell.UpDownCell;
import io.upstream.metrics.snapshots.SnapshotReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Families, label values and numbers on their way to a page.
 *
 * <p>A line that begins with {@code c}, {@code g}, {@code i}, {@code u} or {@code h} declares a
 * family: a digit for its labels, its name, a blank, its help. A line that begins with {@code +}
 * records: a letter that chooses the family, a number, a {@code |} and a label value, a {@code |}
 * and another. What a declaration refuses is left out; everything else has to be on the page, to
 * the letter, in both formats.
 */
public final class WriterTarget {

  /** A closed label whose values need every escape that there is. */
  enum Tier implements ClosedLabel {
    FREE("free"),
    QUOTED("quo\"ted"),
    BROKEN("back\\slash\nline"),
    ACCENT("é,{}=\u2028");

    private final String wireValue;

    Tier(String wireValue) {
      this.wireValue = wireValue;
    }

    @Override
    public String wireValue() {
      return wireValue;
    }
  }

  /** A label with any short value. */
  @Grammar(Grammar.ANY)
  @Budget(1000)
  record Free(@Nullable String value) implements OpenLabel {}

  /** A second one, with little room. */
  @Grammar(Grammar.ANY)
  @Budget(2)
  record Scarce(@Nullable String value) implements OpenLabel {}

  /** Labels in the order of the wire. */
  record One(Free free) {}

  /** A closed label behind, and one in front. */
  record Two(Free first, Tier second) {}

  /** Against the order of the wire. */
  record Three(Scarce zone, Tier middle, Free about) {}

  private static final List<Class<? extends Record>> LABELS =
      List.of(NoLabels.class, One.class, Two.class, Three.class);
  private static final double[][] BOUNDS = {
    {1}, {-1, 0, 1}, {0.005, 10, 1e7, 123456789}, {Double.MIN_VALUE, Double.MAX_VALUE}
  };
  private static final int MOST_FAMILIES = 8;
  private static final Sampler SAMPLER = Sampler.bySystemProperty();

  private final Guards guards =
      new Guards(new GuardRules(Mode.ENFORCE, Map.of(), Map.of(), List.of()));
  private final SeriesRegistry book = new SeriesRegistry(guards, 100_000, false);
  private final Page page = new Page(book, null, false, false, () -> 0, 0);
  private final List<Family<?>> families = new ArrayList<>();
  private final Map<Family<?>, Map<List<String>, Numbers>> recorded = new LinkedHashMap<>();

  private WriterTarget() {}

  /** The expected numbers of one series. */
  private static final class Numbers {
    private long whole;
    private double fractions;
    private double last;
    private final List<Double> all = new ArrayList<>();
  }

  /**
   * Pages of one input, and what they have to say.
   *
   * @param samples with the names of the text format; OpenMetrics has no sum and count where bounds
   *     can be negative
   */
  public record Pages(String text, String openMetrics, Map<Sample, Double> samples) {}

  /** For the fuzzer, before the clock runs for an input: whatever is needed is loaded. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  /** For the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    SAMPLER.offer(data);
    WriterTarget run = new WriterTarget();
    Pages pages = run.pages(data);
    run.check(pages);
    run.page.close();
  }

  /** The pages of an input, for those who ask other readers. */
  public static Pages of(byte[] data) {
    WriterTarget run = new WriterTarget();
    Pages pages = run.pages(data);
    run.page.close();
    return pages;
  }

  private Pages pages(byte[] data) {
    for (String line : Input.lines(data)) {
      if (Input.at(line, 0) == '+') {
        record(line);
      } else if (families.size() < MOST_FAMILIES) {
        declare(line);
      }
    }
    return new Pages(written(PageFormat.TEXT), written(PageFormat.OPENMETRICS), expected());
  }

  private String written(PageFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      page.write(format, out);
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(out.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("a page that is not UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void declare(String line) {
    String[] words = Input.from(line, 2).split(" ", 2);
    String help = words.length > 1 ? words[1] : "";
    try {
      Family<?> family =
          declared(Input.at(line, 0), Input.choose(LABELS, Input.at(line, 1)), words[0], help);
      book.add(family);
      families.add(family);
    } catch (IllegalArgumentException | IllegalStateException e) {
      String message = String.valueOf(e.getMessage());
      Claim.holds(message.contains(words[0]), "a refusal without the name", message);
    }
  }

  private static <L extends Record> Family<L> declared(
      char kind, Class<L> labels, String name, String help) {
    return switch (kind) {
      case 'g' -> GaugeFamily.named(name).inheritedName("fuzz").help(help).labels(labels);
      case 'i' -> GaugeFamily.named(name).inheritedName("fuzz").help(help).info().labels(labels);
      case 'u' -> UpDownFamily.named(name).inheritedName("fuzz").help(help).labels(labels);
      case 'h' ->
          HistogramFamily.named(name)
              .inheritedName("fuzz")
              .buckets(BOUNDS[help.length() % BOUNDS.length])
              .help(help)
              .labels(labels);
      default -> CounterFamily.named(name).inheritedName("fuzz").help(help).labels(labels);
    };
  }

  private void record(String line) {
    if (families.isEmpty()) {
      return;
    }
    Family<?> family = Input.choose(families, Input.at(line, 1));
    String[] parts = Input.from(line, 2).split("\\|", 3);
    double number = number(parts[0]);
    String one = parts.length > 1 ? parts[1] : "";
    String other = parts.length > 2 ? parts[2] : "";
    Tier tier = Tier.values()[other.length() % Tier.values().length];
    Class<?> labels = family.schema().type();
    Record value =
        labels == NoLabels.class
            ? NoLabels.NONE
            : labels == One.class
                ? new One(new Free(one))
                : labels == Two.class
                    ? new Two(new Free(one), tier)
                    : new Three(new Scarce(other), tier, new Free(one));
    record(family, value, number);
  }

  /** A number as Java or as its bits in hexadecimal digits; 1 where it is neither. */
  private static double number(String text) {
    try {
      return text.startsWith("x")
          ? Double.longBitsToDouble(Long.parseUnsignedLong(text.substring(1), 16))
          : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  @SuppressWarnings("unchecked") // the record was made for the family
  private <L extends Record> void record(Family<L> family, Record labels, double number) {
    L own = (L) labels;
    if (family instanceof CounterFamily<L> counter) {
      book.counter(counter).add(own, number);
      if (Double.isFinite(number) && number >= 0) {
        Numbers numbers = numbers(family, own, true);
        boolean whole = number == (long) number && number < 4294967296.0;
        numbers.whole += whole ? (long) number : 0;
        numbers.fractions = finite(numbers.fractions + (whole ? 0 : number));
      }
    } else if (family instanceof GaugeFamily<L> gauge) {
      book.gauge(gauge).set(own, number);
      Numbers numbers = numbers(family, own, false);
      numbers.last = family.type() == FamilyType.INFO ? 1 : number;
    } else if (family instanceof UpDownFamily<L> upDown) {
      long amount = (long) number;
      book.upDown(upDown).add(own, amount);
      if (-UpDownCell.MOST <= amount && amount <= UpDownCell.MOST) {
        numbers(family, own, true).whole += amount;
      }
    } else if (family instanceof HistogramFamily<L> histogram) {
      book.histogram(histogram).observe(own, number);
      if (Double.isFinite(number) && (number >= 0 || !histogram.isNonNegative())) {
        numbers(family, own, true).all.add(number);
      }
    }
  }

  /** The numbers of a series, by the values that the guard shows. */
  private <L extends Record> Numbers numbers(Family<L> family, L labels, boolean keepsFolded) {
    List<String> values = new ArrayList<>();
    boolean folded = false;
    for (int i = 0; i < family.schema().labels().size(); i++) {
      Object value = family.schema().value(labels, i);
      if (value instanceof OpenLabel open) {
        LabelEntry entry = guards.resolver(open.getClass()).resolveAny(open, null);
        values.add(entry.value());
        folded |= entry.isFolded();
      } else if (value instanceof ClosedLabel closed) {
        values.add(closed.wireValue());
      }
    }
    return folded && !keepsFolded
        ? new Numbers() // a gauge of a mixture is dropped
        : recorded
            .computeIfAbsent(family, any -> new HashMap<>())
            .computeIfAbsent(values, any -> new Numbers());
  }

  private Map<Sample, Double> expected() {
    Map<Sample, Double> samples = new HashMap<>();
    recorded.forEach(
        (family, series) ->
            series.forEach((values, numbers) -> put(samples, family, values, numbers)));
    return samples;
  }

  private static void put(
      Map<Sample, Double> samples, Family<?> family, List<String> values, Numbers numbers) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      labels.put(family.schema().labels().get(i).name(), values.get(i));
    }
    Sample sample = new Sample(family.name(), labels);
    if (family instanceof HistogramFamily<?> histogram) {
      Sample bucket = new Sample(family.name() + "_bucket", labels);
      double sum = 0;
      for (double value : numbers.all) {
        sum = finite(sum + value);
      }
      for (double bound : histogram.bounds()) {
        double within = numbers.all.stream().filter(value -> value <= bound).count();
        samples.put(bucket.with("le", Double.toString(bound)), within);
      }
      double count = numbers.all.size();
      samples.put(bucket.with("le", "+Inf"), count);
      samples.put(new Sample(family.name() + "_count", labels), count);
      samples.put(new Sample(family.name() + "_sum", labels), sum);
    } else if (family instanceof GaugeFamily<?>) {
      samples.put(sample, numbers.last);
    } else {
      samples.put(sample, finite(numbers.whole + numbers.fractions));
    }
  }

  /** A sum stays at the largest number and never becomes infinite. */
  private static double finite(double sum) {
    return Math.max(-Double.MAX_VALUE, Math.min(sum, Double.MAX_VALUE));
  }

  private void check(Pages pages) {
    String text = pages.text();
    String openMetrics = pages.openMetrics();
    PageReader.Read read = PageReader.read(text, false);
    holds(pages.samples(), read, false);
    holds(pages.samples(), PageReader.read(openMetrics, true), true);

    Set<String> lines = new HashSet<>(List.of(text.split("\n")));
    Set<String> openLines = new HashSet<>(List.of(openMetrics.split("\n")));
    byClientJava(PageFormat.TEXT, lines);
    byClientJava(PageFormat.OPENMETRICS, openLines);

    Claim.same(
        ConsoleReading.of(text.getBytes(UTF_8)), read.samples(), "the console reads it", text);
    Claim.same(SnapshotReading.of(text), read.samples(), "a snapshot reads it", text);
    ConsoleReading.json(new Report(book).json());
  }

  private void holds(Map<Sample, Double> expected, PageReader.Read read, boolean openMetrics) {
    Map<Sample, Double> left = new HashMap<>(read.samples());
    left.keySet().removeIf(sample -> sample.name().startsWith("upstream_metrics_"));
    for (Map.Entry<Sample, Double> each : expected.entrySet()) {
      Double there = left.remove(each.getKey());
      if (there != null || !(openMetrics && isLeftOut(each.getKey().name()))) {
        Claim.same(there, each.getValue(), "another number", each.getKey());
      }
    }
    // What nobody has recorded stands there with 0, and an info with 1.
    Set<String> infos = new HashSet<>();
    families.stream()
        .filter(family -> family.type() == FamilyType.INFO)
        .forEach(family -> infos.add(family.name()));
    left.forEach(
        (sample, value) ->
            Claim.same(
                value, infos.contains(sample.name()) ? 1.0 : 0.0, "a number from nowhere", sample));
    for (Family<?> family : families) {
      String name = openMetrics ? family.baseName() : family.name();
      // Half a surrogate pair cannot be encoded, and a question mark stands for it.
      String help = new String(family.help().getBytes(UTF_8), UTF_8);
      Claim.same(read.helps().get(name), help, "another help", name);
    }
  }

  private boolean isLeftOut(String name) {
    return families.stream()
        .anyMatch(
            family ->
                family instanceof HistogramFamily<?> histogram
                    && !histogram.isNonNegative()
                    && (name.equals(family.name() + "_sum")
                        || name.equals(family.name() + "_count")));
  }

  /** client_java may know fewer families; the lines that it writes are ours, to the letter. */
  private void byClientJava(PageFormat format, Set<String> ours) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExpositionFormats formats = ExpositionFormats.init();
    try {
      if (format == PageFormat.TEXT) {
        formats.getPrometheusTextFormatWriter().write(out, page.registry().scrape());
      } else {
        formats.getOpenMetricsTextFormatWriter().write(out, page.registry().scrape());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String line : out.toString(UTF_8).split("\n")) {
      Claim.holds(
          line.startsWith("#") // it calls a counter without _total untyped, and we say what it is
              || ours.contains(line)
              || (format == PageFormat.OPENMETRICS && isLeftOut(line.split("[{ ]", 2)[0]))
              || line.startsWith("upstream_metrics_scrape_duration"),
          "client_java writes it otherwise",
          line);
    }
  }
}

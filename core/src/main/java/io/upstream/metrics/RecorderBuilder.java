package io.upstream.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.Vocabularies;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.guard.CommonLabels;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.Naming;
import io.upstream.metrics.guard.WorstCase;
import io.upstream.metrics.guard.detect.Detector;
import io.upstream.metrics.guard.detect.Detectors;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.SeverityScale;
import io.upstream.metrics.label.Version;
import io.upstream.metrics.page.Page;
import io.upstream.metrics.series.SeriesRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Configures a recorder. A value that is set here has precedence over system properties and the
 * environment. A malformed value there makes {@link #build()} fail with the name, the value and
 * what was expected.
 */
public final class RecorderBuilder {

  private static final long STANDARD_LINE_BUDGET = 200_000;
  private static final long STANDARD_THIRD_PARTY_LINES = 50_000;

  // Half of the default scrape timeout of Prometheus.
  private static final long STANDARD_PATIENCE_MILLIS = 5_000;

  private final Map<Class<? extends OpenLabel>, Integer> budgets = new HashMap<>();
  private final Map<Class<? extends OpenLabel>, Set<String>> allowed = new HashMap<>();
  private final Map<Class<? extends OpenLabel>, Duration> idle = new HashMap<>();
  private final Map<Class<? extends OpenLabel>, Naming> namings = new HashMap<>();
  private final List<Family<?>> families = new ArrayList<>();
  private final Map<String, String> commonLabels = new HashMap<>();
  private final Map<String, String> set = new HashMap<>();
  private List<Detector> detectors = Detectors.standard();
  private @Nullable PrometheusRegistry registry;
  private boolean leavesTakenNames;
  private SeverityScale scale = SeverityScale.STANDARD;
  private @Nullable List<Vocabulary> vocabularies;
  private @Nullable BuiltInCatalogue catalogue;
  private @Nullable Mode mode;
  private @Nullable Long lineBudget;
  private @Nullable Long thirdPartyLineBudget;
  private @Nullable Boolean screenThirdParty;
  private @Nullable Boolean jvm;
  private @Nullable Boolean hideUnused;
  private @Nullable Boolean nativeHistograms;
  private @Nullable Boolean exemplars;
  private @Nullable Boolean jmx;
  private @Nullable SpanContext spans;
  private @Nullable Settings system;
  private @Nullable String settingsError;
  private LongSupplier ticker = System::nanoTime;
  private Consumer<IllegalArgumentException> malformedLabels =
      malformed -> {
        throw malformed;
      };
  private InstantSource clock = InstantSource.system();

  RecorderBuilder() {}

  /** Sets a registry to share with other code; by default the recorder has its own. */
  public RecorderBuilder registry(PrometheusRegistry registry) {
    this.registry = registry;
    this.leavesTakenNames = false;
    return this;
  }

  /**
   * Shares a registry whose other users have precedence: if one of them has the name of a family,
   * the registry shows theirs, and ours is on our own page only. Call {@link
   * UpstreamRecorder#resolveNameConflicts} when all of them have registered.
   */
  public RecorderBuilder sharedRegistry(PrometheusRegistry registry) {
    this.registry = registry;
    this.leavesTakenNames = true;
    return this;
  }

  /** Sets the severities at which the levels medium and high begin. */
  public RecorderBuilder severityScale(SeverityScale scale) {
    this.scale = scale;
    return this;
  }

  /** Sets the number of distinct values of a label type that may be named. */
  public RecorderBuilder budget(Class<? extends OpenLabel> type, int values) {
    budgets.put(type, GuardRules.checkBudget(type.getSimpleName(), values));
    return this;
  }

  /** Values that are always named and do not spend the budget. */
  public <T extends OpenLabel> RecorderBuilder allow(Class<T> type, Collection<T> values) {
    Set<String> names = allowed.computeIfAbsent(type, any -> new HashSet<>());
    for (T value : values) {
      String name = value.value();
      if (name == null || name.isBlank()) {
        throw new IllegalArgumentException(
            "allow-list of " + type.getSimpleName() + ": expected values, got null or blank");
      }
      names.add(name.strip());
    }
    return this;
  }

  /**
   * Sets the time without an event after which a named value leaves when another one needs its
   * place.
   *
   * @param time 10 minutes or more, or 0 for never
   * @throws IllegalArgumentException if it is shorter
   */
  public RecorderBuilder idleAfter(Class<? extends OpenLabel> type, Duration time) {
    idle.put(type, GuardRules.Lives.check("idle time of " + type.getSimpleName(), time));
    return this;
  }

  /** Sets which values of a label type are named when more ask than its budget has places for. */
  public RecorderBuilder naming(Class<? extends OpenLabel> type, Naming naming) {
    namings.put(type, naming);
    return this;
  }

  /** Adds a detector of personal data, or replaces the one of its name. */
  public RecorderBuilder detector(Detector detector) {
    detectors = Detectors.with(detectors, detector);
    return this;
  }

  /**
   * Adds a label with one value to every series, such as {@code env} and {@code prod}, beside those
   * of {@code METRICS_COMMON_LABELS}.
   *
   * @throws IllegalArgumentException from {@link #build} if the name or the value cannot be on the
   *     page, or if a family has a label of that name
   */
  public RecorderBuilder commonLabel(String name, String value) {
    commonLabels.put(
        Objects.requireNonNull(name, "name of a common label"),
        Objects.requireNonNull(value, "value of a common label"));
    return this;
  }

  /** Sets the number of sample lines that the families together may have on the page. */
  public RecorderBuilder lineBudget(long lines) {
    if (lines < 0) {
      throw new IllegalArgumentException("line budget: expected 0 or more, got " + lines);
    }
    this.lineBudget = lines;
    return this;
  }

  /**
   * Sets the number of sample lines that families of other code in the registry may have on our
   * page. Beyond it, the page folds series of counters and classic histograms into {@code _OTHER}
   * and leaves other series out.
   */
  public RecorderBuilder thirdPartyLineBudget(long lines) {
    if (lines < 0) {
      throw new IllegalArgumentException(
          "third-party line budget: expected 0 or more, got " + lines);
    }
    this.thirdPartyLineBudget = lines;
    return this;
  }

  /**
   * Sets whether the page screens families of other code in the registry for personal data and
   * limits their lines; by default it does.
   */
  public RecorderBuilder screenThirdParty(boolean screened) {
    this.screenThirdParty = screened;
    return this;
  }

  /**
   * Sets one or several vocabularies: the names under which HTTP, database, model and cache events
   * appear. A family that two vocabularies declare alike is one family. If their declarations
   * differ, {@link #build()} fails and names the family.
   */
  public RecorderBuilder vocabulary(Vocabulary... vocabularies) {
    if (vocabularies.length == 0) {
      throw new IllegalArgumentException("expected a vocabulary");
    }
    this.vocabularies = List.of(vocabularies);
    return this;
  }

  /**
   * Sets the families that the recorder has before an application adds its own; by default the
   * platform's.
   */
  public RecorderBuilder catalogue(BuiltInCatalogue catalogue) {
    this.catalogue = catalogue;
    return this;
  }

  /** Adds an application's own families, so that they are on the page before their first use. */
  public RecorderBuilder families(Family<?>... families) {
    this.families.addAll(Arrays.asList(families));
    return this;
  }

  /** Sets what happens to values and numbers that are refused. */
  public RecorderBuilder mode(Mode mode) {
    this.mode = mode;
    return this;
  }

  /**
   * Sets whether the page hides a family until its first use; by default it shows all families from
   * the start. A family that appears shows all its counters and histograms as 0 first, so that
   * Prometheus sees their first events. The library's own families are never hidden.
   */
  public RecorderBuilder hideUnused(boolean hideUnused) {
    this.hideUnused = hideUnused;
    return this;
  }

  /**
   * Sets whether each family of durations has the exponential buckets of a native histogram beside
   * its classic ones, which stay as they are; by default none has. A family that declares {@code
   * nativeResolution(..)} has its own in any case.
   */
  public RecorderBuilder nativeHistograms(boolean nativeHistograms) {
    this.nativeHistograms = nativeHistograms;
    return this;
  }

  /**
   * Sets where counters and histograms find the current span for their exemplars. By default they
   * ask what client_java's {@code SpanContextSupplier} finds when the recorder is built: the
   * OpenTelemetry API, where it is on the class path, or what an application has set there.
   */
  public RecorderBuilder spanContext(SpanContext spans) {
    this.spans = spans;
    return this;
  }

  /**
   * Sets whether counters and histograms keep exemplars. By default they do if there is a tracer.
   * Without a tracer an exemplar has only the labels of {@link
   * io.upstream.metrics.series.Counter#incWithExemplar incWithExemplar} and similar methods.
   */
  public RecorderBuilder exemplars(boolean exemplars) {
    this.exemplars = exemplars;
    return this;
  }

  /** Sets whether figures of the JVM and the process are on the page; by default they are. */
  public RecorderBuilder jvm(boolean jvm) {
    this.jvm = jvm;
    return this;
  }

  /**
   * Sets whether operators can see and change the guards through JMX, see {@link GuardMXBean}; by
   * default they cannot. Closing the recorder unregisters its bean.
   */
  public RecorderBuilder jmx(boolean jmx) {
    this.jmx = jmx;
    return this;
  }

  /**
   * Sets what is otherwise a system property or an environment variable, under the latter's name.
   */
  public RecorderBuilder setting(String name, String value) {
    if (!Settings.isOurs(name)) {
      throw new IllegalArgumentException(
          "setting " + name + ": expected a name like METRICS_LINE_BUDGET");
    }
    set.put(name, value);
    return this;
  }

  /** Replaces the process's own properties and environment. */
  public RecorderBuilder settings(Settings settings) {
    this.system = settings;
    return this;
  }

  /** Reports and leaves out malformed settings of budgets and allow-lists. */
  RecorderBuilder reportMalformedLabels(Consumer<IllegalArgumentException> report) {
    this.malformedLabels = report;
    return this;
  }

  /** Sets the clock of the time of day, for tests. */
  RecorderBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** Sets the clock of elapsed time, for tests. */
  RecorderBuilder ticker(LongSupplier ticker) {
    this.ticker = ticker;
    return this;
  }

  /**
   * Builds the recorder, or nothing.
   *
   * @throws IllegalStateException if a family's name is taken in the registry, by another recorder
   *     for example; the registry stays as it was
   * @throws IllegalArgumentException if a setting is malformed, families clash, or the line budget
   *     is spent before the first event
   */
  public UpstreamRecorder build() {
    Settings settings = settings();
    settings.reportIgnored();
    boolean enabled = settings.flag("METRICS_ENABLED", true);
    long lines =
        lineBudget != null
            ? lineBudget
            : settings.number("METRICS_LINE_BUDGET", STANDARD_LINE_BUDGET);
    boolean withJvm = jvm != null ? jvm : settings.flag("METRICS_JVM", true);
    boolean withJmx = jmx != null ? jmx : settings.flag("METRICS_JMX", false);
    Guards guards = guards(settings);
    SeriesRegistry book =
        new SeriesRegistry(
            enabled ? guards : guards.switchedOff(),
            lines,
            !enabled,
            ticker,
            commonLabels(settings));
    if (hideUnused != null ? hideUnused : settings.flag("METRICS_HIDE_UNUSED", false)) {
      book.hideUnused();
    }
    if (nativeHistograms != null
        ? nativeHistograms
        : settings.flag("METRICS_NATIVE_HISTOGRAMS", false)) {
      book.addNativeDurations();
    }
    keepExemplars(settings, book);
    known(settings).forEach(book::add);
    long patience = settings.number("METRICS_COLLECTOR_TIMEOUT_MS", STANDARD_PATIENCE_MILLIS);
    long zeroFirst = settings.number("METRICS_ZERO_FIRST_SECONDS", -1);
    Page page =
        new Page(
            book,
            registry,
            leavesTakenNames,
            withJvm,
            ticker,
            patience,
            thirdPartyLines(settings),
            zeroFirst);
    try {
      UpstreamRecorder recorder = new UpstreamRecorder(this, settings, book, page);
      recorder
          .gauge(SelfFamilies.BUILD_INFO)
          .set(new SelfFamilies.BuildLabels(new Version(version())), 1);
      checkLines(settings, book);
      if (withJmx && enabled) {
        recorder.registerInJmx();
      }
      return recorder;
    } catch (RuntimeException | Error e) {
      page.close(); // a vocabulary may throw
      throw e;
    }
  }

  private CommonLabels commonLabels(Settings settings) {
    return CommonLabels.of(
        new GuardSettings(settings, malformedLabels).commonLabels(commonLabels), detectors);
  }

  /** Refuses a line budget that is spent before the first event. */
  private void checkLines(Settings settings, SeriesRegistry book) {
    long taken = book.takenLines();
    if (book.isOff() || taken <= book.lineBudget()) {
      book.refuseLargeFamilies();
      return;
    }
    String expected =
        taken
            + " or more, because so many sample lines are taken before the first event, most by "
            + book.largestFamilies()
            + ". Raise it, declare fewer families, or leave out the platform's families with"
            + " METRICS_CATALOGUE=none";
    throw lineBudget == null
        ? settings.malformed("METRICS_LINE_BUDGET", expected)
        : new IllegalArgumentException(
            "line budget: expected " + expected + "; got " + book.lineBudget());
  }

  private void keepExemplars(Settings settings, SeriesRegistry book) {
    if (exemplars != null ? !exemplars : !settings.flag("METRICS_EXEMPLARS", true)) {
      book.leaveOutExemplars();
      return;
    }
    SpanContext found = findSpans();
    boolean always = exemplars != null || settings.flag("METRICS_EXEMPLARS", false);
    if (found != null || always) {
      book.keepExemplars(found);
    }
  }

  private @Nullable SpanContext findSpans() {
    if (spans != null) {
      return spans;
    }
    try {
      return SpanContextSupplier.getSpanContext();
    } catch (LinkageError noTracers) {
      return null; // a build has excluded client_java's artifacts of tracers
    }
  }

  /**
   * Returns the line budget of third-party families; negative if they are neither screened nor
   * limited.
   */
  private long thirdPartyLines(Settings settings) {
    boolean screened =
        screenThirdParty != null
            ? screenThirdParty
            : settings.flag("METRICS_SCREEN_THIRD_PARTY", true);
    long budget =
        thirdPartyLineBudget != null
            ? thirdPartyLineBudget
            : settings.number("METRICS_THIRD_PARTY_LINE_BUDGET", STANDARD_THIRD_PARTY_LINES);
    return screened ? budget : -1;
  }

  /**
   * Returns the highest number of sample lines that each family and the page can reach with the
   * settings so far: a table to check before the application runs.
   */
  public WorstCase worstCase() {
    Settings settings = settings();
    List<Family<?>> all = new ArrayList<>(known(settings));
    all.addAll(SelfFamilies.ALL);
    return new WorstCase(all, guards(settings));
  }

  private Settings settings() {
    return (system == null ? Settings.system() : system).with(set);
  }

  /** Returns the families that exist from the start, without the library's own. */
  private List<Family<?>> known(Settings settings) {
    List<Family<?>> known =
        new ArrayList<>(isPlatform(settings) ? Catalogue.BUSINESS : JobFamilies.ALL);
    known.addAll(vocabularies(settings).families());
    known.addAll(families);
    return known;
  }

  private Guards guards(Settings settings) {
    Mode chosen = mode != null ? mode : settings.choice("METRICS_MODE", Mode.class, Mode.ENFORCE);
    GuardSettings labels = new GuardSettings(settings, malformedLabels);
    allowed.forEach(Guards::checkAllowed); // a value that cannot be named is refused here
    Guards guards =
        new Guards(
            new GuardRules(
                chosen,
                labels.budgets(budgets),
                labels.allowed(allowed, known(settings)),
                detectors,
                labels.lives(idle),
                labels.namings(namings)),
            clock);
    allowed.keySet().forEach(guards::guard);
    return guards;
  }

  /**
   * Returns a recorder that does nothing.
   *
   * @param settingsError the reason, if a setting could not be read
   */
  static UpstreamRecorder disabled(@Nullable String settingsError) {
    RecorderBuilder builder =
        new RecorderBuilder().settings(Settings.of(Map.of(), Map.of("METRICS_ENABLED", "false")));
    builder.settingsError = settingsError;
    return builder.build();
  }

  @Nullable String settingsError() {
    return settingsError;
  }

  Events events(Settings settings, SeriesRegistry book) {
    return vocabularies(settings).over(new Families(book));
  }

  private Vocabularies vocabularies(Settings settings) {
    if (vocabularies != null) {
      return new Vocabularies(vocabularies.toArray(Vocabulary[]::new));
    }
    return isPlatform(settings)
        ? new Vocabularies(Vocabulary.UPSTREAM)
        : new Vocabularies(
            ServiceLoader.load(Vocabulary.class, Vocabulary.class.getClassLoader())
                .findFirst()
                .stream()
                .toArray(Vocabulary[]::new));
  }

  private boolean isPlatform(Settings settings) {
    BuiltInCatalogue chosen =
        catalogue != null
            ? catalogue
            : settings.choice(
                "METRICS_CATALOGUE", BuiltInCatalogue.class, BuiltInCatalogue.PLATFORM);
    return chosen == BuiltInCatalogue.PLATFORM;
  }

  BusinessSeries businessSeries(Settings settings, SeriesRegistry registry) {
    SeriesRegistry platform =
        isPlatform(settings)
            ? registry
            : new SeriesRegistry(
                registry.guards().switchedOff(), registry.lineBudget(), true, ticker);
    return new BusinessSeries(registry, platform, ticker, clock, scale);
  }

  private static String version() {
    String version = UpstreamRecorder.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}

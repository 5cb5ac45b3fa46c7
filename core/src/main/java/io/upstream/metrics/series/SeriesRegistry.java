package io.upstream.metrics.series;

import io.prometheus.metrics.tracer.common.SpanContext;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.guard.CommonLabels;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.KeyedLabel;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.LabelResolver;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.guard.ValueChange;
import io.upstream.metrics.guard.ValueRows;
import io.upstream.metrics.label.DetectorName;
import io.upstream.metrics.label.FamilyName;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.label.LabelTypeName;
import io.upstream.metrics.label.RejectReason;
import io.upstream.metrics.series.cell.Cell;
import io.upstream.metrics.series.cell.CounterCell;
import io.upstream.metrics.series.cell.ExemplarSampler;
import io.upstream.metrics.series.cell.RetiredTotal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All series of one recorder: the families it carries, by name, as on the page. */
public final class SeriesRegistry implements ValueRows {

  private static final Comparator<FamilySeries<?, ?>> BY_NAME =
      Comparator.comparing(series -> series.family().name());

  // The catalogue and a few; there may be more.
  /** The number of families that a recorder usually has. */
  public static final int USUAL_FAMILIES = 80;

  private static final long NANOS = 100_000_000;
  private static final int NAMED_FAMILIES = 3;

  private static final System.Logger LOG = SafeLogger.of(SeriesRegistry.class);

  private final Guards guards;
  private final CommonLabels commonLabels;
  private final LineBudget lines;
  private volatile boolean hidesUnused;
  private volatile boolean nativeDurations;
  private final boolean off;
  private volatile boolean refusesLarge;
  private final Object lock = new Object(); // only our own code runs under it
  private final ConcurrentHashMap<Family<?>, FamilySeries<?, ?>> byFamily =
      new ConcurrentHashMap<>(USUAL_FAMILIES);
  // Families as another class loader declares them, each with the series of the first.
  private final Map<Family<?>, FamilySeries<?, ?>> redeclared = new ConcurrentHashMap<>(1);
  private final Set<Family<?>> withdrawn = ConcurrentHashMap.newKeySet(1);
  // By base name, under the lock: families that listeners have not let go of, and the families that
  // were added with these names since then.
  private final Map<String, FamilySeries<?, ?>> leaving = new HashMap<>(1);
  private final Map<String, FamilySeries<?, ?>> waiting = new HashMap<>(1);
  private final NameRegistry names = new NameRegistry(byFamily::containsKey);
  private volatile @Nullable List<FamilySeries<?, ?>> inOrder; // null after a change
  private final List<SeriesListener> listeners = new CopyOnWriteArrayList<>();
  private final LongSupplier ticker;
  private volatile LongSupplier zeroMillis = () -> 0;
  private volatile @Nullable ExemplarSampler exemplars;
  private final AtomicBoolean isSaidThatNoneAreKept = new AtomicBoolean();
  private final long start;
  private final long startMillis;

  private static final int MOST_REFUSALS = 1_000;
  private final List<String> strictRefusals = new ArrayList<>(0);
  private final FoldLog foldLog = new FoldLog();

  private final LabelResolver<FamilyName> familyNames;
  private final LabelResolver<LabelTypeName> labelTypeNames;
  private final CounterSeries<SelfFamilies.FoldedLabels> folded;
  private final CounterSeries<SelfFamilies.RedactedLabels> redacted;
  private final CounterSeries<SelfFamilies.RejectedLabels> rejected;
  private final Map<ValueChange, CounterSeries<SelfFamilies.LabelLabels>> changes;

  /**
   * Creates an empty registry.
   *
   * @param lineBudget the number of sample lines that its families together may have
   * @param off true if the registry records and shows nothing
   */
  public SeriesRegistry(Guards guards, long lineBudget, boolean off) {
    this(guards, lineBudget, off, System::nanoTime);
  }

  /**
   * Creates an empty registry with another clock.
   *
   * @param ticker a clock of nanoseconds
   */
  public SeriesRegistry(Guards guards, long lineBudget, boolean off, LongSupplier ticker) {
    this(guards, lineBudget, off, ticker, CommonLabels.NONE);
  }

  /**
   * Creates an empty registry with labels that every series has.
   *
   * @param commonLabels labels that no family may have itself
   */
  public SeriesRegistry(
      Guards guards, long lineBudget, boolean off, LongSupplier ticker, CommonLabels commonLabels) {
    this.guards = guards;
    this.commonLabels = commonLabels;
    this.ticker = ticker;
    this.start = ticker.getAsLong();
    this.startMillis = guards.now().toEpochMilli();
    this.off = off;
    this.lines = new LineBudget(lineBudget);
    this.familyNames = guards.resolver(FamilyName.class);
    this.labelTypeNames = guards.resolver(LabelTypeName.class);
    this.changes =
        Map.of(
            ValueChange.NAMED, counter(SelfFamilies.LABEL_NAMED),
            ValueChange.RETURNED, counter(SelfFamilies.LABEL_RETURNED),
            ValueChange.LEFT, counter(SelfFamilies.LABEL_LEFT),
            ValueChange.PROMOTED, counter(SelfFamilies.LABEL_PROMOTED));
    guards.attach(this);
    this.folded = counter(SelfFamilies.FOLDED);
    this.rejected = counter(SelfFamilies.REJECTED);
    this.redacted = counter(SelfFamilies.REDACTED);
    guards.onChange(this::lookAgain);
  }

  private void lookAgain() {
    for (FamilySeries<?, ?> series : inOrder()) {
      if (series instanceof GaugeSeries<?> gauge) {
        gauge.lookAgain();
      }
    }
  }

  /** Returns the guards of the recorder. */
  public Guards guards() {
    return guards;
  }

  /** Returns the labels that every series has. */
  public CommonLabels commonLabels() {
    return commonLabels;
  }

  /**
   * Hides families that are added from now on from readers until they are first used; see {@link
   * FamilySeries#isShown}.
   */
  public void hideUnused() {
    hidesUnused = true;
  }

  /**
   * Gives families of durations that are added from now on exponential buckets too, unless they
   * declare their own.
   */
  public void addNativeDurations() {
    nativeDurations = true;
  }

  /** Returns whether families of durations have exponential buckets by default. */
  boolean hasNativeDurations() {
    return nativeDurations;
  }

  /** Returns whether families are hidden until they are first used. */
  boolean hidesUnused() {
    return hidesUnused;
  }

  /** Returns the number of sample lines that all families can have together. */
  public long lineBudget() {
    return lines.budget();
  }

  /**
   * Begins to refuse families that alone need more lines than the budget has. The builder of a
   * recorder itself sums up the lines of families that it adds before this call.
   */
  public void refuseLargeFamilies() {
    refusesLarge = true;
  }

  /**
   * Returns the number of sample lines that are taken, including those that are reserved for folded
   * values.
   */
  public long takenLines() {
    return lines.used();
  }

  /**
   * Returns the families with the most sample lines, with their numbers of lines, for a message.
   */
  public String largestFamilies() {
    return inOrder().stream()
        .sorted(Comparator.<FamilySeries<?, ?>>comparingLong(FamilySeries::takenLines).reversed())
        .limit(NAMED_FAMILIES)
        .map(series -> series.family().name() + " (" + series.takenLines() + ")")
        .collect(Collectors.joining(", "));
  }

  /** Returns the families' series, by name. */
  public Collection<FamilySeries<?, ?>> series() {
    return off ? List.of() : inOrder();
  }

  /**
   * Returns the series of some families, by name.
   *
   * @param names exact names, with or without the suffix of a counter; all families if empty
   */
  public Collection<FamilySeries<?, ?>> series(Set<String> names) {
    if (names.isEmpty() || off) {
      return series();
    }
    List<FamilySeries<?, ?>> selected = new ArrayList<>();
    for (FamilySeries<?, ?> series : inOrder()) {
      Family<?> family = series.family();
      if (names.contains(family.name()) || names.contains(family.baseName())) {
        selected.add(series);
      }
    }
    return selected;
  }

  /** Returns all series by name; they are sorted at the first call after families were added. */
  private List<FamilySeries<?, ?>> inOrder() {
    List<FamilySeries<?, ?>> known = inOrder;
    if (known != null) {
      return known;
    }
    synchronized (lock) {
      List<FamilySeries<?, ?>> all = new ArrayList<>(byFamily.values());
      all.sort(BY_NAME);
      known = List.copyOf(all);
      inOrder = known;
      return known;
    }
  }

  /** Returns whether a name belongs to samples of one of the families. */
  public boolean claims(String name) {
    return names.of(name) != null;
  }

  /**
   * Returns the number of events in all counters and histograms, without the library's own
   * families.
   */
  public double events() {
    double events = 0;
    for (FamilySeries<?, ?> series : series()) {
      if (!SelfFamilies.ALL.contains(series.family())) {
        if (series instanceof CounterSeries<?> counter) {
          events += counter.total();
        } else if (series instanceof HistogramSeries<?> histogram) {
          events += histogram.observations();
        }
      }
    }
    return events;
  }

  /** Returns whether metrics are switched off. */
  public boolean isOff() {
    return off;
  }

  /**
   * Passes every family, now and later, to a listener, without a lock, because the listener may
   * call third-party code.
   */
  public void forEachNowAndLater(SeriesListener listener) {
    List<FamilySeries<?, ?>> present;
    synchronized (lock) {
      present = inOrder();
      listeners.add(listener);
    }
    try {
      present.forEach(listener::added);
    } catch (RuntimeException | Error e) {
      listeners.remove(listener);
      throw e;
    }
  }

  LineBudget lines() {
    return lines;
  }

  /**
   * Returns the time for {@code bornAt}: tenths of a second since the registry was made, rounded
   * up.
   */
  public int now() {
    long tenths = (ticker.getAsLong() - start + NANOS - 1) / NANOS;
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, tenths));
  }

  /** Returns the time of day at which a series began, in milliseconds, given its {@code bornAt}. */
  public long startMillis(int bornAt) {
    return startMillis + 100L * Math.max(0, bornAt - 1);
  }

  /** Returns the series of a counter family, which is added if it is new. */
  @SuppressWarnings("unchecked") // a family is only ever mapped to series made for it
  public <L extends Record> CounterSeries<L> counter(CounterFamily<L> family) {
    return (CounterSeries<L>) find(family);
  }

  /** Returns the series of a gauge family, which is added if it is new. */
  @SuppressWarnings("unchecked") // a family is only ever mapped to series made for it
  public <L extends Record> GaugeSeries<L> gauge(GaugeFamily<L> family) {
    return (GaugeSeries<L>) find(family);
  }

  /** Returns the series of an up-and-down family, which is added if it is new. */
  @SuppressWarnings("unchecked") // a family is only ever mapped to series made for it
  public <L extends Record> UpDownSeries<L> upDown(UpDownFamily<L> family) {
    return (UpDownSeries<L>) find(family);
  }

  /** Returns the series of a histogram family, which is added if it is new. */
  @SuppressWarnings("unchecked") // a family is only ever mapped to series made for it
  public <L extends Record> HistogramSeries<L> histogram(HistogramFamily<L> family) {
    return (HistogramSeries<L>) find(family);
  }

  /** Adds a family of any kind, so that it is on the page before its first use. */
  public void add(Family<?> family) {
    find(family);
  }

  private FamilySeries<?, ?> find(Family<?> family) {
    Objects.requireNonNull(family, "expected a family, got null");
    FamilySeries<?, ?> series = byFamily.get(family);
    series = series != null ? series : redeclared.get(family);
    return series != null ? series : addNew(family);
  }

  /**
   * Returns the series of a family that another class loader has declared before; null if that one
   * was removed in the meantime.
   */
  private @Nullable FamilySeries<?, ?> redeclare(Family<?> family, Family<?> other) {
    synchronized (lock) {
      FamilySeries<?, ?> series = byFamily.get(other);
      if (series != null) {
        series.plan.reads(family.schema());
        redeclared.put(family, series);
      }
      return series;
    }
  }

  /**
   * Removes a family that an application has declared, with its series, unless another class loader
   * has declared it as well. Later events of the family are not recorded.
   *
   * @return true if the registry had it
   * @throws IllegalArgumentException if the family is the library's own
   */
  public boolean remove(Family<?> family) {
    Objects.requireNonNull(family, "expected a family, got null");
    if (NameRegistry.isOfLibrary(family)) {
      throw new IllegalArgumentException(
          family.name()
              + " is a family of the library, which stays: expected one of an application");
    }
    FamilySeries<?, ?> series;
    List<SeriesListener> shown = List.of();
    boolean isLast;
    synchronized (lock) {
      FamilySeries<?, ?> again = redeclared.remove(family);
      series = again != null ? again : byFamily.get(family);
      if (series == null || (again == null && !withdrawn.add(family))) {
        return false;
      }
      if (again != null) {
        series.plan.forget(family.schema());
      }
      isLast = !redeclared.containsValue(series) && withdrawn.remove(series.family());
      if (isLast) {
        byFamily.remove(series.family());
        names.remove(series.family());
        inOrder = null;
        leaving.putIfAbsent(series.family().baseName(), series);
        waiting.remove(series.family().baseName(), series);
        shown = List.copyOf(listeners);
      }
    }
    if (isLast) {
      lines.giveBack(series.reservedLines());
      series.end();
      try {
        shown.forEach(listener -> listener.removed(series));
      } finally {
        showNext(series);
      }
      for (KeyedLabel label : series.plan.keyed()) {
        if (label instanceof LabelResolver<?> resolver && isUnused(resolver)) {
          guards.forget(resolver);
        }
      }
    }
    guards.forgetRedeclared(family.schema());
    ExemplarSampler sampler = exemplars;
    if (sampler != null) {
      sampler.forget(family.schema().type().getClassLoader());
    }
    return true;
  }

  /**
   * Shows a family that was added with the name of one that was just leaving. The listeners, one of
   * which is a registry with unique names, could not take it before.
   */
  private void showNext(FamilySeries<?, ?> left) {
    FamilySeries<?, ?> next;
    List<SeriesListener> all;
    synchronized (lock) {
      String name = left.family().baseName();
      next = leaving.remove(name, left) ? waiting.remove(name) : null;
      all = List.copyOf(listeners);
    }
    if (next == null) {
      return;
    }
    show(next, all);
    boolean isThere;
    synchronized (lock) {
      isThere = byFamily.get(next.family()) == next;
    }
    if (!isThere) {
      all.forEach(listener -> listener.removed(next)); // it was removed in the meantime
    }
  }

  /** Returns whether a label type belongs to an application whose families are all removed. */
  boolean isUnused(LabelResolver<?> resolver) {
    return resolver.type().getClassLoader() != SeriesRegistry.class.getClassLoader()
        && inOrder().stream()
            .noneMatch(series -> Arrays.asList(series.plan.keyed()).contains(resolver));
  }

  /**
   * Adds a family. Under the lock it only claims its names and stores it. It reads label constants,
   * which an application's static initializer may make, and calls listeners, which may be a
   * third-party registry, without the lock. A family can be found before the listeners have
   * accepted it: also while a family with its name is leaving, see {@link #showNext}. If a listener
   * then refuses it, events of a thread that found it are not recorded, and that thread's next
   * attempt fails.
   */
  private FamilySeries<?, ?> addNew(Family<?> family) {
    FamilySeries<?, ?> series = create(family);
    if (refusesLarge && !off) {
      series.checkLines(lines.budget());
    }
    series.createClosed();
    List<SeriesListener> shown = List.of();
    Family<?> other = null;
    String clash;
    synchronized (lock) {
      FamilySeries<?, ?> known = byFamily.get(family);
      if (known != null) {
        return known;
      }
      clash = names.clash(family);
      if (clash != null) {
        other = names.of(clash);
      } else {
        names.add(family);
        lines.take(series.reservedLines());
        byFamily.put(family, series);
        inOrder = null;
        if (leaving.containsKey(family.baseName())) {
          waiting.put(family.baseName(), series);
        } else {
          shown = List.copyOf(listeners);
        }
      }
    }
    if (clash != null && other != null) {
      if (other.isRedeclared(family)) {
        FamilySeries<?, ?> same = redeclare(family, other);
        return same != null ? same : addNew(family);
      }
      guards.forgetRedeclared(family.schema());
      throw NameRegistry.refusal(family, other, clash);
    }
    show(series, shown);
    lines.warnIfNearlyFull();
    return series;
  }

  /** Shows a family to all listeners, or to none: a registry may refuse it. */
  private void show(FamilySeries<?, ?> series, List<SeriesListener> all) {
    int shown = 0;
    try {
      for (SeriesListener listener : all) {
        listener.added(series);
        shown++;
      }
    } catch (RuntimeException | Error e) {
      synchronized (lock) {
        byFamily.remove(series.family());
        inOrder = null;
        names.remove(series.family());
      }
      lines.giveBack(series.reservedLines());
      all.subList(0, shown).forEach(listener -> listener.removed(series));
      throw e;
    }
  }

  private FamilySeries<?, ?> create(Family<?> family) {
    if (family instanceof CounterFamily<?> counter) {
      return new CounterSeries<>(counter, this);
    } else if (family instanceof GaugeFamily<?> gauge) {
      return new GaugeSeries<>(gauge, this);
    } else if (family instanceof UpDownFamily<?> upDown) {
      return new UpDownSeries<>(upDown, this);
    }
    return new HistogramSeries<>((HistogramFamily<?>) family, this);
  }

  LabelEntry familyEntry(String name) {
    return familyNames.resolve(new FamilyName(name));
  }

  LabelEntry labelEntry(String name) {
    return labelTypeNames.resolve(new LabelTypeName(name));
  }

  /**
   * Returns the counter of values of a label that events of a family brought and that were folded
   * for a reason.
   */
  CounterCell folded(FoldReason reason, LabelEntry familyEntry, LabelEntry labelEntry) {
    return folded.cell(folded.closed(reason), familyEntry, labelEntry);
  }

  @Override
  public void count(String label, ValueChange change) {
    CounterSeries<SelfFamilies.LabelLabels> series = Objects.requireNonNull(changes.get(change));
    series.add(1, series.closed(), labelEntry(label));
  }

  /** Makes what {@link #count} counts in, so that a rate sees the first change. */
  void makeChanges(LabelEntry labelEntry) {
    changes.values().forEach(series -> series.add(0, series.closed(), labelEntry));
  }

  /** Counts what a detector has caught; {@link FoldCounters} counts the same value. */
  void redacted(LabelEntry labelEntry, DetectorName detector) {
    if (!off) {
      redacted.add(
          1, redacted.closed(), labelEntry, guards.resolver(DetectorName.class).resolve(detector));
    }
  }

  void rejected(
      Family<?> family, LabelEntry familyEntry, RejectReason reason, String expected, double got) {
    if (off) {
      return;
    }
    rejected.add(1, rejected.closed(reason), familyEntry);
    if (guards.mode() == Mode.STRICT) {
      throw strictRefusal(
          family.name()
              + ": expected "
              + expected
              + ", got "
              + (reason == RejectReason.MISSING ? "null" : got));
    }
  }

  /**
   * Returns the exception of a strict recorder and keeps its message, because a caller may swallow
   * the exception.
   */
  IllegalArgumentException strictRefusal(String message) {
    synchronized (strictRefusals) {
      if (strictRefusals.size() < MOST_REFUSALS) {
        strictRefusals.add(message);
      }
    }
    return new IllegalArgumentException(message);
  }

  /** Returns the messages of what a strict recorder has refused, the first of many. */
  public List<String> strictRefusals() {
    synchronized (strictRefusals) {
      return List.copyOf(strictRefusals);
    }
  }

  /**
   * Makes counters and histograms that have no series yet keep exemplars.
   *
   * @param spans the tracer; null if exemplars have labels of callers alone
   */
  public void keepExemplars(@Nullable SpanContext spans) {
    exemplars = new ExemplarSampler(spans, guards, this::strictRefusal);
  }

  /** Records that exemplars are left out on purpose. */
  public void leaveOutExemplars() {
    isSaidThatNoneAreKept.set(true);
  }

  /** Warns, once, if a caller gives labels for exemplars and none are kept. */
  void expectExemplars() {
    if (exemplars == null && !off && !isSaidThatNoneAreKept.getAndSet(true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Labels for exemplars are given, and no exemplars are kept, because there is no tracer."
              + " Set METRICS_EXEMPLARS=true to keep them without one, or false to end this"
              + " warning; docs/own-families.md says more.");
    }
  }

  /** Prepares a reader that shows exemplars: events that come later have new ones. */
  public void beginExemplars() {
    ExemplarSampler sampler = exemplars;
    if (sampler != null) {
      sampler.beginPage();
    }
  }

  /** Returns whether series that are new keep exemplars. */
  public boolean keepsExemplars() {
    return exemplars != null;
  }

  /** Returns what finds exemplars; null where none are kept. */
  @Nullable ExemplarSampler exemplars() {
    return exemplars;
  }

  /** Returns the span that this thread is in; null if it is in none that is sampled. */
  public @Nullable CapturedSpan captureSpan() {
    ExemplarSampler sampler = exemplars;
    Consumer<Runnable> captured = sampler == null ? null : sampler.capture();
    return captured == null ? null : captured::accept;
  }

  /** Sets how long new series are shown as 0. */
  public void zeroMillis(LongSupplier millis) {
    zeroMillis = millis;
  }

  @Override
  public long zeroMillis() {
    return zeroMillis.getAsLong();
  }

  @Override
  public void visit(RowVisitor visitor) {
    inOrder().forEach(series -> series.leaving.visit(visitor));
  }

  @Override
  public Set<LabelEntry> remove(
      Set<LabelEntry> candidates, Leaving leaving, Consumer<Runnable> later) {
    Map<Cell, RetiredTotal> before = new HashMap<>();
    inOrder().forEach(series -> series.leaving.show(candidates, leaving, before));
    Set<LabelEntry> left = leaving.leave();
    Set<LabelEntry> staying = new HashSet<>();
    if (!left.isEmpty()) {
      inOrder().forEach(series -> series.leaving.remove(left, before, staying, later));
    }
    return staying;
  }

  /** Runs the periodic checks that are due, before a page is written. */
  public void beforePage() {
    if (!off) {
      guards.reportUnknownLabels();
      guards.look();
      foldLog.summary(folded.total(), guards.now());
    }
  }
}

package io.upstream.metrics.series;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.LabelResolver;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.DetectorName;
import io.upstream.metrics.label.FamilyName;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.label.LabelTypeName;
import io.upstream.metrics.label.RejectReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** All series of one recorder: the families it carries, by name, as on the page. */
public final class SeriesRegistry {

  private static final Comparator<FamilySeries<?, ?>> BY_NAME =
      Comparator.comparing(series -> series.family().name());

  // The catalogue and a few; there may be more.
  /** How many families a recorder usually has. */
  public static final int USUAL_FAMILIES = 80;

  private final Guards guards;
  private final LineBudget lines;
  private final boolean off;
  private final Object lock = new Object();
  private final ConcurrentHashMap<Family<?>, FamilySeries<?, ?>> byFamily =
      new ConcurrentHashMap<>(USUAL_FAMILIES);
  private final NameRegistry claims = new NameRegistry(byFamily::containsKey);
  private volatile List<FamilySeries<?, ?>> inOrder = List.of();
  private final List<SeriesListener> listeners = new ArrayList<>();

  private static final int MOST_REFUSALS = 1_000;
  private final List<String> strictRefusals = new ArrayList<>(0);
  private final FoldLog foldLog = new FoldLog();

  private final LabelResolver<FamilyName> familyNames;
  private final LabelResolver<LabelTypeName> labelTypeNames;
  private final Counter<SelfFamilies.FoldedLabels> folded;
  private final Counter<SelfFamilies.RedactedLabels> redacted;
  private final Counter<SelfFamilies.RejectedLabels> rejected;

  /**
   * An empty book.
   *
   * @param lineBudget the sample lines that its families may have together
   * @param off whether nothing is recorded and nothing shown
   */
  public SeriesRegistry(Guards guards, long lineBudget, boolean off) {
    this.guards = guards;
    this.off = off;
    this.lines = new LineBudget(lineBudget);
    this.familyNames = guards.resolver(FamilyName.class);
    this.labelTypeNames = guards.resolver(LabelTypeName.class);
    this.folded = counter(SelfFamilies.FOLDED);
    this.rejected = counter(SelfFamilies.REJECTED);
    this.redacted = counter(SelfFamilies.REDACTED);
    guards.onChange(this::lookAgain);
  }

  private void lookAgain() {
    for (FamilySeries<?, ?> series : inOrder()) {
      if (series instanceof Gauge<?> gauge) {
        gauge.lookAgain();
      }
    }
  }

  /** The guards of the recorder. */
  public Guards guards() {
    return guards;
  }

  /** How many sample lines the families may have together. */
  public long lineBudget() {
    return lines.budget();
  }

  /** The families' series, by name. */
  public Collection<FamilySeries<?, ?>> series() {
    return off ? List.of() : inOrder();
  }

  /**
   * All series by name: put in order for the first who asks after families have come, for a
   * catalogue comes at once. Families are only ever added, so that a list is as new as it is long,
   * and no lock is needed.
   */
  private List<FamilySeries<?, ?>> inOrder() {
    List<FamilySeries<?, ?>> known = inOrder;
    if (known.size() != byFamily.size()) {
      List<FamilySeries<?, ?>> all = new ArrayList<>(byFamily.values());
      all.sort(BY_NAME);
      known = Collections.unmodifiableList(all);
      inOrder = known;
    }
    return known;
  }

  /** Whether samples of one of the families may have a name. */
  public boolean claims(String name) {
    return claims.of(name) != null;
  }

  /** How much its counters and histograms have seen, the library's own not included. */
  public double events() {
    double events = 0;
    for (FamilySeries<?, ?> series : series()) {
      if (!SelfFamilies.ALL.contains(series.family())) {
        if (series instanceof Counter<?> counter) {
          events += counter.total();
        } else if (series instanceof Histogram<?> histogram) {
          events += histogram.observations();
        }
      }
    }
    return events;
  }

  /** Whether nothing is recorded and nothing shown. */
  public boolean isOff() {
    return off;
  }

  /** Has every family that is there, and every one that comes later, shown to a listener. */
  public void forEachNowAndLater(SeriesListener listener) {
    synchronized (lock) {
      inOrder().forEach(listener::added);
      listeners.add(listener);
    }
  }

  LineBudget lines() {
    return lines;
  }

  Object lock() {
    return lock;
  }

  /** The series of a counter family, which is added if it is new. */
  @SuppressWarnings("unchecked") // a family is only ever mapped to series made for it
  public <L extends Record> Counter<L> counter(CounterFamily<L> family) {
    return (Counter<L>) find(family);
  }

  /** The series of a gauge family. */
  @SuppressWarnings("unchecked") // a family is only ever mapped to series made for it
  public <L extends Record> Gauge<L> gauge(GaugeFamily<L> family) {
    return (Gauge<L>) find(family);
  }

  /** The series of an up-and-down family. */
  @SuppressWarnings("unchecked") // a family is only ever mapped to series made for it
  public <L extends Record> UpDown<L> upDown(UpDownFamily<L> family) {
    return (UpDown<L>) find(family);
  }

  /** The series of a histogram family. */
  @SuppressWarnings("unchecked") // a family is only ever mapped to series made for it
  public <L extends Record> Histogram<L> histogram(HistogramFamily<L> family) {
    return (Histogram<L>) find(family);
  }

  /** Adds a family whatever its kind, so that it stands on the page before its first use. */
  public void add(Family<?> family) {
    if (!byFamily.containsKey(family)) {
      addNew(family);
    }
  }

  private FamilySeries<?, ?> find(Family<?> family) {
    FamilySeries<?, ?> series = byFamily.get(family);
    return series != null ? series : addNew(family);
  }

  private FamilySeries<?, ?> addNew(Family<?> family) {
    synchronized (lock) {
      FamilySeries<?, ?> known = byFamily.get(family);
      if (known != null) {
        return known;
      }
      claims.refuseClash(family);
      FamilySeries<?, ?> series = create(family);
      show(series);
      claims.add(family);
      series.createClosed();
      byFamily.put(family, series);
      lines.take(series.reservedLines());
      return series;
    }
  }

  /** Shows a family to all listeners, or to none: the registry may refuse it. */
  private void show(FamilySeries<?, ?> series) {
    int shown = 0;
    try {
      for (SeriesListener listener : listeners) {
        listener.added(series);
        shown++;
      }
    } catch (RuntimeException | Error e) {
      listeners.subList(0, shown).forEach(listener -> listener.removed(series));
      throw e;
    }
  }

  private FamilySeries<?, ?> create(Family<?> family) {
    if (family instanceof CounterFamily<?> counter) {
      return new Counter<>(counter, this);
    } else if (family instanceof GaugeFamily<?> gauge) {
      return new Gauge<>(gauge, this);
    } else if (family instanceof UpDownFamily<?> upDown) {
      return new UpDown<>(upDown, this);
    }
    return new Histogram<>((HistogramFamily<?>) family, this);
  }

  LabelEntry familyEntry(String name) {
    return familyNames.resolve(new FamilyName(name));
  }

  LabelEntry labelEntry(String name) {
    return labelTypeNames.resolve(new LabelTypeName(name));
  }

  /** What counts the values of a label that were folded for a reason in events of a family. */
  CounterCell folded(FoldReason reason, LabelEntry familyEntry, LabelEntry labelEntry) {
    return Objects.requireNonNull(folded.cell(folded.closed(reason), familyEntry, labelEntry));
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
   * Returns the exception of a recorder that is strict, and keeps its message: somebody may swallow
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

  /** Prepares a page: what is looked at from time to time is looked at now. */
  public void beforePage() {
    if (!off) {
      guards.reportUnknownLabels();
      foldLog.summary(folded.total(), guards.now());
    }
  }
}

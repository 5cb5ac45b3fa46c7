package io.upstream.metrics.page.registry;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.guard.CommonLabels;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.SeriesListener;
import io.upstream.metrics.series.SeriesRegistry;
import io.upstream.metrics.series.cell.CollectorState;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Registers our families in a {@link PrometheusRegistry}, one named collector each, for its
 * exporters, and reads the third-party collectors there for our page.
 *
 * <p>A registry may be third-party code, so the bridge holds no lock while it calls one. A thread
 * that registers a collector checks afterwards whether the bridge was closed meanwhile, and then
 * unregisters the collector.
 */
public final class RegistryBridge implements SeriesListener {

  private static final System.Logger LOG = SafeLogger.of(RegistryBridge.class);

  // One set for the process, because all recorders use the same client_java.
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private final PrometheusRegistry registry;
  private final CommonLabels common;
  private final ScrapeErrors errors;
  private final Snapshots snapshots;
  private final boolean leavesTakenNames;

  private final Map<FamilySeries<?, ?>, Collector> ours =
      new ConcurrentHashMap<>(SeriesRegistry.USUAL_FAMILIES);

  // Names that third-party collectors keep in the registry and that are ours on our own page.
  private final Set<String> left = ConcurrentHashMap.newKeySet();

  // Accepts the names of samples, because later versions of client_java pass these, and not the
  // family's name, to a filter.
  private final Predicate<String> claimed;
  // Our names that third-party collectors also use, and about which a message was logged.
  private final Set<String> reported = ConcurrentHashMap.newKeySet();
  private final Set<String> jvmNames = ConcurrentHashMap.newKeySet();
  private final CollectorProxies.ForeignNames foreignNames =
      new CollectorProxies.ForeignNames(jvmNames);
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final List<Collector> jvm = new CopyOnWriteArrayList<>();
  private volatile Map<String, String> taken;
  private volatile boolean closed;
  private final CollectorState foreign = new CollectorState();

  /**
   * Creates a bridge to a given registry, or to a new one.
   *
   * @param leavesTakenNames true if a collector that has one of our names keeps it; otherwise
   *     registering fails
   */
  public RegistryBridge(
      @Nullable PrometheusRegistry given,
      boolean leavesTakenNames,
      ScrapeErrors errors,
      SeriesRegistry series) {
    this.common = series.commonLabels();
    this.leavesTakenNames = leavesTakenNames;
    this.claimed = series::claims;
    this.registry = given == null ? new ShieldedRegistry(errors) : given;
    this.errors = errors;
    this.snapshots = new Snapshots(errors);
    this.taken = given == null ? Map.of() : namesIn(given);
  }

  public PrometheusRegistry registry() {
    return registry;
  }

  /** Puts a family into the registry, or refuses it by name. */
  @Override
  public void added(FamilySeries<?, ?> series) {
    if (closed) {
      return; // a thread that still records must not register again in a shared registry
    }
    Family<?> family = series.family();
    String other = clashing(family);
    if (other != null) {
      leaveOrFail(family, other, null);
      return;
    }
    if (!Snapshots.accepts(family)) {
      refused.add(family.name());
      return;
    }
    Collector collector = CollectorProxies.ours(family.baseName(), type(family), series, snapshots);
    ours.put(series, collector); // first, so that an incomplete registration can be undone
    try {
      registry.register(collector);
    } catch (IllegalStateException | IllegalArgumentException e) {
      ours.remove(series);
      leaveOrFail(family, family.baseName(), e);
      return;
    }
    takeOutIfRemoved(series, collector);
  }

  /** Undoes a registration if its family was removed, or the bridge closed, in the meantime. */
  private void takeOutIfRemoved(FamilySeries<?, ?> series, Collector collector) {
    if (closed || ours.get(series) != collector) {
      ours.remove(series);
      registry.unregister(collector);
    }
  }

  /** Returns a name of a family that another collector has in the registry, or null. */
  private @Nullable String clashing(Family<?> family) {
    if (taken.isEmpty()) {
      return null;
    }
    for (String name : family.claimedNames()) {
      String other = taken.get(name);
      if (other != null) {
        return other;
      }
    }
    return null;
  }

  private void leaveOrFail(Family<?> family, String other, @Nullable RuntimeException cause) {
    if (!leavesTakenNames) {
      throw SelfFamilies.ALL.stream().anyMatch(own -> taken.containsKey(own.baseName()))
          ? twoRecorders(cause)
          : clash(family, other, cause);
    }
    left.add(family.baseName());
    LOG.log(
        System.Logger.Level.WARNING,
        "The name of {0} is taken in the registry, by {1} of somebody else: theirs stays there,"
            + " ours is on our own page alone",
        family.name(),
        other);
  }

  /**
   * Unregisters our families whose names clash with third-party collectors, then registers the
   * collectors of the JVM that the registry lacks. Our families are unregistered while it checks,
   * because a registry with a duplicate name cannot be scraped.
   */
  public void resolveNameConflicts(boolean withJvm) {
    if (!leavesTakenNames) {
      return;
    }
    Map<FamilySeries<?, ?>, Collector> before = takeOut();
    // This runs third-party code, so no lock is held.
    Map<String, String> theirs = namesIn(registry);
    putBack(before, theirs);
    if (withJvm) {
      addJvm(); // calls collectors, which may wait for a lock, so none is held here
      takeOutIfClosed();
    }
  }

  private Map<FamilySeries<?, ?>, Collector> takeOut() {
    ours.values().forEach(registry::unregister);
    jvm.forEach(registry::unregister);
    return new LinkedHashMap<>(ours);
  }

  private void putBack(Map<FamilySeries<?, ?>, Collector> before, Map<String, String> theirs) {
    if (closed) {
      return;
    }
    taken = theirs;
    before.forEach(this::putBack);
    jvm.clear();
    jvmNames.clear();
  }

  private void takeOutIfClosed() {
    if (closed) {
      jvm.forEach(registry::unregister);
      jvm.clear();
    }
  }

  private void putBack(FamilySeries<?, ?> series, Collector collector) {
    if (!ours.containsKey(series)) {
      return; // the family was removed in the meantime
    }
    Family<?> family = series.family();
    String other = clashing(family);
    try {
      if (other == null) {
        registry.register(collector);
        takeOutIfRemoved(series, collector);
        return;
      }
    } catch (IllegalStateException | IllegalArgumentException e) {
      other = family.baseName();
    }
    ours.remove(series);
    leaveOrFail(family, other, null);
  }

  /** Takes a family out of the registry again. */
  @Override
  public void removed(FamilySeries<?, ?> series) {
    Collector removed = ours.remove(series);
    if (removed != null) {
      registry.unregister(removed);
    }
  }

  private static String type(Family<?> family) {
    boolean unknown =
        family.type() == FamilyType.COUNTER && family.baseName().equals(family.name());
    return unknown ? "UNKNOWN" : family.type().name();
  }

  private static IllegalStateException twoRecorders(@Nullable RuntimeException cause) {
    return new IllegalStateException(
        "The registry already carries the families of another UpstreamRecorder, and two recorders"
            + " on one registry would have every name twice: close the first recorder before this"
            + " one is built, give each a registry of its own (build it without registry(..)), or"
            + " use sharedRegistry(..), which leaves the first one's families in the registry and"
            + " shows this recorder's on its own page alone",
        cause);
  }

  private static IllegalStateException clash(
      Family<?> family, String other, @Nullable RuntimeException cause) {
    return new IllegalStateException(
        family.name()
            + " clashes with "
            + other
            + ", which is in the registry already: take that out, rename it, or give the recorder a"
            + " registry of its own",
        cause);
  }

  /** Adds the collectors of the JVM that the registry has not yet. */
  public void addJvm() {
    JvmFamilies.register(registry, common.values(), taken.keySet(), errors, jvm::add);
    jvm.forEach(collector -> claim(collector.collect()));
  }

  private void claim(@Nullable MetricSnapshot snapshot) {
    if (snapshot != null) {
      String name = snapshot.getMetadata().getPrometheusName();
      suffixes(snapshot).forEach(suffix -> jvmNames.add(name + suffix));
    }
  }

  /**
   * Logs once which families this version of client_java cannot represent, if an exporter may read
   * them from the registry. Our own text pages have them all.
   */
  public void reportRefused() {
    List<String> names = refused.stream().filter(SAID::add).toList();
    if (!names.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "client_java {0} refuses the names {1}: exporters that read the registry, such as"
              + " Actuator''s /actuator/prometheus, pushes and OTLP, do not have them. client_java"
              + " 1.7.0 or later (Spring Boot 4.1.1 or later) carries them.",
          ClientJavaVersions.core(),
          names);
    }
  }

  /** Unregisters all of our collectors. */
  public void close() {
    closed = true;
    List.copyOf(ours.keySet()).forEach(this::removed);
    jvm.forEach(registry::unregister);
    jvm.clear();
  }

  /** Collects the families of the JVM and the process, which do not depend on third-party code. */
  void jvm(Consumer<MetricSnapshot> found) {
    for (Collector collector : jvm) {
      MetricSnapshot snapshot = collector.collect();
      if (snapshot != null) {
        found.accept(snapshot);
      }
    }
  }

  /**
   * Collects the third-party snapshots in the registry. No lock is held meanwhile, because
   * third-party code may record, be slow or fail.
   */
  void others(Consumer<MetricSnapshot> found) {
    MetricSnapshots theirs = errors.call("registry", foreign, () -> registry.scrape(foreignNames));
    if (theirs == null) {
      return;
    }
    for (MetricSnapshot each : theirs) {
      if (!hasNameOfOurs(each)) {
        found.accept(each);
      }
    }
  }

  /** Returns whether third-party collectors can be in the registry. */
  boolean hasOthers() {
    return !(registry instanceof ShieldedRegistry own) || own.hasOthers();
  }

  private boolean hasNameOfOurs(MetricSnapshot theirs) {
    String name = theirs.getMetadata().getPrometheusName();
    boolean isOurs = false;
    for (String suffix : suffixes(theirs)) {
      isOurs |= claimed.test(name + suffix);
    }
    if (isOurs && !left.contains(name) && reported.add(name)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Another collector has registered {0}, which is the name of a family of this recorder: the"
              + " page shows the recorder''s own. Rename one of them, or give the recorder a registry"
              + " of its own.",
          name);
    }
    return isOurs;
  }

  /** Returns the sample names that a registry already has, each with the family it belongs to. */
  private static Map<String, String> namesIn(PrometheusRegistry registry) {
    Map<String, String> names = new LinkedHashMap<>();
    MetricSnapshots present;
    try {
      present = registry.scrape();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The registry cannot be scraped, so clashes of names in it cannot be seen",
          e);
      return names;
    }
    for (MetricSnapshot snapshot : present) {
      String name = snapshot.getMetadata().getPrometheusName();
      for (String suffix : suffixes(snapshot)) {
        names.putIfAbsent(name + suffix, name);
      }
    }
    return names;
  }

  private static Set<String> suffixes(MetricSnapshot snapshot) {
    Set<String> suffixes = new HashSet<>(Set.of(""));
    if (snapshot instanceof CounterSnapshot) {
      suffixes.addAll(Set.of("_total", "_created"));
    } else if (snapshot instanceof HistogramSnapshot) {
      suffixes.addAll(Set.of("_bucket", "_sum", "_count", "_created"));
    } else if (snapshot instanceof SummarySnapshot) {
      suffixes.addAll(Set.of("_sum", "_count", "_created"));
    } else if (snapshot instanceof InfoSnapshot) {
      suffixes.add("_info");
    }
    return suffixes;
  }
}

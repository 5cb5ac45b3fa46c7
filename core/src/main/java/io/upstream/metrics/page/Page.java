package io.upstream.metrics.page;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.page.registry.ClientJavaVersions;
import io.upstream.metrics.page.registry.CollectorThread;
import io.upstream.metrics.page.registry.ForeignSnapshot;
import io.upstream.metrics.page.registry.JvmFamilies;
import io.upstream.metrics.page.registry.RegistryBridge;
import io.upstream.metrics.page.registry.ScrapeErrors;
import io.upstream.metrics.page.registry.ThirdPartyScreen;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.GaugeSeries;
import io.upstream.metrics.series.HistogramSeries;
import io.upstream.metrics.series.SelfMetrics;
import io.upstream.metrics.series.SeriesRegistry;
import io.upstream.metrics.series.UpDownSeries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The page: our families, written directly from their cells, then the third-party families of the
 * registry.
 *
 * <p>Writing takes no lock that recording needs, so a slow reader does not delay recording. If a
 * collector throws or does not answer in time, the page leaves out only its families in a registry
 * that we made; in a given registry it leaves out all third-party families, which come last.
 */
public final class Page implements AutoCloseable {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final byte[] END = "# EOF\n".getBytes(StandardCharsets.UTF_8);

  private final SeriesRegistry book;
  private final ScrapeErrors errors;
  private final RegistryBridge bridge;
  private final ZeroFirst zeroFirst;
  private final LongSupplier ticker;
  private final boolean jvm;
  private final long patienceMillis;
  private final @Nullable ThirdPartyScreen thirdParty;
  private final Set<CollectorThread> abandoned = ConcurrentHashMap.newKeySet();

  /** Creates a page that shows new series as 0 by the gaps between scrapes. */
  public Page(
      SeriesRegistry book,
      @Nullable PrometheusRegistry given,
      boolean leavesTakenNames,
      boolean jvm,
      LongSupplier ticker,
      long patienceMillis) {
    this(book, given, leavesTakenNames, jvm, ticker, patienceMillis, -1, ZeroFirst.BY_GAPS);
  }

  /**
   * Creates the page of a series registry and registers its families in a client_java registry.
   *
   * @param given the registry to share with other code; null for a new one
   * @param leavesTakenNames true if other collectors keep a name that they have in that registry;
   *     {@link #resolveNameConflicts} completes this
   * @param jvm true if the page has families of the JVM and the process
   * @param ticker a clock of nanoseconds
   * @param patienceMillis the longest time that a page waits for third-party collectors; 0 for no
   *     limit
   * @param thirdPartyLines the number of sample lines that third-party families may have on the
   *     page; negative to neither screen nor limit them
   * @param zeroFirstSeconds the time for which scrapers see a new series as 0; less than 0 to
   *     derive it from the gaps between scrapes
   * @throws IllegalStateException if a name is taken; the registry is then as it was
   */
  public Page(
      SeriesRegistry book,
      @Nullable PrometheusRegistry given,
      boolean leavesTakenNames,
      boolean jvm,
      LongSupplier ticker,
      long patienceMillis,
      long thirdPartyLines,
      long zeroFirstSeconds) {
    this.patienceMillis = patienceMillis;
    this.thirdParty = thirdPartyLines < 0 ? null : new ThirdPartyScreen(book, thirdPartyLines);
    this.zeroFirst = new ZeroFirst(ticker, zeroFirstSeconds);
    book.zeroMillis(() -> 100L * zeroFirst.hold());
    this.book = book;
    this.ticker = ticker;
    this.jvm = jvm;
    this.errors = new ScrapeErrors(book);
    this.bridge = new RegistryBridge(given, leavesTakenNames, errors, book);
    if (book.isOff()) {
      return;
    }
    if (jvm) {
      book.commonLabels().requireNone("a family of the JVM", JvmFamilies.LABELS);
    }
    ClientJavaVersions.warnOfMixture();
    try {
      SelfFamilies.ALL.forEach(book::add);
      book.forEachNowAndLater(bridge);
      SelfMetrics.watch(book);
      if (jvm && !leavesTakenNames) {
        bridge.addJvm();
      }
    } catch (RuntimeException | Error e) {
      bridge.close();
      throw e;
    }
    if (given != null) {
      bridge.reportRefused();
    }
  }

  /** Gives up, in the registry, the names that other collectors have registered by now. */
  public void resolveNameConflicts() {
    if (!book.isOff()) {
      bridge.resolveNameConflicts(jvm);
    }
  }

  /** Returns the registry that also carries the families. */
  public PrometheusRegistry registry() {
    bridge.reportRefused();
    return bridge.registry();
  }

  /** Writes everything. */
  public void write(PageFormat format, OutputStream out) throws IOException {
    write(format, Set.of(), out);
  }

  /**
   * Writes some families.
   *
   * @param names the families to write, by exact name, with or without the suffix of a counter; all
   *     if empty
   * @throws IOException only if the stream fails
   */
  public void write(PageFormat format, Set<String> names, OutputStream out) throws IOException {
    write(format, null, names, null, out);
  }

  /**
   * Writes some families for a scraper. The page shows new counters and histograms as 0 until this
   * and every other scraper can have read the 0.
   *
   * @param escaping the way to escape names of third-party families; null if the scraper does not
   *     ask for an escaping
   * @param scraper the scraper; null for a reader that does not scrape at intervals and gets the
   *     real values at once
   */
  public void write(
      PageFormat format,
      @Nullable NameEscaping escaping,
      Set<String> names,
      @Nullable Scraper scraper,
      OutputStream out)
      throws IOException {
    long start = ticker.getAsLong();
    book.beforePage();
    long moment = thirdParty == null ? 0 : thirdParty.moment();
    int shownUntil = zeroFirst.shownUntil(scraper, book.now());
    List<FamilySeries<?, ?>> selected = new ArrayList<>(SeriesRegistry.USUAL_FAMILIES);
    for (FamilySeries<?, ?> series : book.series(names)) {
      if (series.isShown()) {
        selected.add(series);
      }
    }
    ForeignSnapshot others = readOthers(selected);
    List<MetricSnapshot> ours = new ArrayList<>(select(others.jvmFamilies(), names));
    List<MetricSnapshot> theirs = select(others.families(), names);
    theirs = thirdParty == null || theirs.isEmpty() ? theirs : thirdParty.screened(theirs, moment);
    if (format != PageFormat.TEXT) {
      book.beginExemplars();
    }
    if (format == PageFormat.PROTOBUF) {
      ProtobufWriter messages =
          new ProtobufWriter(out, others, book, shownUntil, ClassicCounters.areNeededBy(scraper));
      for (FamilySeries<?, ?> series : selected) {
        messages.write(series);
      }
    } else {
      long expected = 0;
      for (FamilySeries<?, ?> series : selected) {
        expected += 2 + series.lines(); // two lines for help and type
      }
      PageBuffer buffer = new PageBuffer(out, expected);
      CreatedLines created = CreatedLines.of(format, book);
      boolean withExemplars = format == PageFormat.OPENMETRICS && book.keepsExemplars();
      SeriesWriter lines =
          new SeriesWriter(buffer, format, others, shownUntil, withExemplars, created);
      for (FamilySeries<?, ?> series : selected) {
        lines.write(series);
      }
      buffer.flush();
    }
    render("page", format, ours, null).writeTo(out);
    render("registry", format, theirs, escaping).writeTo(out);
    if (format == PageFormat.OPENMETRICS) {
      out.write(END);
    }
    if (scraper != null || names.isEmpty()) { // a part for another reader is not a scrape
      HistogramSeries<NoLabels> duration = book.histogram(SelfFamilies.SCRAPE_DURATION);
      duration.observe(
          Math.max(0, ticker.getAsLong() - start) / NANOS_PER_SECOND, duration.closed());
    }
  }

  /**
   * Calls third-party code before anything is written, because a reader should not wait in the
   * middle of a page.
   */
  private ForeignSnapshot readOthers(Collection<FamilySeries<?, ?>> selected) {
    List<FamilySeries<?, ?>> watching = new ArrayList<>(0);
    for (FamilySeries<?, ?> series : selected) {
      if ((series instanceof GaugeSeries<?> gauge && gauge.asksOthers())
          || (series instanceof UpDownSeries<?> upDown && !upDown.watches().isEmpty())) {
        watching.add(series);
      }
    }
    ForeignSnapshot others = new ForeignSnapshot(watching, bridge, errors);
    CollectorThread left = others.read(patienceMillis);
    if (left != null) {
      abandoned.removeIf(thread -> !thread.isAlive());
      abandoned.add(left);
    }
    return others;
  }

  /**
   * Returns the text that client_java writes, either whole or not at all: a page that breaks off is
   * worse than one without the families of a failing collector.
   */
  private Rendered render(
      String collector,
      PageFormat format,
      List<MetricSnapshot> snapshots,
      @Nullable NameEscaping escaping) {
    Rendered rendered =
        snapshots.isEmpty()
            ? null
            : errors.call(collector, () -> render(format, snapshots, escaping));
    return rendered == null ? new Rendered(0) : rendered;
  }

  private static Rendered render(
      PageFormat format, List<MetricSnapshot> snapshots, @Nullable NameEscaping escaping)
      throws IOException {
    Rendered bytes = new Rendered(1 << 12);
    EscapingWriter.write(writer(format), new MetricSnapshots(snapshots), escaping, bytes);
    if (format == PageFormat.OPENMETRICS) {
      bytes.cutEnd();
    }
    return bytes;
  }

  /** A part of a page. */
  private static final class Rendered extends ByteArrayOutputStream {

    Rendered(int size) {
      super(size);
    }

    /** Removes OpenMetrics' end mark, because another part may follow. */
    void cutEnd() {
      count -= END.length;
    }
  }

  private static ExpositionFormatWriter writer(PageFormat format) {
    return switch (format) {
      case TEXT -> Formats.ALL.getPrometheusTextFormatWriter();
      case OPENMETRICS -> Formats.ALL.getOpenMetricsTextFormatWriter();
      case PROTOBUF -> Formats.ALL.getPrometheusProtobufWriter();
    };
  }

  /** client_java's writers, made for the first page that needs them. */
  private static final class Formats {
    private static final ExpositionFormats ALL = ExpositionFormats.init();

    private Formats() {}
  }

  private static List<MetricSnapshot> select(List<MetricSnapshot> all, Set<String> names) {
    if (names.isEmpty()) {
      return all;
    }
    List<MetricSnapshot> selected = new ArrayList<>();
    for (MetricSnapshot snapshot : all) {
      String name = snapshot.getMetadata().getPrometheusName();
      String unescaped = snapshot.getMetadata().getName();
      String suffixed =
          snapshot instanceof CounterSnapshot
              ? name + "_total"
              : snapshot instanceof InfoSnapshot ? name + "_info" : name;
      if (names.contains(name) || names.contains(suffixed) || names.contains(unescaped)) {
        selected.add(snapshot);
      }
    }
    return selected;
  }

  /** Unregisters the families and interrupts threads whose collectors have never returned. */
  @Override
  public void close() {
    zeroFirst.close();
    bridge.close();
    abandoned.forEach(Thread::interrupt);
  }
}

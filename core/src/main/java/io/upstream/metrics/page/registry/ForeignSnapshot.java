package io.upstream.metrics.page.registry;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.GaugeSeries;
import io.upstream.metrics.series.UpDownSeries;
import io.upstream.metrics.series.cell.GaugeCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of third-party code for one page: the values of watched suppliers, the third-party
 * families in the registry, and the families of the JVM.
 *
 * <p>A separate thread calls that code. After a timeout the page is made from the answers that have
 * arrived.
 */
public final class ForeignSnapshot implements GaugeReader {

  private final List<FamilySeries<?, ?>> watching;
  private final RegistryBridge bridge;
  private final ScrapeErrors errors;
  private final Map<GaugeCell, Double> numbers = new ConcurrentHashMap<>(0);
  private final List<MetricSnapshot> families = new ArrayList<>(); // guarded by its own lock
  private final List<MetricSnapshot> jvmFamilies = new ArrayList<>();
  private volatile @Nullable Error thrown;

  public ForeignSnapshot(
      List<FamilySeries<?, ?>> watching, RegistryBridge bridge, ScrapeErrors errors) {
    this.watching = watching;
    this.bridge = bridge;
    this.errors = errors;
  }

  /**
   * Reads all third-party collectors.
   *
   * @param millis the longest time to wait; 0 to ask on this thread and for as long as it takes
   * @return a thread that is left behind, where there is one
   */
  public @Nullable CollectorThread read(long millis) {
    bridge.jvm(jvmFamilies::add);
    if ((watching.isEmpty() && !bridge.hasOthers()) || CollectorThread.current() != null) {
      return null; // a collector reads the page; calling all collectors again would never end
    }
    CollectorThread asking = millis == 0 ? null : started();
    if (asking == null) {
      askEach();
      return null;
    }
    if (!asking.endsWithin(millis)) {
      CollectorThread.Question question = asking.abandon();
      errors.failed(
          question == null ? "registry" : question.name(),
          new TimeoutException("no answer in " + millis + " ms"));
      return asking;
    }
    Error error = thrown;
    if (error != null) {
      throw error;
    }
    return null;
  }

  private @Nullable CollectorThread started() {
    CollectorThread asking = new CollectorThread(this::askAside);
    try {
      asking.start();
    } catch (OutOfMemoryError e) {
      return null; // the JVM has no more threads, and at such a moment the page is needed most
    }
    return asking;
  }

  private void askAside() {
    try {
      askEach();
    } catch (Error e) {
      thrown = e;
    }
  }

  private void askEach() {
    for (FamilySeries<?, ?> series : watching) {
      if (series instanceof GaugeSeries<?> gauge) {
        askEach(gauge);
      } else if (series instanceof UpDownSeries<?> upDown) {
        errors.refresh(upDown);
      }
    }
    bridge.others(this::add);
  }

  private void askEach(GaugeSeries<?> gauge) {
    try {
      gauge
          .rows()
          .forEach(
              (row, cell) -> {
                Double number =
                    cell.state() != null ? errors.read(gauge.family().name(), cell) : null;
                if (number != null) {
                  numbers.put(cell, number);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e); // no output is involved
    }
  }

  private void add(MetricSnapshot family) {
    synchronized (families) {
      families.add(family);
    }
  }

  @Override
  public long bits(String family, GaugeCell cell) {
    GaugeCell.Source source = cell.source();
    if (source == null) {
      return cell.bits();
    }
    if (source instanceof GaugeCell.Ours ours) {
      return Double.doubleToLongBits(ours.value());
    }
    return GaugeCell.bits(source.state() != null ? numbers.get(cell) : errors.read(family, cell));
  }

  /** Returns the families of the JVM and the process, which are this library's own. */
  public List<MetricSnapshot> jvmFamilies() {
    return new ArrayList<>(jvmFamilies);
  }

  /** Returns the third-party families. */
  public List<MetricSnapshot> families() {
    synchronized (families) {
      return new ArrayList<>(families);
    }
  }
}

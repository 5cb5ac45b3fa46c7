package io.upstream.metrics.series.cell;

/**
 * The number of one series, which knows the combination of closed labels that it belongs to.
 *
 * <p>A cell is never reused. Once it is retired, every method that records returns false: the
 * caller then finds the series again, which may be another one by now.
 */
public abstract sealed class Cell permits CounterCell, UpDownCell, GaugeCell, HistogramCell {

  private final int closed;

  Cell(int closed) {
    this.closed = closed;
  }

  /** Returns the index of the combination of closed labels. */
  public final int closed() {
    return closed;
  }

  /** Adds what the series has counted to a total, if it counts events. */
  public void readInto(RetiredTotal total) {}

  /**
   * Ends the series, under the lock of its family. The total contains everything that was recorded
   * before, and the cell accepts nothing afterwards.
   *
   * @return true if it has ended; false if the application still depends on its number
   */
  public abstract boolean retire(RetiredTotal total);
}

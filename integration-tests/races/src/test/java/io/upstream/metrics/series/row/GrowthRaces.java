package io.upstream.metrics.series.row;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.Sample;
import io.upstream.metrics.series.cell.Cell;
import io.upstream.metrics.series.cell.CounterCell;
import io.upstream.metrics.series.cell.RetiredTotal;
import java.util.Set;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A row grows from one cell to a sparse and to a dense array while others record into it.
 *
 * <p>{@link LostMove}, {@link EarlyPublication} and {@link PlaceLeftOpen} are faulty on purpose:
 * they must be seen to fail.
 */
public class GrowthRaces {

  private static final int COMBINATIONS = 13;

  private GrowthRaces() {}

  public record Labels(Severity severity, HttpMethod method, CustomerId customerId) {}

  private static final CounterFamily<Labels> EVENTS =
      CounterFamily.named("grown_events_total").help("E.").labels(Labels.class);

  /** A table with one row of one cell. */
  private static class Growing {

    final Object lock = new Object();
    final RowTable<CounterCell> table;
    final LabelEntry customer = Sample.customer(Sample.book(), "a");

    Growing() {
      this.table = table();
      add(0);
    }

    RowTable<CounterCell> table() {
      return new RowTable<>(1, COMBINATIONS, lock);
    }

    final void add(int closed) {
      CounterCell cell = table.find(closed, customer);
      if (cell == null) {
        synchronized (lock) {
          cell = table.find(closed, customer);
          cell =
              cell != null
                  ? cell
                  : table.put(
                      table.row(customer, null, null, null),
                      new CounterCell(closed, 0),
                      customer,
                      null,
                      null,
                      null);
        }
      }
      cell.add(1);
    }

    final void grow() {
      for (int closed = 1; closed < COMBINATIONS; closed++) {
        add(closed);
      }
    }

    final void recordTheFirst() {
      for (int i = 0; i < COMBINATIONS; i++) {
        add(0);
      }
    }

    final String total() {
      long[] sum = {0};
      int[] cells = {0};
      try {
        table.forEach(
            (row, cell) -> {
              sum[0] += cell.whole();
              cells[0]++;
            });
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      return sum[0] + " in " + cells[0];
    }
  }

  private static final String ALL = "26 in 13";

  @JCStressTest
  @Outcome(id = ALL, expect = ACCEPTABLE, desc = "Each series is there once, with its events.")
  @Outcome(expect = FORBIDDEN, desc = "An event went to a cell that is not in the row.")
  @State
  public static class FromOneToDense {

    private final Growing row = new Growing();

    @Actor
    public void growing() {
      row.grow();
    }

    @Actor
    public void recording() {
      row.recordTheFirst();
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = row.total();
    }
  }

  @JCStressTest
  @Outcome(id = "25 in 13", expect = ACCEPTABLE, desc = "Each series is there once.")
  @Outcome(expect = FORBIDDEN, desc = "A series was made twice, or is lost.")
  @State
  public static class FromBothEnds {

    private final Growing row = new Growing();

    @Actor
    public void upwards() {
      row.grow();
    }

    @Actor
    public void downwards() {
      for (int closed = COMBINATIONS - 1; closed > 0; closed--) {
        row.add(closed);
      }
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = row.total();
    }
  }

  @JCStressTest
  @Outcome(id = "there, 13", expect = ACCEPTABLE, desc = "What was there is found at any time.")
  @Outcome(expect = FORBIDDEN, desc = "A reader misses a series while its row grows.")
  @State
  public static class LookWhileItGrows {

    private final Growing row = new Growing();

    @Actor
    public void growing() {
      row.grow();
    }

    @Actor
    public void looking(LL_Result r) {
      r.r1 = "there";
      for (int i = 0; i < 50; i++) {
        if (row.table.find(0, row.customer) == null) {
          r.r1 = "missed";
        }
      }
    }

    @Arbiter
    public void after(LL_Result r) {
      String total = row.total();
      r.r2 = total.substring(total.lastIndexOf(' ') + 1);
    }
  }

  @JCStressTest
  @Outcome(id = "20.0 in 12 lines", expect = ACCEPTABLE, desc = "The handle's events are there.")
  @Outcome(expect = FORBIDDEN, desc = "A handle counts into a cell that was left behind.")
  @State
  public static class HandleAcrossGrowth {

    private final CounterSeries<Labels> events = Sample.book().counter(EVENTS);
    private final BoundCounter handle = events.bind(labels(0));

    private static Labels labels(int i) {
      return new Labels(Severity.values()[i % 4], HttpMethod.values()[i / 4], new CustomerId("a"));
    }

    @Actor
    public void growing() {
      for (int i = 0; i < 12; i++) {
        events.inc(labels(i));
      }
    }

    @Actor
    public void caller() {
      for (int i = 0; i < 8; i++) {
        handle.inc();
      }
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = events.total() + " in " + events.lines() + " lines";
    }
  }

  /** A dense row that leaves while a cell is put into it. */
  private static class Leaving {

    final Object lock = new Object();
    final LabelEntry customer = Sample.customer(Sample.book(), "a");
    final CounterCell left = new CounterCell(0, 0);
    final RowTable<CounterCell> table = table();
    final Row row;
    private boolean isRefused;
    private long ended;

    Leaving() {
      left.retire(new RetiredTotal());
      synchronized (lock) {
        for (int closed = 0; closed < 2; closed++) {
          table.put(
              table.row(customer, null, null, null),
              new CounterCell(closed, 0),
              customer,
              null,
              null,
              null);
        }
      }
      row = table.rows()[0];
    }

    RowTable<CounterCell> table() {
      return new RowTable<>(1, 12, lock);
    }

    final void put() {
      CounterCell cell = table.putIfDense(row, new CounterCell(2, 0));
      isRefused = cell == null || !cell.add(1);
    }

    final void leave() {
      table.retire(
          Set.of(customer),
          left,
          (leaving, totals, isEmpty) ->
              ended = totals.values().stream().mapToLong(RetiredTotal::whole).sum());
    }

    final String result() {
      return ended + (isRefused ? 1 : 0) + " event";
    }
  }

  @JCStressTest
  @Outcome(id = "1 event", expect = ACCEPTABLE, desc = "It left with the row, or was refused.")
  @Outcome(expect = FORBIDDEN, desc = "It is in a cell that is not in the row and was not retired.")
  @State
  public static class PutWhileItLeaves {

    private final Leaving row = new Leaving();

    @Actor
    public void putting() {
      row.put();
    }

    @Actor
    public void leaving() {
      row.leave();
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = row.result();
    }
  }

  /** A row that leaves without closing its free places. */
  @JCStressTest
  @Outcome(id = "1 event", expect = ACCEPTABLE, desc = "Nothing is seen of the fault.")
  @Outcome(expect = FORBIDDEN, desc = "The event is lost.")
  @State
  public static class PlaceLeftOpen {

    private final Leaving row =
        new Leaving() {
          @Override
          RowTable<CounterCell> table() {
            return new RowTable<>(1, 12, lock) {
              @Override
              Cell close(Cell[] array, int place, CounterCell closing) {
                return array[place];
              }
            };
          }
        };

    @Actor
    public void putting() {
      row.put();
    }

    @Actor
    public void leaving() {
      row.leave();
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = row.result();
    }
  }

  /** A row that forgets to copy a cell when it grows. */
  @JCStressTest
  @Outcome(id = ALL, expect = ACCEPTABLE, desc = "Nothing is seen of the fault.")
  @Outcome(expect = FORBIDDEN, desc = "The events of the cell are lost.")
  @State
  public static class LostMove {

    private final Growing row =
        new Growing() {
          @Override
          RowTable<CounterCell> table() {
            return new RowTable<>(1, COMBINATIONS, lock) {
              @Override
              Cell[] grown(Row row, Cell[] cells, int length, CounterCell cell) {
                Cell[] some = cells.clone();
                some[0] = null;
                return super.grown(row, some, length, cell);
              }
            };
          }
        };

    @Actor
    public void growing() {
      row.grow();
    }

    @Actor
    public void recording() {
      row.recordTheFirst();
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = row.total();
    }
  }

  /** A row whose larger array is seen before it is filled. */
  @JCStressTest
  @Outcome(id = "there, 13", expect = ACCEPTABLE, desc = "Nothing is seen of the fault.")
  @Outcome(expect = FORBIDDEN, desc = "A reader misses a series.")
  @State
  public static class EarlyPublication {

    private final Growing row =
        new Growing() {
          @Override
          RowTable<CounterCell> table() {
            return new RowTable<>(1, COMBINATIONS, lock) {
              @Override
              Cell[] grown(Row row, Cell[] cells, int length, CounterCell cell) {
                replace(row, new Cell[] {null, null});
                for (int i = 0; i < 1_000; i++) {
                  Thread.onSpinWait(); // as if this thread had lost its processor
                }
                return super.grown(row, cells, length, cell);
              }
            };
          }
        };

    @Actor
    public void growing() {
      row.grow();
    }

    @Actor
    public void looking(LL_Result r) {
      r.r1 = "there";
      for (int i = 0; i < 50; i++) {
        if (row.table.find(0, row.customer) == null) {
          r.r1 = "missed";
        }
      }
    }

    @Arbiter
    public void after(LL_Result r) {
      String total = row.total();
      r.r2 = total.substring(total.lastIndexOf(' ') + 1);
    }
  }
}

package io.upstream.metrics.series.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.series.cell.Cell;
import io.upstream.metrics.series.cell.CounterCell;
import io.upstream.metrics.series.cell.RetiredTotal;
import io.upstream.metrics.testing.Repeats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows and their arrays grow while threads record and read, and no event or line is missed. */
class RowGrowthTest {

  private static final int THREADS = 4;
  private static final int CUSTOMERS = 12;
  private static final int COMBINATIONS = 36;
  private static final int EVENTS = 20_000; // of a thread
  private static final int ROUNDS = Repeats.of(2, 5);
  private static final int LEAVING_ROWS = Repeats.of(300, 3_000);
  private static final int TABLES = Repeats.of(8_000, 30_000);

  private final Guards guards =
      new Guards(
          new GuardRules(Mode.ENFORCE, Map.of("customer_id", CUSTOMERS), Map.of(), List.of()));
  private final LabelEntry[] customers = new LabelEntry[CUSTOMERS];
  private final AtomicInteger missed = new AtomicInteger();

  RowGrowthTest() {
    for (int i = 0; i < CUSTOMERS; i++) {
      customers[i] = guards.resolver(CustomerId.class).resolve(new CustomerId("customer-" + i));
    }
  }

  @Test
  void growing_from_one_to_dense_loses_no_event() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Object lock = new Object();
      assertThat(lost(new RowTable<>(1, COMBINATIONS, lock), lock)).isZero();
    }
  }

  @Test
  void a_cell_that_is_not_copied_is_noticed() throws Exception {
    Object lock = new Object();
    RowTable<CounterCell> faulty =
        new RowTable<>(1, COMBINATIONS, lock) {
          @Override
          Cell[] grown(Row row, Cell[] cells, int length, CounterCell cell) {
            Cell[] some = cells.clone();
            some[0] = null;
            return super.grown(row, some, length, cell);
          }
        };
    assertThat(lost(faulty, lock)).isPositive();
  }

  @Test
  void no_reader_misses_a_series_during_growth() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Object lock = new Object();
      assertThat(missed(new RowTable<>(1, 4_096, lock), lock)).isZero();
    }
  }

  @Test
  void an_array_published_too_early_is_noticed() throws Exception {
    Object lock = new Object();
    RowTable<CounterCell> faulty =
        new RowTable<>(1, 4_096, lock) {
          @Override
          Cell[] grown(Row row, Cell[] cells, int length, CounterCell cell) {
            replace(row, new Cell[] {null, null});
            for (int i = 0; i < 10_000 && missed.get() == 0; i++) {
              LockSupport.parkNanos(1_000);
            }
            return super.grown(row, cells, length, cell);
          }
        };
    assertThat(missed(faulty, lock)).isPositive();
  }

  /** How many of the events of several threads are on no page. */
  private long lost(RowTable<CounterCell> table, Object lock) throws Exception {
    inParallel(
        thread -> {
          for (int i = 0; i < EVENTS; i++) {
            LabelEntry customer = customers[(i / 7 + thread) % CUSTOMERS];
            int closed = (i * 31 + thread * 17) % Math.max(1, Math.min(COMBINATIONS, i / 50 + 1));
            CounterCell cell = table.find(closed, customer);
            while (cell == null || !cell.add(1)) {
              cell = make(table, lock, closed, customer);
            }
          }
        });
    long[] total = {0};
    table.forEach((row, cell) -> total[0] += cell.whole());
    return (long) THREADS * EVENTS - total[0];
  }

  /** How often a reader did not find a series that was there before. */
  private int missed(RowTable<CounterCell> table, Object lock) throws Exception {
    make(table, lock, 0, customers[0]);
    AtomicInteger made = new AtomicInteger();
    missed.set(0);
    inParallel(
        thread -> {
          if (thread == 0) {
            for (int i = 1; i < 3_000; i++) {
              make(table, lock, i, customers[0]);
            }
            made.set(1);
            return;
          }
          RowCells<CounterCell> cells = new RowCells<>(table);
          Row row = table.rows()[0];
          while (made.get() == 0) {
            int count = cells.read(row);
            if (count == 0 || cells.get(0).closed() != 0) {
              missed.incrementAndGet();
            }
          }
        });
    return missed.get();
  }

  private static CounterCell make(
      RowTable<CounterCell> table, Object lock, int closed, LabelEntry customer) {
    synchronized (lock) {
      CounterCell cell = table.find(closed, customer);
      return cell != null
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

  @Test
  void a_row_that_leaves_takes_no_new_cells() throws Exception {
    for (int round = 0; round < LEAVING_ROWS; round++) {
      assertThat(lostWhileLeaving(false)).isZero();
    }
  }

  @Test
  void a_place_left_open_is_noticed() throws Exception {
    long lost = 0;
    for (int round = 0; round < 100 * LEAVING_ROWS && lost == 0; round++) {
      lost = lostWhileLeaving(true);
    }
    assertThat(lost).isPositive();
  }

  /** Returns how many events of new cells are neither in a row that leaves nor known as refused. */
  private long lostWhileLeaving(boolean isFaulty) throws Exception {
    Object lock = new Object();
    RowTable<CounterCell> table =
        !isFaulty
            ? new RowTable<>(1, COMBINATIONS, lock)
            : new RowTable<>(1, COMBINATIONS, lock) {
              @Override
              @Nullable Cell close(Cell[] array, int place, CounterCell left) {
                return array[place];
              }
            };
    for (int closed = 0; closed < 6; closed++) {
      make(table, lock, closed, customers[0]).add(1);
    }
    Row row = table.rows()[0];
    CounterCell left = new CounterCell(0, 0);
    left.retire(new RetiredTotal());
    AtomicLong counted = new AtomicLong();
    inParallel(
        thread -> {
          if (thread == 0) {
            table.retire(
                Set.of(customers[0]),
                left,
                (leaving, ended, isEmpty) ->
                    ended.values().forEach(total -> counted.addAndGet(total.whole())));
            return;
          }
          for (int closed = 5 + thread; closed < COMBINATIONS; closed += THREADS - 1) {
            CounterCell cell = table.putIfDense(row, new CounterCell(closed, 0));
            if (cell == null || !cell.add(1)) {
              counted.incrementAndGet(); // it has to be recorded elsewhere
            }
          }
        });
    return COMBINATIONS - counted.get();
  }

  /** A place that is free when a reader passes may have another value's row a moment later. */
  @Test
  void a_value_never_finds_the_row_of_another() throws Exception {
    Object lock = new Object();
    AtomicReference<@Nullable RowTable<CounterCell>> shared = new AtomicReference<>(noRows(lock));
    AtomicInteger wrong = new AtomicInteger();
    inParallel(
        thread -> {
          if (thread == 0) {
            for (int round = 0; round < TABLES; round++) {
              RowTable<CounterCell> table = noRows(lock);
              shared.set(table);
              for (LabelEntry customer : customers) {
                synchronized (lock) {
                  table.put(
                      table.row(customer, null, null, null),
                      new CounterCell(0, customer.index()),
                      customer,
                      null,
                      null,
                      null);
                }
              }
            }
            shared.set(null);
          }
          RowTable<CounterCell> table = shared.get();
          for (int i = 0; table != null; table = shared.get(), i++) {
            LabelEntry customer = customers[i % CUSTOMERS];
            CounterCell cell = table.find(0, customer, null, null, null);
            if (cell != null && cell.bornAt() != customer.index()) {
              wrong.incrementAndGet();
            }
          }
        });
    assertThat(wrong).hasValue(0);
  }

  private static RowTable<CounterCell> noRows(Object lock) {
    return new RowTable<>(1, 1, lock);
  }

  private interface Work {
    void run(int thread) throws Exception;
  }

  private static void inParallel(Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  work.run(thread);
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}

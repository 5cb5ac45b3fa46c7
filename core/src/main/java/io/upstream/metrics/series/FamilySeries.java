package io.upstream.metrics.series;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.guard.CommonLabels;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.ValueRows;
import io.upstream.metrics.label.DetectorName;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.label.RejectReason;
import io.upstream.metrics.series.cell.Cell;
import io.upstream.metrics.series.cell.RetiredTotal;
import io.upstream.metrics.series.row.LabelPlan;
import io.upstream.metrics.series.row.Row;
import io.upstream.metrics.series.row.RowTable;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The series of one family in one recorder.
 *
 * <p>There are two ways to a series. The general one takes the family's label record. The
 * recorder's verbs know their labels' ordinals and entries and use them directly: {@link #closed}
 * combines the closed labels into one index, in the order of the record, and the methods of the
 * kinds of series take that index and the entries of the open labels, in the same order. They
 * allocate nothing.
 *
 * <p>Recording finds the cell without a lock and adds to it. {@link #locate} finds or makes the
 * cell if there is none yet, if a value is folded and has to be counted, or if the series is just
 * leaving.
 *
 * @param <L> the label record
 * @param <C> the type of a series' cell
 */
public abstract sealed class FamilySeries<L extends Record, C extends Cell>
    permits CounterSeries, UpDownSeries, GaugeSeries, HistogramSeries {

  static final LabelEntry[] NO_ENTRIES = {};

  private static final int HIDDEN = Integer.MAX_VALUE;
  private static final long ENDED = Long.MIN_VALUE / 2; // and what was taken or given back since
  private static final int INLINE = 3; // open labels that are passed one by one

  final Family<L> family;
  final SeriesRegistry registry;
  final LabelPlan<L> plan;
  final RowTable<C> rows;
  final LabelEntry familyEntry;
  final LeavingRows<C> leaving = new LeavingRows<>(this);
  final int linesPerCell;
  private final Object lock = new Object(); // only our own code runs under it
  private final AtomicLong taken = new AtomicLong(); // of the page's lines; see ENDED
  private final AtomicInteger reserved = new AtomicInteger(); // cells whose lines were taken before
  private volatile int shownSince; // by the clock of bornAt
  private volatile @Nullable Object text; // what a page keeps for the family
  private volatile @Nullable FoldCounters folds; // made for the first value that is folded

  FamilySeries(Family<L> family, SeriesRegistry registry, int linesPerCell) {
    this.family = family;
    this.registry = registry;
    this.linesPerCell = linesPerCell;
    CommonLabels common = registry.commonLabels();
    common.requireNone(family.name(), family.schema().labels().stream().map(Label::name).toList());
    boolean namesTogether = !keepsFolded() || registry.guards().mode() == Mode.STRICT;
    this.plan =
        new LabelPlan<>(
            family.schema(), registry.guards(), common, registry.isOff(), namesTogether);
    this.rows = new RowTable<>(plan.keyed().length, plan.combinations(), lock);
    this.familyEntry = registry.familyEntry(family.name());
    this.shownSince = registry.hidesUnused() && !SelfFamilies.ALL.contains(family) ? HIDDEN : 0;
  }

  abstract C newCell(int closed, int bornAt);

  /** Returns whether the family has a number beside those of series before their first event. */
  abstract boolean isUsed();

  /**
   * Returns whether the page shows the family. It always does, unless families are hidden until
   * their first use; then it does from the first page after its first event. The library's own
   * families are never hidden.
   */
  public final boolean isShown() {
    if (shownSince == HIDDEN && isUsed()) {
      shownSince = registry.now();
    }
    return shownSince != HIDDEN;
  }

  /**
   * Returns the {@code bornAt} up to which its series are shown with their values. A family that
   * was hidden appears with all its series at 0, including those that exist from the start, because
   * a scraper that has seen no 0 would miss their first events.
   *
   * @param shownUntil that time for families that were never hidden
   */
  public final int shownUntil(int shownUntil) {
    return shownSince <= shownUntil ? shownUntil : -1;
  }

  /** Returns what was kept last; null if nothing was. */
  public final @Nullable Object text() {
    return text;
  }

  /** Keeps what a page prepares once for the family, as long as the family exists. */
  public final void keep(Object prepared) {
    text = prepared;
  }

  /** Returns the family. */
  public final Family<L> family() {
    return family;
  }

  /** Returns the time of day at which a series began, in milliseconds, given its {@code bornAt}. */
  public final long startMillis(int bornAt) {
    return registry.startMillis(bornAt);
  }

  /** Looks which label values are idle, if the last look is a minute ago. */
  public final void lookForIdleValues() {
    registry.guards().look();
  }

  /** Prepares a reader that shows exemplars. */
  public final void beginExemplars() {
    registry.beginExemplars();
  }

  /** Returns the plan that turns labels into indexes. */
  public final LabelPlan<L> plan() {
    return plan;
  }

  /** Returns the table of the family's cells. */
  public final RowTable<C> rows() {
    return rows;
  }

  /** Returns the number of its sample lines on the page. */
  public final long lines() {
    return Math.max(0, taken.get()) + (long) reserved.get() * linesPerCell;
  }

  /**
   * Returns the lines that the family takes from the page's budget when it is added, before
   * anything is recorded; see {@link #locate}.
   */
  long reservedLines() {
    return plan.isLimited() ? (long) plan.combinations() * linesPerCell : 0;
  }

  /** Returns the lines that the family has taken so far. */
  long takenLines() {
    return reservedLines() + Math.max(0, taken.get());
  }

  /**
   * Refuses the family if a whole page could not hold what it reserves.
   *
   * @throws IllegalArgumentException with the arithmetic
   */
  void checkLines(long budget) {
    if (reservedLines() > budget) {
      throw new IllegalArgumentException(
          family.name()
              + ": expected at most "
              + budget
              + " sample lines, which is the line budget, got "
              + reservedLines()
              + ": "
              + plan.combinations()
              + " combinations of closed labels with "
              + linesPerCell
              + " lines each. Declare fewer labels, constants or buckets, or raise lineBudget(..) or"
              + " METRICS_LINE_BUDGET");
    }
  }

  /** Returns the index of a family without closed labels. */
  public final int closed() {
    return plan.closed();
  }

  /**
   * Returns the index of one closed label; if it is null, a negative number, which is then refused.
   */
  public final int closed(@Nullable Enum<?> a) {
    return plan.closed(a);
  }

  /** Returns the index of two closed labels. */
  public final int closed(@Nullable Enum<?> a, @Nullable Enum<?> b) {
    return plan.closed(a, b);
  }

  /** Returns the index of three closed labels. */
  public final int closed(@Nullable Enum<?> a, @Nullable Enum<?> b, @Nullable Enum<?> c) {
    return plan.closed(a, b, c);
  }

  /**
   * Returns whether an event has all of its closed labels; otherwise refuses the event and counts
   * the refusal. Callers check this before they resolve open labels, because a refused event must
   * not name a value.
   */
  public final boolean accepts(int closed) {
    if (closed < 0) {
      refuse(RejectReason.MISSING, "a constant for each closed label", Double.NaN);
    }
    return closed >= 0;
  }

  /**
   * Makes all combinations of a family whose labels are closed: a rate then sees the first event.
   */
  final void createClosed() {
    for (int i = 0; plan.keyed().length == 0 && i < plan.combinations(); i++) {
      make(rows.row(null, null, null, null), i, null, null, null, null);
    }
  }

  // ---- the fast way: the cell of a series that is there, unless a value is counted when it is
  // used

  final @Nullable C find(int closed) {
    return closed >= 0 ? rows.find(closed) : null;
  }

  final @Nullable C find(int closed, LabelEntry a) {
    return closed >= 0 ? rows.find(closed, a) : null;
  }

  final @Nullable C find(int closed, LabelEntry a, LabelEntry b) {
    boolean usual = closed >= 0 && a.foldReason() == null && b.foldReason() == null;
    return usual ? rows.find(closed, a, b) : null;
  }

  final @Nullable C find(int closed, LabelEntry a, LabelEntry b, LabelEntry c) {
    boolean usual =
        closed >= 0 && a.foldReason() == null && b.foldReason() == null && c.foldReason() == null;
    return usual ? rows.find(closed, a, b, c, null) : null;
  }

  // ---- the slow way

  /**
   * Finds or makes the cell of an event with any labels. Only this method decides the order of the
   * checks:
   *
   * <ol>
   *   <li>A closed label that is missing refuses the event.
   *   <li>A folded value is counted; a gauge family then drops the event.
   *   <li>A series that exists is used, also when the page is full.
   *   <li>When the page is full, a new combination goes to the series in which as many values as
   *       possible are folded, and this is counted; a gauge family drops the event.
   *   <li>Otherwise the series is made.
   * </ol>
   *
   * <p>It allocates nothing unless it makes a series. It is one long method on purpose. The JIT
   * compiler does not inline a method of this size, so a verb's code stays short, and the compiler
   * can remove the allocation of the label object around a string.
   *
   * @param a the entry of the first open label; entries beyond the family's labels are null
   * @param more the entries after the third
   * @param counted true if folded values were counted for this event already
   * @return null if the event is refused or dropped
   */
  final @Nullable C locate(
      int closed,
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c,
      LabelEntry @Nullable [] more,
      boolean counted) {
    if (closed < 0) {
      refuse(RejectReason.MISSING, "a constant for each closed label", Double.NaN);
      return null;
    }
    boolean kept = keeps(0, a, counted);
    kept &= keeps(1, b, counted);
    kept &= keeps(2, c, counted);
    for (int i = 0; more != null && i < more.length; i++) {
      kept &= keeps(INLINE + i, more[i], counted);
    }
    if (!kept) {
      return null;
    }
    LabelEntry one = canonical(a);
    LabelEntry two = canonical(b);
    LabelEntry three = canonical(c);
    LabelEntry[] others = canonical(more);
    while (true) {
      if (hasLeft(one) || hasLeft(two) || hasLeft(three) || haveLeft(others)) {
        return again(closed, one, two, three, others);
      }
      Row row = rows.row(one, two, three, others);
      C cell = rows.find(closed, row);
      if (cell == null && !lacksLine(one, two, three, others)) {
        cell = make(row, closed, one, two, three, others);
      }
      if (cell != null) {
        return cell;
      }
      if (lacksLine(one, two, three, others)) {
        LabelEntry before = one;
        one = overPage(0, one);
        countFolded(0, before, one);
        before = two;
        two = overPage(1, two);
        countFolded(1, before, two);
        before = three;
        three = overPage(2, three);
        countFolded(2, before, three);
        others = overPage(others);
        if (!keepsFolded()) {
          return null;
        }
      }
    }
  }

  /**
   * Finds or makes the cell of an event with a label record. With up to three open labels it
   * allocates nothing for a series that exists.
   */
  final @Nullable C locate(@Nullable L labels, boolean counted) {
    int closed = labels == null ? -1 : plan.closed(labels);
    int depth = plan.keyed().length;
    if (labels == null || closed < 0 || depth == 0) {
      return locate(closed, null, null, null, null, counted);
    }
    if (depth == 1) {
      LabelEntry only = plan.resolveOnly(labels);
      C cell = find(closed, only);
      return cell != null ? cell : locate(closed, only, null, null, null, counted);
    }
    if (depth > INLINE) {
      return locate(closed, plan.resolve(labels), counted);
    }
    boolean isThree = depth == INLINE;
    int owner = plan.owner();
    boolean mayName = !plan.namesTogether() || (counted && keepsFolded());
    while (true) {
      LabelEntry customer = owner < 0 ? null : plan.resolve(labels, owner, null, mayName);
      LabelEntry a = owner == 0 ? customer : plan.resolve(labels, 0, customer, mayName);
      LabelEntry b = owner == 1 ? customer : plan.resolve(labels, 1, customer, mayName);
      LabelEntry c =
          !isThree ? null : owner == 2 ? customer : plan.resolve(labels, 2, customer, mayName);
      if (a != null && b != null && (c != null || !isThree)) {
        C cell = c == null ? find(closed, a, b) : find(closed, a, b, c);
        return cell != null ? cell : locate(closed, a, b, c, null, counted);
      }
      if (isFolded(a) || isFolded(b) || isFolded(c)) {
        return locate(closed, a, b, c, null, counted); // which counts that, and drops the event
      }
      mayName = true; // none of them is folded
    }
  }

  private static boolean isFolded(@Nullable LabelEntry entry) {
    return entry != null && entry.isFolded();
  }

  /** Finds or makes the cell of an event with the open labels in an array. */
  final @Nullable C locate(int closed, LabelEntry[] entries, boolean counted) {
    int depth = entries.length;
    LabelEntry a = depth > 0 ? entries[0] : null;
    LabelEntry b = depth > 1 ? entries[1] : null;
    LabelEntry c = depth > 2 ? entries[2] : null;
    return locate(closed, a, b, c, more(entries), counted);
  }

  private static LabelEntry @Nullable [] more(LabelEntry[] entries) {
    return entries.length <= INLINE ? null : Arrays.copyOfRange(entries, INLINE, entries.length);
  }

  /**
   * Returns the cell of values of which none is folded, and makes it unless the page is full;
   * counts nothing.
   *
   * @return null if the cell has to be located at each use
   */
  final @Nullable C findOrMake(int closed, LabelEntry[] entries) {
    int depth = entries.length;
    LabelEntry a = depth > 0 ? entries[0] : null;
    LabelEntry b = depth > 1 ? entries[1] : null;
    LabelEntry c = depth > 2 ? entries[2] : null;
    LabelEntry[] more = more(entries);
    Row row = rows.row(a, b, c, more);
    C cell = rows.find(closed, row);
    return cell != null || lacksLine(a, b, c, more) ? cell : make(row, closed, a, b, c, more);
  }

  /**
   * Returns the cell of a label record for a reader; makes, names and counts nothing.
   *
   * @return null if there is no such series
   */
  final @Nullable C known(@Nullable L labels) {
    int closed = labels == null ? -1 : plan.closed(labels);
    LabelEntry[] entries = labels == null || closed < 0 ? null : plan.known(labels);
    if (entries == null) {
      return null;
    }
    int depth = entries.length;
    LabelEntry a = depth > 0 ? entries[0] : null;
    LabelEntry b = depth > 1 ? entries[1] : null;
    LabelEntry c = depth > 2 ? entries[2] : null;
    return rows.find(closed, a, b, c, more(entries));
  }

  /**
   * Removes one series from the page and frees its line. Names no value.
   *
   * @return the cell of the series; null if there is no such series. The caller ends the cell.
   */
  final @Nullable C takeOut(@Nullable L labels) {
    int closed = labels == null ? -1 : plan.closed(labels);
    LabelEntry[] entries = labels == null || closed < 0 ? null : plan.known(labels);
    if (entries == null) {
      return null;
    }
    int depth = entries.length;
    LabelEntry a = depth > 0 ? entries[0] : null;
    LabelEntry b = depth > 1 ? entries[1] : null;
    LabelEntry c = depth > 2 ? entries[2] : null;
    LabelEntry[] more = more(entries);
    boolean isReserved = plan.isLimited() && isFolded(a, b, c, more);
    C cell;
    synchronized (lock) {
      cell = rows.takeOut(closed, a, b, c, more);
    }
    if (cell != null && isReserved) {
      reserved.decrementAndGet();
    } else if (cell != null) {
      giveBack(linesPerCell);
    }
    return cell;
  }

  private static boolean hasLeft(@Nullable LabelEntry entry) {
    return entry != null && entry.hasLeft();
  }

  private static boolean haveLeft(LabelEntry @Nullable [] entries) {
    for (int i = 0; entries != null && i < entries.length; i++) {
      if (entries[i].hasLeft()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Keeps values from leaving until they are released, and resolves values that have left again.
   */
  final void hold(LabelEntry[] entries) {
    int owner = plan.owner();
    LabelEntry customer = owner < 0 ? null : hold(owner, entries[owner], null);
    for (int level = 0; level < entries.length; level++) {
      entries[level] =
          level == owner && customer != null ? customer : hold(level, entries[level], customer);
    }
  }

  /** Holds the value of one open label. */
  final LabelEntry hold(int level, LabelEntry entry, @Nullable LabelEntry customer) {
    LabelEntry held = entry;
    while (!held.hold()) {
      held = plan.keyed()[level].currentEntry(held, customer);
    }
    return held;
  }

  static void release(LabelEntry[] entries) {
    for (LabelEntry entry : entries) {
      entry.release();
    }
  }

  /**
   * Finds the series of values that have left, by the entries that they have now. The caller holds
   * no lock.
   */
  private @Nullable C again(
      int closed,
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c,
      LabelEntry @Nullable [] more) {
    LabelEntry[] entries = new LabelEntry[plan.keyed().length];
    for (int level = 0; level < entries.length; level++) {
      LabelEntry entry =
          level == 0
              ? a
              : level == 1 ? b : level == 2 ? c : more == null ? null : more[level - INLINE];
      entries[level] = Objects.requireNonNull(entry);
    }
    int owner = plan.owner();
    LabelEntry customer = null;
    if (owner >= 0) {
      customer = plan.keyed()[owner].currentEntry(entries[owner], null);
    }
    boolean kept = true;
    for (int level = 0; level < entries.length; level++) {
      LabelEntry now =
          level == owner && customer != null
              ? customer
              : plan.keyed()[level].currentEntry(entries[level], customer);
      kept &= now == entries[level] || keeps(level, now, false);
      entries[level] = now;
    }
    return kept ? locate(closed, entries, true) : null;
  }

  /**
   * Finds the cell or makes it; returns null if the page has no line left for it.
   *
   * @param seen the row that the caller found for the values, without the lock; null for none
   */
  private @Nullable C make(
      @Nullable Row seen,
      int closed,
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c,
      LabelEntry @Nullable [] more) {
    boolean folded = isFolded(a, b, c, more);
    C made = newCell(closed, registry.now());
    C cell = seen != null && !folded ? putWithoutLock(seen, made) : null;
    if (cell == null) {
      cell = putUnderLock(seen, made, folded, a, b, c, more);
    }
    if (cell == made && folded && plan.isLimited()) {
      reserved.incrementAndGet(); // its lines were taken beforehand
    } else if (cell == made) {
      if (taken.getAndAdd(linesPerCell) < ENDED / 2) {
        registry.lines().giveBack(linesPerCell);
      }
      registry.lines().warnIfNearlyFull();
    }
    return cell;
  }

  /** Puts a cell that needs a line; returns null if that takes the lock. */
  private @Nullable C putWithoutLock(Row row, C made) {
    if (!putsWithoutLock() || !rows.isDense(row) || !registry.lines().takeIfAmple(linesPerCell)) {
      return null;
    }
    C cell = rows.putIfDense(row, made);
    if (cell != made) {
      registry.lines().giveBack(linesPerCell);
    }
    return cell;
  }

  private @Nullable C putUnderLock(
      @Nullable Row seen,
      C made,
      boolean folded,
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c,
      LabelEntry @Nullable [] more) {
    synchronized (lock) {
      Row row = seen != null && rows.has(seen) ? seen : rows.row(a, b, c, more);
      C cell = rows.find(made.closed(), row);
      if (cell != null) {
        return cell;
      }
      if (hasLeft(a) || hasLeft(b) || hasLeft(c) || haveLeft(more)) {
        return null; // under the lock: no row is added after its values have left
      }
      boolean isTaken = !folded && registry.lines().takeIfThere(linesPerCell);
      if (!folded && !isTaken) {
        return null;
      }
      try {
        cell = rows.put(row, made, a, b, c, more);
      } finally {
        if (isTaken && cell != made) {
          registry.lines().giveBack(linesPerCell);
        }
      }
      if (folded && !plan.isLimited()) {
        registry.lines().take(linesPerCell);
      }
      return cell;
    }
  }

  /**
   * Returns whether cells can be put into rows without the lock, which they cannot where single
   * series are taken out.
   */
  boolean putsWithoutLock() {
    return true;
  }

  private boolean lacksLine(
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c,
      LabelEntry @Nullable [] more) {
    return registry.lines().lacks(linesPerCell) && !isFolded(a, b, c, more);
  }

  /**
   * Returns whether a series has a reserved line: everything that the guard limits is folded
   * already.
   */
  private boolean isFolded(
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c,
      LabelEntry @Nullable [] more) {
    boolean folded = isFolded(0, a) && isFolded(1, b) && isFolded(2, c);
    for (int i = 0; more != null && i < more.length; i++) {
      folded &= isFolded(INLINE + i, more[i]);
    }
    return folded;
  }

  private boolean isFolded(int level, @Nullable LabelEntry entry) {
    return entry == null || entry.index() == plan.keyed()[level].overPage(entry).index();
  }

  /** Returns the entry that stands for a value when no line is left. */
  private @Nullable LabelEntry overPage(int level, @Nullable LabelEntry entry) {
    return entry == null ? null : plan.keyed()[level].overPage(entry).canonical();
  }

  private LabelEntry @Nullable [] overPage(LabelEntry @Nullable [] more) {
    if (more == null) {
      return null;
    }
    LabelEntry[] rest = new LabelEntry[more.length];
    for (int i = 0; i < more.length; i++) {
      rest[i] = plan.keyed()[INLINE + i].overPage(more[i]);
      countFolded(INLINE + i, more[i], rest[i]);
    }
    return canonical(rest);
  }

  private void countFolded(int level, @Nullable LabelEntry entry, @Nullable LabelEntry rest) {
    if (entry != rest) {
      folded(level, FoldReason.PAGE_BUDGET);
    }
  }

  /** Returns the canonical entry of entries with the same value, by which rows are found. */
  private static @Nullable LabelEntry canonical(@Nullable LabelEntry entry) {
    return entry == null ? null : entry.canonical();
  }

  private static LabelEntry @Nullable [] canonical(LabelEntry @Nullable [] more) {
    LabelEntry[] found = more;
    for (int i = 0; more != null && found != null && i < more.length; i++) {
      LabelEntry canonical = more[i].canonical();
      if (canonical != more[i]) {
        found = found == more ? more.clone() : found;
        found[i] = canonical;
      }
    }
    return found;
  }

  /** Returns whether an event is recorded although one of its labels is folded. */
  boolean keepsFolded() {
    return true;
  }

  /** Counts a folded value; returns whether the event is recorded nevertheless. */
  private boolean keeps(int level, @Nullable LabelEntry entry, boolean counted) {
    FoldReason reason = entry == null ? null : entry.foldReason();
    if (entry == null || reason == null) {
      return true;
    }
    if (!counted) {
      DetectorName detector = entry.detector();
      if (detector != null) {
        registry.redacted(folds().label(level), detector);
      }
      folded(level, reason);
    }
    return keepsFolded() || !entry.isFolded();
  }

  /**
   * Refuses a recording as a whole and counts it.
   *
   * @param expected the expectation, for the message of a strict recorder
   * @param got the number that came instead; NaN if it was no number
   */
  public final void refuse(RejectReason reason, String expected, double got) {
    registry.rejected(family, familyEntry, reason, expected, got);
  }

  private void folded(int level, FoldReason reason) {
    if (!registry.isOff()) {
      folds().count(level, reason);
    }
  }

  private FoldCounters folds() {
    FoldCounters made = folds;
    if (made == null) {
      made = new FoldCounters(this);
      folds = made;
    }
    return made;
  }

  // ---- leaving: see LeavingRows

  /** Returns how much a cell has recorded, as a whole number. */
  long weight(C cell) {
    return 0;
  }

  /** Returns a number that changes whenever something was recorded. */
  long fingerprint(C cell) {
    return weight(cell);
  }

  ValueRows.Kind kind(C cell) {
    return ValueRows.Kind.COUNTED;
  }

  /** Adds what a series had counted to the one with other values of the open labels. */
  void fold(int closed, LabelEntry[] folded, RetiredTotal amount) {}

  /** Retires all series that have one of some values, and gives back their lines. */
  final void retire(Set<LabelEntry> values, RowTable.RetiredRow retired) {
    C left = newCell(0, 0);
    left.retire(new RetiredTotal());
    rows.retire(
        values,
        left,
        (row, ended, isEmpty) -> {
          giveBack((long) ended.size() * linesPerCell);
          retired.retired(row, ended, isEmpty);
        });
  }

  private void giveBack(long lines) {
    if (taken.getAndAdd(-lines) >= ENDED / 2) { // else they were given back with all others
      registry.lines().giveBack(lines);
    }
  }

  /** Gives back all lines of a family that was removed; series that come later keep none. */
  final void end() {
    registry.lines().giveBack(taken.getAndSet(ENDED));
  }
}

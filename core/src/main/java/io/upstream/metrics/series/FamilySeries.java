package io.upstream.metrics.series;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.label.DetectorName;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.label.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * The series of one family in one recorder.
 *
 * <p>There are two ways to a series. The general one takes the family's label record. The verbs of
 * the recorder know their labels' ordinals and entries and go straight there: {@link #closed} makes
 * one index of the closed labels, in the order of the record, and the methods of the kinds of
 * series take it with the entries of the keyed labels, in the same order; they allocate nothing.
 *
 * @param <L> the label record
 * @param <C> what holds a series' number
 */
public abstract sealed class FamilySeries<L extends Record, C>
    permits Counter, UpDown, Gauge, Histogram {

  static final LabelEntry[] NO_ENTRIES = {};

  final Family<L> family;
  final SeriesRegistry book;
  final LabelPlan<L> plan;
  final CellTree<C> tree;
  final LabelEntry familyEntry;
  private final int linesPerCell;
  private volatile int cells; // changed under the lock of the book
  private volatile @Nullable FoldCounters folds; // made for the first value that is folded

  FamilySeries(Family<L> family, SeriesRegistry book, int linesPerCell) {
    this.family = family;
    this.book = book;
    this.linesPerCell = linesPerCell;
    this.plan = new LabelPlan<>(family.schema(), book.guards(), book.isOff());
    this.tree =
        new CellTree<>(plan.keyed().length, plan.combinations(), this::newCell, book.lock());
    this.familyEntry = book.familyEntry(family.name());
  }

  abstract C newCell();

  /** The family. */
  public final Family<L> family() {
    return family;
  }

  /** How its labels become numbers. */
  public final LabelPlan<L> plan() {
    return plan;
  }

  /** Its cells. */
  public final CellTree<C> tree() {
    return tree;
  }

  /** The sample lines it has on the page. */
  public final long lines() {
    return (long) cells * linesPerCell;
  }

  /** The lines that are taken from the page's budget when the family is added: see take. */
  long reservedLines() {
    return plan.isLimited() ? (long) plan.combinations() * linesPerCell : 0;
  }

  /** The index where the family has no closed label. */
  public final int closed() {
    return plan.closed();
  }

  /** The index of one closed label; less than 0, which is then refused, where it is null. */
  public final int closed(@Nullable Enum<?> a) {
    return plan.closed(a);
  }

  /** The index of two closed labels. */
  public final int closed(@Nullable Enum<?> a, @Nullable Enum<?> b) {
    return plan.closed(a, b);
  }

  /** The index of three closed labels. */
  public final int closed(@Nullable Enum<?> a, @Nullable Enum<?> b, @Nullable Enum<?> c) {
    return plan.closed(a, b, c);
  }

  /**
   * Says whether the closed labels of an event are all there; if not, the event is refused and
   * counted. Ask before the open labels are resolved: an event that is refused names no value.
   */
  public final boolean accepts(int closed) {
    if (closed < 0) {
      missing();
    }
    return closed >= 0;
  }

  /**
   * Makes all combinations of a family whose labels are closed: a rate then sees the first event.
   */
  final void createClosed() {
    for (int i = 0; plan.keyed().length == 0 && i < plan.combinations(); i++) {
      cell(i);
    }
  }

  final @Nullable C cell(int closed) {
    if (closed < 0) {
      return missing();
    }
    C cell = tree.find(closed);
    return cell != null ? cell : create(closed, NO_ENTRIES);
  }

  /** The cell of a series that is there, unless its value is counted when it is used. */
  final @Nullable C known(int closed, LabelEntry a) {
    return closed >= 0 && a.foldReason() == null ? tree.find(closed, a) : null;
  }

  final @Nullable C cell(int closed, LabelEntry a) {
    C cell = known(closed, a);
    return cell != null ? cell : unusual(closed, 1, a, a, a);
  }

  final @Nullable C cell(int closed, LabelEntry a, LabelEntry b) {
    boolean usual = closed >= 0 && a.foldReason() == null && b.foldReason() == null;
    C cell = usual ? tree.find(closed, a, b) : null;
    return cell != null ? cell : unusual(closed, 2, a, b, b);
  }

  final @Nullable C cell(int closed, LabelEntry a, LabelEntry b, LabelEntry c) {
    boolean usual =
        closed >= 0 && a.foldReason() == null && b.foldReason() == null && c.foldReason() == null;
    C cell = usual ? tree.find(closed, a, b, c) : null;
    return cell != null ? cell : unusual(closed, 3, a, b, c);
  }

  /**
   * The cell of a series that is new, or has a value that is counted when it is used.
   *
   * <p>One method for all depths, and a long one: the compiler puts none of this size into its
   * callers, so that a verb's code stays short, and what a caller makes for the call, a label
   * around a string, is never made.
   *
   * @param depth how many keyed labels there are; those that there are not are not looked at
   */
  private @Nullable C unusual(int closed, int depth, LabelEntry a, LabelEntry b, LabelEntry c) {
    if (closed < 0) {
      return missing();
    }
    boolean kept = keeps(0, a);
    kept &= depth < 2 || keeps(1, b);
    kept &= depth < 3 || keeps(2, c);
    if (!kept) {
      return null;
    }
    C cell =
        switch (depth) {
          case 1 -> tree.find(closed, a);
          case 2 -> tree.find(closed, a, b);
          default -> tree.find(closed, a, b, c);
        };
    if (cell == null && isPageFull()) {
      LabelEntry restA = plan.overPage(0, a);
      LabelEntry restB = depth < 2 ? b : plan.overPage(1, b);
      LabelEntry restC = depth < 3 ? c : plan.overPage(2, c);
      cell =
          switch (depth) {
            case 1 -> tree.find(closed, restA);
            case 2 -> tree.find(closed, restA, restB);
            default -> tree.find(closed, restA, restB, restC);
          };
      if (cell != null) {
        foldForPage(0, a, restA);
        foldForPage(1, b, restB);
        foldForPage(2, c, restC);
      }
    }
    if (cell != null) {
      return cell;
    }
    return switch (depth) {
      case 1 -> create(closed, new LabelEntry[] {a});
      case 2 -> create(closed, new LabelEntry[] {a, b});
      default -> create(closed, new LabelEntry[] {a, b, c});
    };
  }

  final @Nullable C cell(int closed, LabelEntry[] entries) {
    if (closed < 0) {
      return missing();
    }
    boolean kept = true;
    for (int level = 0; level < entries.length; level++) {
      kept &= keeps(level, entries[level]);
    }
    if (!kept) {
      return null;
    }
    C cell = tree.find(closed, entries);
    return cell != null ? cell : create(closed, entries);
  }

  final @Nullable C cell(@Nullable L labels) {
    if (labels == null) {
      return missing();
    }
    int closed = plan.closed(labels);
    return closed < 0 ? missing() : cell(closed, plan.resolve(labels));
  }

  /** Whether an event is kept although a label of it is folded. */
  boolean keepsFolded() {
    return true;
  }

  /** Counts a value that is not welcome, and says whether the event is kept all the same. */
  private boolean keeps(int level, LabelEntry entry) {
    FoldReason reason = entry.foldReason();
    if (reason == null) {
      return true;
    }
    DetectorName detector = entry.detector();
    if (detector != null) {
      book.redacted(folds().label(level), detector);
    }
    folded(level, reason);
    return keepsFolded() || !entry.isFolded();
  }

  /**
   * Refuses a recording as a whole and counts it.
   *
   * @param expected for the message of a strict recorder
   * @param got what came instead; NaN where it was no number
   */
  public final void refuse(RejectReason reason, String expected, double got) {
    book.rejected(family, familyEntry, reason, expected, got);
  }

  private @Nullable C missing() {
    refuse(RejectReason.MISSING, "a constant for each closed label", Double.NaN);
    return null;
  }

  private void folded(int level, FoldReason reason) {
    if (!book.isOff()) {
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

  /**
   * Whether what is new goes to where all is folded. That series is looked for at once, without
   * garbage or a lock: a full page is when a service has no time for either. A gauge never has it.
   */
  private boolean isPageFull() {
    return book.lines().lacks(linesPerCell) && keepsFolded();
  }

  private void foldForPage(int level, LabelEntry entry, LabelEntry rest) {
    if (entry.index() != rest.index()) {
      folded(level, FoldReason.PAGE_BUDGET);
    }
  }

  private @Nullable C create(int closed, LabelEntry[] entries) {
    C cell =
        book.lines().lacks(linesPerCell) && !plan.isFolded(entries) ? null : make(closed, entries);
    return cell != null ? cell : createOverPage(closed, entries);
  }

  /** The cell, made if it is not there and there is a line for it. */
  final @Nullable C make(int closed, LabelEntry[] entries) {
    synchronized (book.lock()) {
      C cell = tree.find(closed, entries);
      if (cell == null) {
        boolean folded = plan.isFolded(entries);
        if (!folded && book.lines().lacks(linesPerCell)) {
          return null;
        }
        cell = tree.make(closed, entries); // before its lines are taken: this may fail
        takeLines(folded);
        int more = cells + 1;
        cells = more;
      }
      return cell;
    }
  }

  /**
   * Takes the lines of a new series. A folded one always gets them. They were reserved if they
   * could be told beforehand; statuses and our own labels cannot, and count from now on.
   */
  private void takeLines(boolean folded) {
    if (!folded || !plan.isLimited()) {
      book.lines().take(linesPerCell);
    }
  }

  private @Nullable C createOverPage(int closed, LabelEntry[] entries) {
    LabelEntry[] rest = new LabelEntry[entries.length];
    for (int level = 0; level < entries.length; level++) {
      rest[level] = plan.overPage(level, entries[level]);
      foldForPage(level, entries[level], rest[level]);
    }
    if (!keepsFolded()) {
      return null;
    }
    C cell = tree.find(closed, rest);
    return cell != null ? cell : make(closed, rest);
  }
}

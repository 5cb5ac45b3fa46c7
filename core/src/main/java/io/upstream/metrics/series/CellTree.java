package io.upstream.metrics.series;

import io.upstream.metrics.guard.LabelEntry;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one family by the numbers of their labels.
 *
 * <p>Keyed labels are levels of arrays, indexed by the entry's number, the last label of the record
 * outermost: it is the customer wherever there is one, and a customer that uses few values of the
 * other labels then costs short arrays. The innermost array has a place for each combination of the
 * closed labels. All of it only ever grows.
 *
 * <p>Readers take no lock: a slot is written with release and read with acquire, so whoever finds a
 * cell finds it whole. Writers hold the lock; an array that is too short is copied and put in place
 * of the old one, and who still reads the old one misses, comes here, and looks again.
 *
 * @param <C> the kind of cell
 */
public final class CellTree<C> {

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

  private final int depth;
  private final int combinations;
  private final Supplier<C> maker;
  private final Object lock;
  private volatile Object[] root;

  CellTree(int depth, int combinations, Supplier<C> maker, Object lock) {
    this.depth = depth;
    this.combinations = combinations;
    this.maker = maker;
    this.lock = lock;
    this.root = new Object[depth == 0 ? combinations : 4];
  }

  @Nullable C find(int closed) {
    return cell(root, closed);
  }

  @Nullable C find(int closed, LabelEntry a) {
    Object[] leaf = child(root, a.index());
    return leaf == null ? null : cell(leaf, closed);
  }

  @Nullable C find(int closed, LabelEntry a, LabelEntry b) {
    Object[] node = child(root, b.index());
    Object[] leaf = node == null ? null : child(node, a.index());
    return leaf == null ? null : cell(leaf, closed);
  }

  @Nullable C find(int closed, LabelEntry a, LabelEntry b, LabelEntry c) {
    Object[] outer = child(root, c.index());
    Object[] node = outer == null ? null : child(outer, b.index());
    Object[] leaf = node == null ? null : child(node, a.index());
    return leaf == null ? null : cell(leaf, closed);
  }

  @Nullable C find(int closed, LabelEntry[] entries) {
    Object[] node = root;
    for (int level = depth - 1; level >= 0; level--) {
      node = child(node, entries[level].index());
      if (node == null) {
        return null;
      }
    }
    return cell(node, closed);
  }

  /** The cell, made if it is not there; the caller holds the lock. */
  C make(int closed, LabelEntry[] entries) {
    if (!Thread.holdsLock(lock)) {
      throw new IllegalStateException("cells are made under the lock");
    }
    Object[] leaf = depth == 0 ? root : leaf(entries);
    C cell = cell(leaf, closed);
    if (cell == null) {
      cell = maker.get();
      SLOT.setRelease(leaf, closed, cell);
    }
    return cell;
  }

  private Object[] leaf(LabelEntry[] entries) {
    Object[] parent = null;
    int parentAt = 0;
    Object[] node = root;
    for (int level = depth - 1; level >= 0; level--) {
      int at = entries[level].index();
      if (at >= node.length) {
        node = Arrays.copyOf(node, Math.max(at + 1, node.length + node.length / 2));
        if (parent == null) {
          root = node;
        } else {
          SLOT.setRelease(parent, parentAt, node);
        }
      }
      Object[] next = child(node, at);
      if (next == null) {
        next = new Object[level == 0 ? combinations : 4];
        SLOT.setRelease(node, at, next);
      }
      parent = node;
      parentAt = at;
      node = next;
    }
    return node;
  }

  /** Visits all cells, those with the lowest numbers first. */
  public void forEach(Visitor<? super C> visitor) throws IOException {
    forEachLeaf(
        (path, leaf) -> {
          for (int closed = 0; closed < leaf.length; closed++) {
            C cell = cell(leaf, closed);
            if (cell != null) {
              visitor.visit(path, closed, cell);
            }
          }
        });
  }

  /** Visits the leaves, for those who want to go through the cells of each themselves. */
  public void forEachLeaf(LeafVisitor visitor) throws IOException {
    visit(root, depth - 1, new int[depth], visitor);
  }

  private static void visit(Object[] node, int level, int[] path, LeafVisitor visitor)
      throws IOException {
    if (level < 0) {
      visitor.visit(path, node);
      return;
    }
    for (int i = 0; i < node.length; i++) {
      Object[] next = child(node, i);
      if (next != null) {
        path[level] = i;
        visit(next, level - 1, path, visitor);
      }
    }
  }

  private static Object @Nullable [] child(Object[] node, int at) {
    return at < node.length ? (Object[]) SLOT.getAcquire(node, at) : null;
  }

  @SuppressWarnings("unchecked") // leaves hold what the maker made
  public @Nullable C cell(Object[] leaf, int closed) {
    return (C) SLOT.getAcquire(leaf, closed);
  }

  /** Sees the leaves of a tree. */
  public interface LeafVisitor {

    /**
     * Sees one leaf.
     *
     * @param path the numbers of its keyed labels, in the order of the record; the next call reuses
     *     it
     * @param leaf has a place for each combination of the closed labels
     */
    void visit(int[] path, Object[] leaf) throws IOException;
  }

  /** Sees the cells of a tree. */
  public interface Visitor<C> {

    /**
     * Sees one cell.
     *
     * @param path the numbers of its keyed labels, in the order of the record; the next call reuses
     *     it
     * @param closed the combination of its closed labels
     */
    void visit(int[] path, int closed, C cell) throws IOException;
  }
}

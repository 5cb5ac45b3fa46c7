package io.upstream.metrics.guard;

import io.upstream.metrics.label.OpenLabel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each value of one label type whether the page names it.
 *
 * <p>It never names personal data and malformed values. It always names the type's constants and
 * the values on the operator's allow-list. Of the other values it names as many as the budget
 * allows, and folds the rest into {@code _OTHER}. One guard serves all families of a recorder, so
 * that a customer is named everywhere or nowhere and ratios between families still join.
 *
 * <pre>{@code
 * recorder.guard(CustomerId.class).budget(500);                     // while the service runs
 * recorder.guard(CustomerId.class).allow(new CustomerId("acme"));
 * }</pre>
 *
 * @param <T> the label type
 */
public final class LabelGuard<T extends OpenLabel> {

  private final LabelResolver<T> resolver;

  LabelGuard(LabelResolver<T> resolver) {
    this.resolver = resolver;
  }

  /** Returns the label type. */
  public Class<T> type() {
    return resolver.type();
  }

  /** Returns the label type in snake case, as settings, figures and reports call it. */
  public String name() {
    return resolver.name();
  }

  /** Returns how many values may be named beside constants and the allow-list. */
  public int budget() {
    return resolver.budget();
  }

  /**
   * Changes the budget. A larger one lets new values in at once; a smaller one only stops
   * admissions.
   *
   * @throws IllegalArgumentException if the budget is negative or too large
   */
  public void budget(int values) {
    resolver.budget(values);
  }

  /**
   * Names a value from now on regardless of the budget. A place of the budget that it had becomes
   * free for another value. A value that a detector of personal data matches is accepted with a
   * warning, because the operator's decision has precedence.
   *
   * @throws IllegalArgumentException if the value is null, blank, reserved or malformed
   */
  public void allow(T label) {
    resolver.allow(text(label));
  }

  /**
   * Stops naming a value. From now on its events count in {@code _OTHER}, and its series leave the
   * page after some minutes, so that every reader sees their last events. After that an event can
   * make the guard name it again. Constants and allow-listed values stay.
   *
   * @return true if the value was named and no longer is
   * @throws IllegalArgumentException if the value is null or blank
   */
  public boolean release(T label) {
    return resolver.release(text(label));
  }

  /**
   * Stops naming a value as {@link #release} does, takes it off the allow-list, and does not name
   * it again until {@link #allow} is called with it. The guard keeps a keyed hash of the value as
   * long as the process runs.
   *
   * @return true if the value was named and no longer is
   * @throws IllegalArgumentException if the value is null, blank or a constant of its type
   * @throws IllegalStateException if 10,000 values are denied already
   */
  public boolean deny(T label) {
    return resolver.deny(text(label));
  }

  /**
   * Replaces the allow-list. A value that this removes from the list stays named. It takes a place
   * of the budget from then on, and it can leave as other values do.
   *
   * @throws IllegalArgumentException if a value is null, blank, reserved or malformed; then nothing
   *     changes
   */
  public void replaceAllowed(Collection<? extends T> labels) {
    List<@Nullable String> values = new ArrayList<>();
    labels.forEach(label -> values.add(text(label)));
    resolver.replaceAllowed(values);
  }

  private static @Nullable String text(@Nullable OpenLabel label) {
    return label == null ? null : label.value();
  }

  /** Returns which values are named when more ask than the budget has places for. */
  public Naming naming() {
    return resolver.naming();
  }

  /** Changes which values are named when more ask than the budget has places for. */
  public void naming(Naming naming) {
    resolver.naming(naming);
  }

  /** Returns how many values are named now, constants and the allow-list included. */
  public int values() {
    return resolver.values();
  }

  /** Returns how many of the named values are neither constants nor on the allow-list. */
  public int spent() {
    return resolver.spent();
  }

  /**
   * Returns an estimate of the number of distinct values that callers used and that could be named.
   */
  public long demand() {
    return resolver.demand();
  }

  /** Returns how many values one owner may bring once half of the budget is spent. */
  public int share() {
    return resolver.share();
  }

  /** Returns when a value was first folded for the budget or a share; null if none was. */
  public @Nullable Instant firstOverflow() {
    return resolver.firstOverflow();
  }

  /** Returns the resolver behind this guard, for tests of this package. */
  LabelResolver<T> resolver() {
    return resolver;
  }
}

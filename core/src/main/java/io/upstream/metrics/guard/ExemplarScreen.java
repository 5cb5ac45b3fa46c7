package io.upstream.metrics.guard;

import io.upstream.metrics.catalog.LabelSchema;
import io.upstream.metrics.guard.value.ValueGrammar;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.label.OpenLabel;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which values of labels an exemplar shows.
 *
 * <p>An exemplar makes no series, so its labels take no place of a budget, and nothing is named or
 * counted. A value of a label type that a family has is shown only while it is named on the page:
 * what is folded or redacted there cannot be read here. A label type that no family has may have as
 * many values as there are events; detectors and grammar judge each.
 */
public final class ExemplarScreen {

  private final Guards guards;
  private final ConcurrentHashMap<Class<?>, PrivacyScreen> screens = new ConcurrentHashMap<>(1);

  /** Creates a screen with the rules of these guards. */
  public ExemplarScreen(Guards guards) {
    this.guards = guards;
  }

  /** Returns the name of a label: that of its type, in snake case. */
  public static String name(OpenLabel label) {
    return GuardRules.name(label.getClass());
  }

  /**
   * Returns a named entry if the exemplar may show the value; otherwise a folded one with the
   * reason.
   */
  public LabelEntry judge(OpenLabel label) {
    LabelResolver<?> resolver = guards.known(label.getClass());
    if (resolver != null) {
      return resolver.shown(label);
    }
    PrivacyScreen screen = screens.get(label.getClass());
    screen = screen != null ? screen : screen(label);
    return screen == null
        ? LabelEntry.INVALID
        : screen.shown(LabelResolver.valueOf(label), value -> false);
  }

  /** Returns the screen of a label type; null for a class that is none. */
  private @Nullable PrivacyScreen screen(OpenLabel label) {
    Class<? extends OpenLabel> type = label.getClass();
    String name = name(label);
    if (!type.isRecord() || !LabelSchema.isLabelName(name)) {
      return null;
    }
    PrivacyScreen made = new PrivacyScreen(name, ValueGrammar.of(type), guards.detectors());
    PrivacyScreen known = screens.putIfAbsent(type, made);
    return known != null ? known : made;
  }

  /** Returns what would have been shown; null if there is nothing to correct. */
  public static @Nullable String expected(LabelEntry entry) {
    FoldReason reason = entry.foldReason();
    if (reason == FoldReason.REDACTED) {
      return "a value that does not look like personal data";
    }
    return reason == FoldReason.INVALID
        ? "a record with one text of 128 bytes at most, of the form of its @Grammar"
        : null;
  }

  /** Forgets the label types of a class loader. */
  public void forget(@Nullable ClassLoader loader) {
    screens.keySet().removeIf(type -> type.getClassLoader() == loader);
  }
}

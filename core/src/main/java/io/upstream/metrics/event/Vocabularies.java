package io.upstream.metrics.event;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.guard.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The vocabularies of one recorder. Those that give one name to two different families are refused,
 * all such names at once.
 */
public final class Vocabularies {

  private final List<Vocabulary> all;

  /**
   * Checks the vocabularies.
   *
   * @throws IllegalArgumentException if two of them declare a name differently
   */
  public Vocabularies(Vocabulary... vocabularies) {
    all = Arrays.stream(vocabularies).distinct().toList();
    for (int i = 1; i < all.size(); i++) {
      for (Vocabulary before : all.subList(0, i)) {
        refuseClashes(before, all.get(i));
      }
    }
  }

  /** Returns the families that they fill. */
  public List<Family<?>> families() {
    List<Family<?>> families = new ArrayList<>();
    all.forEach(vocabulary -> families.addAll(vocabulary.families()));
    return families;
  }

  /** Returns events that go to every vocabulary. */
  public Events over(Families families) {
    List<Events> each = new ArrayList<>();
    all.forEach(vocabulary -> each.add(shielded(vocabulary, families)));
    return each.size() == 1 ? each.get(0) : new EventsTogether(each);
  }

  /**
   * The events of a vocabulary; in a strict recorder, which is for tests, what it throws gets out.
   */
  private static Events shielded(Vocabulary vocabulary, Families families) {
    Events events = vocabulary.over(families);
    return families.book().guards().mode() == Mode.STRICT
        ? events
        : new ShieldedEvents(events, new VocabularyErrors(families.book(), vocabulary));
  }

  private static void refuseClashes(Vocabulary one, Vocabulary other) {
    Map<String, Family<?>> claimed = new HashMap<>();
    one.families()
        .forEach(family -> family.claimedNames().forEach(name -> claimed.put(name, family)));
    SortedSet<String> clashes = new TreeSet<>();
    for (Family<?> family : other.families()) {
      for (String name : family.claimedNames()) {
        Family<?> there = claimed.get(name);
        if (there != null && !there.equals(family)) {
          clashes.add(family.name());
        }
      }
    }
    if (!clashes.isEmpty()) {
      throw new IllegalArgumentException(
          "the vocabularies "
              + one.getClass().getSimpleName()
              + " and "
              + other.getClass().getSimpleName()
              + " declare differently: "
              + String.join(", ", clashes)
              + "; take one of the two");
    }
  }
}

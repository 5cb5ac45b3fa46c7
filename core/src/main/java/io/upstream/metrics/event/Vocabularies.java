package io.upstream.metrics.event;

import io.upstream.metrics.catalog.Family;
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

  /**
   * Returns events that go to every vocabulary. An exception of one vocabulary while a service
   * records is counted under the vocabulary's name and reaches neither the other vocabularies nor
   * the caller. In STRICT mode, which is for tests, it reaches the caller.
   */
  public Events over(Families families) {
    List<CompositeEvents.Delegate<Events>> each = new ArrayList<>();
    for (Vocabulary vocabulary : all) {
      each.add(
          new CompositeEvents.Delegate<>(
              vocabulary.over(families), new VocabularyFailures(families.book(), vocabulary)));
    }
    return new CompositeEvents(each);
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

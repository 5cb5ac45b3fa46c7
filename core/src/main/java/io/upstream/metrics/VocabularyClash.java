package io.upstream.metrics;

import io.upstream.metrics.catalog.Family;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Refuses vocabularies that give one name to two things, all names at once. */
final class VocabularyClash {

  private VocabularyClash() {}

  static void refuse(List<Vocabulary> vocabularies) {
    for (int i = 1; i < vocabularies.size(); i++) {
      for (Vocabulary before : vocabularies.subList(0, i)) {
        refuse(before, vocabularies.get(i));
      }
    }
  }

  private static void refuse(Vocabulary one, Vocabulary other) {
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

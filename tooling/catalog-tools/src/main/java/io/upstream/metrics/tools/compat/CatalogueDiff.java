package io.upstream.metrics.tools.compat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The changes between two catalogues, and whether they break queries.
 *
 * <p>A change is breaking if it can make a correct query wrong or empty: a removed family or label,
 * another type, a removed bucket or closed value, and an added label, because a match on all labels
 * then finds nothing. An added family, bucket or value is safe, and so is another help text.
 */
final class CatalogueDiff {

  private final List<Change> changes = new ArrayList<>();

  private CatalogueDiff() {}

  /** Returns the changes from one catalogue to another. */
  static List<Change> of(JsonNode before, JsonNode after) {
    CatalogueDiff diff = new CatalogueDiff();
    diff.compare(byName(before.path("families")), byName(after.path("families")));
    return List.copyOf(diff.changes);
  }

  private void compare(Map<String, JsonNode> before, Map<String, JsonNode> after) {
    before.forEach(
        (name, family) -> {
          JsonNode now = after.get(name);
          if (now == null) {
            breaking(name, "is gone", "");
          } else {
            family(name, family, now);
          }
        });
    after.keySet().stream()
        .filter(name -> !before.containsKey(name))
        .forEach(name -> safe(name, "is new"));
  }

  private void family(String name, JsonNode before, JsonNode after) {
    differ(
        name,
        "the type",
        before.path("type"),
        after.path("type"),
        (family, what) -> breaking(family, what, ""));
    differ(name, "the help", before.path("help"), after.path("help"), this::safe);
    members(name, "bucket", before.path("buckets"), after.path("buckets"));
    if (before.has("nativeSchema") && !after.has("nativeSchema")) {
      breaking(name, "its native buckets are gone", "");
    } else if (!before.path("nativeSchema").equals(after.path("nativeSchema"))) {
      safe(name, "its native schema is " + after.path("nativeSchema").asText());
    }
    Map<String, JsonNode> labels = byName(before.path("labels"));
    Map<String, JsonNode> labelsNow = byName(after.path("labels"));
    labels.forEach(
        (label, declared) -> {
          JsonNode now = labelsNow.get(label);
          if (now == null) {
            breaking(name, "the label " + label + " is gone", label);
          } else {
            label(name, label, declared, now);
          }
        });
    labelsNow.keySet().stream()
        .filter(label -> !labels.containsKey(label))
        .forEach(label -> breaking(name, "the label " + label + " is new", ""));
  }

  private void label(String family, String label, JsonNode before, JsonNode after) {
    differ(
        family,
        "the kind of " + label,
        before.path("kind"),
        after.path("kind"),
        (name, what) -> breaking(name, what, label));
    members(family, "value of " + label, before.path("values"), after.path("values"));
  }

  private void members(String family, String what, JsonNode before, JsonNode after) {
    Set<String> then = texts(before);
    Set<String> now = texts(after);
    then.stream()
        .filter(each -> !now.contains(each))
        .forEach(each -> breaking(family, "the %s %s is gone".formatted(what, each), each));
    now.stream()
        .filter(each -> !then.contains(each))
        .forEach(each -> safe(family, "the %s %s is new".formatted(what, each)));
  }

  private static void differ(
      String family,
      String what,
      JsonNode before,
      JsonNode after,
      BiConsumer<String, String> change) {
    if (!before.equals(after)) {
      change.accept(family, "%s was %s and is %s".formatted(what, before, after));
    }
  }

  private void breaking(String family, String what, String mention) {
    changes.add(Change.breaking(family, what, mention));
  }

  private void safe(String family, String what) {
    changes.add(Change.safe(family, what));
  }

  private static Map<String, JsonNode> byName(JsonNode list) {
    Map<String, JsonNode> map = new LinkedHashMap<>();
    list.forEach(each -> map.put(each.path("name").asText(), each));
    return map;
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new LinkedHashSet<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}

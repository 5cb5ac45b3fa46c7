package io.upstream.metrics.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.OpenLabel;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the declarations with the specification. */
class CatalogueTest {

  private static final Map<String, List<Family<?>>> GROUPS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("http", HttpFamilies.ALL),
              Map.entry("db", DbFamilies.ALL),
              Map.entry("model", ModelFamilies.ALL),
              Map.entry("cache", CacheFamilies.ALL),
              Map.entry("alerts", AlertFamilies.ALL),
              Map.entry("drift", DriftFamilies.ALL),
              Map.entry("quality", QualityFamilies.ALL),
              Map.entry("jobs", JobFamilies.ALL),
              Map.entry("reports", ReportFamilies.ALL),
              Map.entry("api", ApiFamilies.ALL),
              Map.entry("process", ProcessFamilies.ALL),
              Map.entry("self", SelfFamilies.ALL)));

  static Stream<JsonNode> specified() throws IOException {
    List<JsonNode> families = new ArrayList<>();
    SpecifiedCatalogue.committed().get("families").forEach(families::add);
    return families.stream();
  }

  @Test
  void the_committed_copy_is_the_reduced_specification() throws IOException {
    Path original = SpecifiedCatalogue.ORIGINAL;
    assumeTrue(Files.exists(original), "the specification is not beside this repository");
    JsonNode reduced = SpecifiedCatalogue.reduced(original);
    if (Boolean.getBoolean("upstream.mend")) {
      SpecifiedCatalogue.write(reduced);
    }
    assertThat(SpecifiedCatalogue.committed())
        .as("mend with: mvn -pl core test -Dtest=CatalogueTest -Dupstream.mend=true")
        .isEqualTo(reduced);
  }

  @Test
  void every_group_has_the_specified_families_in_order() throws IOException {
    Map<String, List<String>> specified = new TreeMap<>();
    specified()
        .forEach(
            family ->
                specified
                    .computeIfAbsent(family.get("group").textValue(), group -> new ArrayList<>())
                    .add(family.get("name").textValue()));
    assertThat(GROUPS.keySet()).isEqualTo(specified.keySet());
    GROUPS.forEach(
        (group, all) ->
            assertThat(all.stream().map(Family::name))
                .as(group)
                .containsSubsequence(specified.get(group)));
  }

  @Test
  void a_group_lists_every_family_that_it_declares() throws IllegalAccessException {
    for (Class<?> group :
        List.of(
            HttpFamilies.class,
            DbFamilies.class,
            ModelFamilies.class,
            CacheFamilies.class,
            AlertFamilies.class,
            DriftFamilies.class,
            QualityFamilies.class,
            JobFamilies.class,
            ReportFamilies.class,
            ApiFamilies.class,
            ProcessFamilies.class,
            SelfFamilies.class)) {
      List<Object> declared = new ArrayList<>();
      Object listed = null;
      for (Field field : group.getFields()) {
        if (field.getName().equals("ALL")) {
          listed = field.get(null);
        } else {
          declared.add(field.get(null));
        }
      }
      assertThat(listed).as(group.getSimpleName()).isEqualTo(declared);
    }
  }

  @Test
  void a_recorder_has_all_but_client_javas_families() {
    List<Family<?>> carried = new ArrayList<>(Catalogue.TECHNICAL);
    carried.addAll(Catalogue.BUSINESS);
    List<Family<?>> expected = new ArrayList<>();
    GROUPS.forEach(
        (group, families) -> {
          if (!group.equals("process") && !group.equals("self")) {
            expected.addAll(families);
          }
        });
    assertThat(carried).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("specified")
  void a_family_is_declared_as_specified(JsonNode specified) {
    Family<?> family = family(specified.get("name").textValue());
    String type = family.type() == FamilyType.INFO ? "GAUGE" : family.type().name();
    assertThat(type.toLowerCase(Locale.ROOT)).isEqualTo(specified.get("type").textValue());
    if (specified.has("buckets")) {
      List<Double> bounds = new ArrayList<>();
      specified.get("buckets").forEach(bound -> bounds.add(bound.doubleValue()));
      assertThat(((HistogramFamily<?>) family).bounds())
          .containsExactly(bounds.toArray(Double[]::new));
    } else {
      assertThat(family).isNotInstanceOf(HistogramFamily.class);
    }

    List<Label> labels = family.schema().labels();
    List<String> names = new ArrayList<>();
    specified.get("labels").forEach(label -> names.add(label.get("name").textValue()));
    assertThat(labels).extracting(Label::name).isEqualTo(names);
    for (int i = 0; i < labels.size(); i++) {
      check(labels.get(i), specified.get("labels").get(i));
    }
  }

  private static void check(Label label, JsonNode specified) {
    List<String> values = new ArrayList<>();
    specified.path("values").forEach(value -> values.add(value.textValue()));
    switch (specified.get("kind").textValue()) {
      case "closed" -> {
        if (specified.has("label_type")) {
          assertThat(label.kind()).isEqualTo(LabelKind.STATUS);
          assertThat(label.type().getSimpleName())
              .isEqualTo(specified.get("label_type").textValue());
        } else {
          assertThat(label.kind()).isEqualTo(LabelKind.CLOSED);
          assertThat(label.closedValues()).isEqualTo(values);
        }
      }
      case "open", "extensible" -> {
        assertThat(label.kind()).isEqualTo(LabelKind.OPEN);
        assertThat(budget(label)).isEqualTo(specified.get("default_budget").intValue());
        assertThat(constants(label)).isEqualTo(values);
      }
      default -> {
        // The library fills it: an enum where the specification lists values, else from what there
        // is.
        assertThat(label.closedValues()).isEqualTo(values);
      }
    }
  }

  private static int budget(Label label) {
    Budget budget = label.openType().getAnnotation(Budget.class);
    return budget == null ? Budget.DEFAULT : budget.value();
  }

  /** The values that are always admitted; a reserved one, of a view that is none, is not meant. */
  private static List<String> constants(Label label) {
    return Arrays.stream(label.openType().getFields())
        .filter(field -> field.getType() == label.type() && Modifier.isFinal(field.getModifiers()))
        .map(CatalogueTest::value)
        .filter(value -> value != null && !value.startsWith("_"))
        .toList();
  }

  private static String value(Field constant) {
    try {
      return ((OpenLabel) constant.get(null)).value();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Family<?> family(String name) {
    return GROUPS.values().stream()
        .flatMap(List::stream)
        .filter(family -> family.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not declared"));
  }
}

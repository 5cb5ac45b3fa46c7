package io.upstream.metrics.vocabularies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.vocabularies.fiko.FikoEventFamilies;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies;
import io.upstream.metrics.vocabularies.fiko.FikoRecorder;
import io.upstream.metrics.vocabularies.fiko.FikoVocabulary;
import io.upstream.metrics.vocabularies.fiko.WorkflowStatus;
import io.upstream.metrics.vocabularies.module.ModuleEventFamilies;
import io.upstream.metrics.vocabularies.module.ModuleFamilies;
import io.upstream.metrics.vocabularies.module.ModuleRecorder;
import io.upstream.metrics.vocabularies.module.ModuleVocabulary;
import io.upstream.metrics.vocabularies.otel.OtelFamilies;
import io.upstream.metrics.vocabularies.otel.OtelVocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the declarations with the specification, and finds every family on a page. */
class SiblingCatalogueTest {

  private static final String HISTOGRAM = "histogram";

  /** Families that Fiko's guide describes in words, under the module's names. */
  private static final Set<String> PROMISED =
      Set.of(
          "django_cache_hits_total",
          "django_cache_misses_total",
          "django_user_registrations_total",
          "django_user_logins_total",
          "django_active_users_total");

  /** The systems of the specification, each with what puts its families onto a page. */
  @SuppressWarnings("ImmutableEnumChecker") // declarations are data
  enum Sibling {
    FIKO(new FikoVocabulary(), List.of(FikoEventFamilies.ALL, FikoFamilies.ALL)) {
      @Override
      AutoCloseable catalogue(UpstreamRecorder recorder) {
        return new FikoRecorder(recorder);
      }
    },
    MODULE(new ModuleVocabulary(), List.of(ModuleEventFamilies.ALL, ModuleFamilies.ALL)) {
      @Override
      AutoCloseable catalogue(UpstreamRecorder recorder) {
        return new ModuleRecorder(recorder);
      }
    },
    OTEL(new OtelVocabulary(), List.of(OtelFamilies.ALL)) {
      @Override
      AutoCloseable catalogue(UpstreamRecorder recorder) {
        return () -> {};
      }
    };

    final Vocabulary vocabulary;
    final List<Family<?>> families;

    Sibling(Vocabulary vocabulary, List<List<Family<?>>> families) {
      this.vocabulary = vocabulary;
      this.families = families.stream().<Family<?>>flatMap(List::stream).toList();
    }

    abstract AutoCloseable catalogue(UpstreamRecorder recorder);

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static List<JsonNode> specified() throws IOException {
    List<JsonNode> families = new ArrayList<>();
    new ObjectMapper()
        .readTree(Path.of("src", "test", "resources", "catalogue.json").toFile())
        .get("families")
        .forEach(families::add);
    return families;
  }

  static Stream<JsonNode> declared() throws IOException {
    return specified().stream()
        .filter(
            family -> !family.get("name").textValue().equals("django_python_gc_collections_total"));
  }

  @ParameterizedTest
  @EnumSource
  void every_family_is_on_the_page_from_start(Sibling system) throws Exception {
    try (UpstreamRecorder recorder = VocabularyPages.strict(system.vocabulary).build();
        AutoCloseable catalogue = system.catalogue(recorder)) {
      assertThat(catalogue).isNotNull();
      List<String> types =
          specified().stream()
              .filter(family -> family.get("system").textValue().equals(system.wireName()))
              .map(
                  family ->
                      "# TYPE "
                          + family.get("name").textValue()
                          + " "
                          + family.get("type").textValue())
              .toList();
      assertThat(types).isNotEmpty();
      assertThat(VocabularyPages.of(recorder).lines()).containsAll(types).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_declared_that_was_not_specified(Sibling system) throws Exception {
    assertThat(
            system.families.stream()
                .map(Family::name)
                .filter(name -> system != Sibling.FIKO || !PROMISED.contains(name)))
        .containsExactlyInAnyOrderElementsOf(
            declared()
                .filter(family -> family.get("system").textValue().equals(system.wireName()))
                .map(family -> family.get("name").textValue())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("declared")
  void a_family_is_declared_as_specified(JsonNode specified) {
    Family<?> family = find(specified);
    assertThat(family.type().name()).isEqualToIgnoringCase(specified.get("type").textValue());
    List<Label> labels = family.schema().labels();
    assertThat(labels).hasSize(specified.get("labels").size());
    for (int i = 0; i < labels.size(); i++) {
      assertLabel(labels.get(i), specified.get("labels").get(i));
    }
    if (specified.get("type").textValue().equals(HISTOGRAM)) {
      List<Double> bounds = new ArrayList<>();
      specified.get("buckets").forEach(bound -> bounds.add(bound.doubleValue()));
      assertThat(Arrays.stream(((HistogramFamily<?>) family).bounds()).boxed().toList())
          .isEqualTo(bounds);
    }
  }

  private static void assertLabel(Label label, JsonNode specified) {
    assertThat(label.name()).isEqualTo(specified.get("name").textValue());
    switch (specified.get("kind").textValue()) {
      case "closed" -> {
        if (specified.has("label_type")) {
          assertThat(label.kind()).isEqualTo(LabelKind.STATUS);
        } else {
          List<String> values = new ArrayList<>();
          specified.get("values").forEach(value -> values.add(value.textValue()));
          assertThat(label.closedValues()).isEqualTo(values);
        }
      }
      default -> {
        assertThat(label.kind()).isEqualTo(LabelKind.OPEN);
        Budget budget = label.openType().getAnnotation(Budget.class);
        assertThat(budget.value())
            .as("budget of %s", label.name())
            .isEqualTo(specified.get("default_budget").intValue());
      }
    }
  }

  private static Family<?> find(JsonNode specified) {
    return Arrays.stream(Sibling.values())
        .filter(system -> system.wireName().equals(specified.get("system").textValue()))
        .flatMap(system -> system.families.stream())
        .filter(family -> family.name().equals(specified.get("name").textValue()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void constants_of_an_extensible_label_are_those_specified() {
    assertThat(Stream.of(WorkflowStatus.SUCCESS, WorkflowStatus.FAILED).map(WorkflowStatus::value))
        .containsExactly("success", "failed");
  }
}

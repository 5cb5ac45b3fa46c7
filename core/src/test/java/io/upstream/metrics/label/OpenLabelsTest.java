package io.upstream.metrics.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenLabelsTest {

  private static final String SECRET = "jane.doe@example.org";

  private static final List<Class<?>> TYPES =
      new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
              .importPackages(OpenLabel.class.getPackageName())
              .stream()
              .filter(type -> type.isAssignableTo(OpenLabel.class) && !type.isInterface())
              // The n-th run of a test is about the same type each time.
              .sorted(Comparator.comparing(JavaClass::getName))
              .<Class<?>>map(JavaClass::reflect)
              .toList();

  static Stream<Class<?>> types() {
    return TYPES.stream();
  }

  @Test
  void open_labels_are_found() {
    assertThat(types()).contains(CustomerId.class, CollectorName.class).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_label_prints_type_and_length_only(Class<?> type) throws Exception {
    String printed = label(type, SECRET).toString();
    assertThat(printed).isEqualTo(type.getSimpleName() + "[" + SECRET.length() + " chars]");
    assertThat(List.of(label(type, SECRET)).toString()).doesNotContain("jane");
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_label_takes_anything(Class<?> type) throws Exception {
    assertThat(label(type, null).toString()).isEqualTo(type.getSimpleName() + "[null]");
    for (String value : List.of("", " ", "\u0000", "\ud800", "x".repeat(1_000_000))) {
      assertThat(((OpenLabel) label(type, value)).value()).isSameAs(value);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_types_constants_are_the_expected_ones(Class<?> type) throws Exception {
    Grammar declared = type.getAnnotation(Grammar.class);
    String grammar = declared == null ? Grammar.NAME : declared.value();
    for (Field field : type.getFields()) {
      if (field.getType() == type) {
        String value = ((OpenLabel) field.get(null)).value();
        assertThat(value)
            .satisfiesAnyOf(
                it -> assertThat(it).as("no value").isNull(),
                it -> assertThat(it).matches(grammar),
                it -> assertThat(it).isEqualTo("_UNMATCHED"));
      }
    }
  }

  private static Object label(Class<?> type, String value) throws Exception {
    return type.getConstructor(String.class).newInstance(value);
  }
}

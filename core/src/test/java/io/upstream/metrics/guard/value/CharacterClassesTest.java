package io.upstream.metrics.guard.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Grammar;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharacterClassesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[A-Za-z0-9][A-Za-z0-9._:-]{0,63}",
        "[a-c][-a]{0,2}",
        "[-a][a-]{0,1}",
        "[a][+--]{0,0}",
        "[.][$*]{0,3}"
      })
  void it_matches_what_the_expression_matches(String expression) {
    Pattern pattern = Pattern.compile(expression);
    CharacterClasses classes = CharacterClasses.of(expression);
    assertThat(classes).isNotNull();
    for (char first = 0; first < 300; first++) {
      for (char second = 0; second < 300; second++) {
        for (String value :
            new String[] {"", "" + first, "" + first + second, "a" + first + second}) {
          assertThat(classes.matches(value)).isEqualTo(pattern.matcher(value).matches());
        }
      }
    }
    for (int length = 0; length < 70; length++) {
      for (String value : new String[] {"a".repeat(length), "." + "$".repeat(length)}) {
        assertThat(classes.matches(value)).isEqualTo(pattern.matcher(value).matches());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Grammar.NAME,
        Grammar.IDENTIFIER,
        Grammar.ANY,
        "[^a][b]{0,3}",
        "[a&&b][c]{0,3}",
        "[a][b]{1,3}",
        "[a][b]{0,3}+",
        "[a][b]{0,3}c",
        "[a-z]+",
        "[ä][b]{0,3}",
        "[a[b]][c]{0,3}"
      })
  void other_forms_are_left_to_the_expression(String expression) {
    assertThat(CharacterClasses.of(expression)).isNull();
  }

  @Test
  void customers_have_the_usual_form() {
    Grammar grammar = CustomerId.class.getAnnotation(Grammar.class);
    assertThat(CharacterClasses.of(grammar.value())).isNotNull();
  }
}

package io.upstream.metrics.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTemplateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/claims | /claims",
        "/claims/{id} | /claims/{id}",
        "/claims/{id:[0-9]+} | /claims/{id}",
        "/claims/{id:[0-9]{3,5}}/lines/{line:\\d+} | /claims/{id}/lines/{line}",
        "/files/{*path} | /files/{path}",
        "/files/** | /files/**",
        "claims | /claims"
      })
  void expressions_are_no_part_of_a_template(String pattern, String template) {
    assertThat(RouteTemplate.of(pattern)).isEqualTo(template);
  }
}

package io.upstream.metrics.servlet.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeQueryTest {

  @Test
  void reads_names_plain_and_encoded() {
    assertThat(ScrapeQuery.names("name[]=a&x=1&name%5B%5D=b_total&name[]=a&name%5b%5d=c%64"))
        .contains("a", "b_total", "cd")
        .doesNotContain("x", "1");
  }

  @Test
  void sample_names_select_as_in_client_java() {
    assertThat(ScrapeQuery.names("name[]=x_bucket")).contains("x_bucket", "x");
    assertThat(ScrapeQuery.names("name[]=x_count&name[]=y_sum")).contains("x", "y");
    assertThat(ScrapeQuery.names("name[]=x_total")).contains("x_total", "x");
    assertThat(ScrapeQuery.names("name[]=x_created&name[]=y_info")).contains("x", "y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x=1", "name=a", "names[]=a", "&&", "NAME[]=a"})
  void without_names_all_families_are_wanted(String query) {
    assertThat(ScrapeQuery.names(query)).isEmpty();
    assertThat(ScrapeQuery.names(null)).isEmpty();
  }

  @Test
  void a_blank_name_matches_no_family() {
    assertThat(ScrapeQuery.names("name[]=")).containsExactly("");
    assertThat(ScrapeQuery.names("name[]")).containsExactly("");
  }

  @Test
  void the_limits_are_64_kilobytes_and_1024_parameters() {
    String start = "name[]=";
    String longest = start + "a".repeat(64 * 1024 - start.length());
    assertThat(ScrapeQuery.names(longest)).isNotEmpty();
    assertThatThrownBy(() -> ScrapeQuery.names(longest + "a")).hasMessageContaining("64 KB");

    String most = "a&".repeat(1023) + "name[]=b";
    assertThat(ScrapeQuery.names(most)).contains("b");
    assertThatThrownBy(() -> ScrapeQuery.names("a&" + most)).hasMessageContaining("1024");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name[]=%",
        "name[]=%zz",
        "%=1",
        "name[]=%e",
        "name[]=%+1",
        "name[]=%-1",
        "name[]=%١1"
      })
  void a_malformed_query_is_refused(String query) {
    assertThatThrownBy(() -> ScrapeQuery.names(query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The query is not well-formed.");
  }
}

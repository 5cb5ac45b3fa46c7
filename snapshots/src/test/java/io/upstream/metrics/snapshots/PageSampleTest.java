package io.upstream.metrics.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageSampleTest {

  @Test
  void a_line_has_name_labels_and_number() {
    assertThat(PageSample.parse("f_total", "f_total{a=\"b\",c=\"d\"} 12.5"))
        .isEqualTo(new PageSample("f_total", "f_total", "{a=\"b\",c=\"d\"}", 12.5));
    assertThat(PageSample.parse("f", "f_bucket{le=\"+Inf\"} 3"))
        .isEqualTo(new PageSample("f", "f_bucket", "{le=\"+Inf\"}", 3));
    assertThat(PageSample.parse("g", "g -Inf"))
        .isEqualTo(new PageSample("g", "g", "", Double.NEGATIVE_INFINITY));
    assertThat(PageSample.parse("g", "g NaN 1700000000000").value()).isNaN();
  }

  @Test
  void quoted_text_is_no_syntax() {
    String labels = "{a=\"} 1 \\\" {b\\\\\",c=\" \"}";
    assertThat(PageSample.parse("f", "f" + labels + " 7"))
        .isEqualTo(new PageSample("f", "f", labels, 7));
  }

  @Test
  void what_is_no_sample_is_none() {
    assertThat(PageSample.parse("f", "")).isNull();
    assertThat(PageSample.parse("f", "# HELP f Things.")).isNull();
    assertThat(PageSample.parse("f", "f")).isNull();
    assertThat(PageSample.parse("f", "f seven")).isNull();
    assertThat(PageSample.parse("f", "f{a=\"b 7")).isNull();
  }
}

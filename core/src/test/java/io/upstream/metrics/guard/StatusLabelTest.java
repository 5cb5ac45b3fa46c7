package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.label.HttpStatus;
import org.junit.jupiter.api.Test;

class StatusLabelTest {

  private static final StatusLabel STATUS = StatusLabel.INSTANCE;

  @Test
  void each_status_is_found_by_its_number() {
    for (int code = HttpStatus.MIN; code <= HttpStatus.MAX; code++) {
      LabelEntry entry = STATUS.resolve(code);
      assertThat(entry.value()).isEqualTo(Integer.toString(code));
      assertThat(entry.foldReason()).isNull();
      assertThat(STATUS.entry(entry.index())).isSameAs(entry);
      assertThat(STATUS.resolveAny(new HttpStatus(code), null)).isSameAs(entry);
      assertThat(STATUS.resolveAny(new HttpStatus(code), LabelEntry.INVALID)).isSameAs(entry);
      assertThat(STATUS.retain(new HttpStatus(code)).resolve(null)).isSameAs(entry);
      assertThat(STATUS.overPage(entry)).as("however full the page is").isSameAs(entry);
    }
  }

  @Test
  void an_impossible_status_is_invalid() {
    LabelEntry invalid = STATUS.resolve(HttpStatus.MIN - 1);

    assertThat(invalid.value()).isEqualTo("_INVALID");
    assertThat(invalid.foldReason()).isEqualTo(FoldReason.INVALID);
    assertThat(STATUS.entry(invalid.index())).isSameAs(invalid);
    assertThat(STATUS.resolve(HttpStatus.MAX + 1)).isSameAs(invalid);
    assertThat(STATUS.resolveAny(null, null)).isSameAs(invalid);
  }

  @Test
  void it_says_what_it_expects() {
    assertThat(STATUS.name()).isEqualTo("http_status");
    assertThat(STATUS.expected(FoldReason.INVALID)).isEqualTo("a status from 100 to 599");
    assertThat(STATUS.isUnlimited()).isTrue();
  }
}

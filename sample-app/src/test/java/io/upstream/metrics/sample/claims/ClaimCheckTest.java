package io.upstream.metrics.sample.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.CheckType;
import io.upstream.metrics.label.QualityMetric;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimCheckTest {

  private final ClaimCheck check = new ClaimCheck(Set.of("northstar"));

  private static final String GOOD = "n1,northstar,99213,2026-01-01,2026-01-15,PAID,1000,900,";

  @Test
  void a_good_line_is_kept() {
    ClaimCheck.Result result = check.judge(RawClaim.ofLine(GOOD));
    assertThat(result.failed()).isNull();
    assertThat(result.line()).extracting(ClaimLine::paid).isEqualTo(900L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",northstar,99213,2026-01-01,2026-01-15,PAID,1000,900,|MISSING_REQUIRED_FIELD",
        "n1,northstar,99213|MISSING_REQUIRED_FIELD",
        "n1,northstar,99213,yesterday,2026-01-15,PAID,1000,900,|INVALID_FORMAT",
        "n1,northstar,9921,2026-01-01,2026-01-15,PAID,1000,900,|INVALID_FORMAT",
        "n1,northstar,99213,2026-01-01,2026-01-15,PERHAPS,1000,900,|INVALID_FORMAT",
        "n1,northstar,99213,2026-01-01,2026-01-15,PAID,ten,900,|INVALID_FORMAT",
        "n1,northstar,99213,2026-01-01,2026-01-15,PAID,1000,1001,|OUT_OF_RANGE",
        "n1,northstar,99213,2026-01-16,2026-01-15,PAID,1000,900,|OUT_OF_RANGE",
        "n1,elsewhere,99213,2026-01-01,2026-01-15,PAID,1000,900,|REFERENTIAL_INTEGRITY",
      })
  void a_bad_line_is_refused_and_said_why(String line, CheckType why) {
    ClaimCheck.Result result = check.judge(RawClaim.ofLine(line));
    assertThat(result.line()).isNull();
    assertThat(result.failed()).isEqualTo(why);
    assertThat(result.severity()).isNotNull();
  }

  @Test
  void a_denial_without_reason_is_kept_in_part() {
    ClaimCheck.Result result =
        check.judge(RawClaim.ofLine("n1,northstar,99213,2026-01-01,2026-01-15,DENIED,1000,0,"));
    assertThat(result.line()).isNotNull();
    assertThat(result.failed()).isEqualTo(CheckType.MISSING_REQUIRED_FIELD);
  }

  @Test
  void fields_in_quotes_hold_commas_and_quotes() {
    assertThat(CsvLine.fields("a,\"b,c\",\"say \"\"yes\"\"\", d ,"))
        .containsExactly("a", "b,c", "say \"yes\"", "d", "");
  }

  @Test
  void an_empty_batch_has_no_scores() {
    QualityCard card = new QualityCard();
    assertThat(card.score(QualityMetric.COMPLETENESS)).isNaN();
    for (int i = 0; i < 4; i++) {
      card.counted();
    }
    card.failed(CheckType.INVALID_FORMAT);
    card.failed(CheckType.OUT_OF_RANGE);
    assertThat(card.score(QualityMetric.ACCURACY)).isEqualTo(0.5);
    assertThat(card.score(QualityMetric.CONSISTENCY)).isEqualTo(1);
  }
}

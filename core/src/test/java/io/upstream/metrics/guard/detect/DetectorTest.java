package io.upstream.metrics.guard.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.QueueName;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorTest {

  private static final Detector MRN =
      Detector.of("mrn", "A medical record number.", value -> value.toString().startsWith("MRN"));

  @Test
  void it_checks_every_label_by_default() {
    assertThat(MRN.matcherFor("job_type").test("MRN-1")).isTrue();
    assertThat(MRN.matcherFor("an_applications_own").test("MRN-1")).isTrue();
  }

  @Test
  void it_is_switched_off_for_one_label_type() {
    Detector less = MRN.notOn(QueueName.class);

    assertThat(less.matcherFor("queue_name").test("MRN-1")).isFalse();
    assertThat(less.matcherFor("job_type").test("MRN-1")).isTrue();
  }

  @Test
  void it_reads_only_its_label_types() {
    Detector some = MRN.onlyOn(CustomerId.class).onlyOn(JobType.class);

    assertThat(some.matcherFor("customer_id").test("MRN-1")).isTrue();
    assertThat(some.matcherFor("job_type").test("MRN-1")).isTrue();
    assertThat(some.matcherFor("queue_name").test("MRN-1")).isFalse();
  }

  @Test
  void an_exception_for_one_label_type_works() {
    Detector other = MRN.on(JobType.class, value -> value.toString().endsWith("mrn"));

    assertThat(other.matcherFor("job_type").test("MRN-1")).isFalse();
    assertThat(other.matcherFor("job_type").test("by-mrn")).isTrue();
  }

  @Test
  void a_malformed_detector_name_is_refused() {
    assertThatThrownBy(() -> Detector.of("Medical record", "Something.", value -> true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "detector Medical record: expected a name in snake case, 64 characters at most");
    assertThatThrownBy(() -> Detector.of("mrn", " ", value -> true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("detector mrn: expected a sentence on what it finds");
  }

  @Test
  void an_own_detector_replaces_the_standard_one() {
    Detector mine = Detectors.UUID.notOn(JobType.class);

    List<Detector> detectors = Detectors.with(Detectors.standard(), mine);

    assertThat(detectors).hasSameSizeAs(Detectors.standard()).contains(mine);
    assertThat(detectors.indexOf(mine)).isEqualTo(Detectors.standard().indexOf(Detectors.UUID));
    assertThat(Detectors.with(detectors, MRN)).hasSize(21).endsWith(MRN);
  }

  @Test
  void the_standard_ones_have_names_of_their_own() {
    assertThat(Detectors.standard()).hasSize(20).extracting(Detector::name).doesNotHaveDuplicates();
  }
}

package io.upstream.metrics.guard.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.OpenLabel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LabelConstantsTest {

  /** Constants, and fields that are none. */
  record Region(@Nullable String value) implements OpenLabel {
    public static final Region SOUTH = new Region("south");
    public static final Region NORTH = new Region("north");
    public static final Region NOWHERE = new Region(null);
    public static final CustomerId SOMEBODY = new CustomerId("somebody");
    static final Region HIDDEN = new Region("hidden");
  }

  @Test
  void constants_are_public_static_fields_of_the_type() {
    assertThat(LabelConstants.of(Region.class)).containsExactlyInAnyOrder("south", "north");
    assertThat(LabelConstants.of(CustomerId.class)).isEmpty();
    assertThat(LabelConstants.of(JobType.class)).contains(JobType.DRIFT_DETECTION.value());
  }
}

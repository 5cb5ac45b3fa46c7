package io.upstream.metrics.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupUrlTest {

  @Test
  void a_group_has_its_job_and_labels() {
    assertThat(GroupUrl.of("gateway:9091", "nightly export", Map.of("instance", "a.b:1")))
        .hasToString("http://gateway:9091/metrics/job/nightly%20export/instance/a.b%3A1");
    assertThat(GroupUrl.of("https://proxy/push/", "j", Map.of()))
        .hasToString("https://proxy/push/metrics/job/j");
  }

  @Test
  void special_characters_of_a_path_are_encoded() {
    assertThat(GroupUrl.of("g:1", "a/b", Map.of()))
        .hasToString("http://g:1/metrics/job@base64/YS9i");
    assertThat(GroupUrl.of("g:1", "j", Map.of("zone", "")))
        .hasToString("http://g:1/metrics/job/j/zone@base64/=");
    assertThat(GroupUrl.of("g:1", "..", Map.of()).getRawPath()).isEqualTo("/metrics/job/%2E%2E");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ftp://gateway", "host name:1", "http://", "http://g/?q=1", "http://u:p@g"})
  void what_is_no_address_is_refused(String address) {
    assertThatThrownBy(() -> GroupUrl.of(address, "j", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected HOST:PORT");
  }
}

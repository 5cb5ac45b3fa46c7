package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.Naming;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardMXBeanTest {

  private static final String PERSONAL = "123-45-6789";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final GuardClock clock = new GuardClock();
  private final UpstreamRecorder recorder =
      UpstreamRecorder.builder().jvm(false).jmx(true).clock(clock).build();
  private final GuardMXBean operations = recorder.operations();

  @AfterEach
  void close() {
    recorder.close();
  }

  private void record(String... customers) {
    for (String customer : customers) {
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId(customer));
    }
  }

  private static Set<ObjectName> registered() {
    try {
      return ManagementFactory.getPlatformMBeanServer()
          .queryNames(new ObjectName("io.upstream.metrics:type=Guard,*"), null);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void an_operator_changes_the_guard_through_jmx() {
    record("acme", "junk");
    GuardMXBean bean =
        JMX.newMXBeanProxy(server, registered().iterator().next(), GuardMXBean.class);

    assertThat(bean.getLabels()).contains("customer_id", "error_type").doesNotContain("status");
    assertThat(bean.getReport()).contains("\"most_used\":[{\"value\":\"acme\"");
    assertThat(bean.release("customer_id", "junk")).isTrue();
    assertThat(bean.deny("customer_id", "junk")).isFalse();
    bean.changeBudget("customer_id", 7);
    bean.changeNaming("customer_id", "HEAVIEST");
    bean.allow("customer_id", "globex");
    assertThat(bean.namedValues("customer_id"))
        .contains("acme", "\"kind\":\"allowed\"", "\"budget\":7")
        .doesNotContain("junk");
    assertThat(recorder.guard(CustomerId.class).naming()).isEqualTo(Naming.HEAVIEST);
  }

  @Test
  void the_bean_exists_on_request_until_close() {
    Set<ObjectName> one = registered();
    try (UpstreamRecorder quiet = UpstreamRecorder.builder().jvm(false).build();
        UpstreamRecorder off =
            UpstreamRecorder.builder().jmx(true).setting("METRICS_ENABLED", "false").build();
        UpstreamRecorder second =
            UpstreamRecorder.builder().jvm(false).setting("METRICS_JMX", "true").build()) {
      assertThat(registered()).hasSize(one.size() + 1).containsAll(one);
      second.close();
      second.close();
      assertThat(registered()).isEqualTo(one);
      assertThat(quiet.isEnabled()).isNotEqualTo(off.isEnabled());
    }
    recorder.close();
    assertThat(registered()).isEmpty();
  }

  @Test
  void a_late_close_keeps_the_successors_bean() {
    UpstreamRecorder next = UpstreamRecorder.builder().jvm(false).jmx(true).build();
    recorder.close();
    UpstreamRecorder third = UpstreamRecorder.builder().jvm(false).jmx(true).build();
    recorder.close();

    assertThat(registered()).hasSize(2);
    next.close();
    third.close();
    assertThat(registered()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"allow", "deny", "release", "replaceAllowed", "changeNaming", "label"})
  void an_error_has_the_expectation_without_value(String operation) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              switch (operation) {
                case "allow" -> operations.allow("customer_id", "\0" + PERSONAL);
                case "deny" -> operations.deny("job_type", JobType.REPORT_GENERATION.value());
                case "release" -> operations.release("customer_id", " ");
                case "replaceAllowed" ->
                    operations.replaceAllowed("customer_id", "acme,\0" + PERSONAL);
                case "changeNaming" -> operations.changeNaming("customer_id", PERSONAL);
                default -> operations.release(PERSONAL, "customer_id");
              }
            })
        .withMessageContaining("expected")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(PERSONAL));
    assertThatThrownBy(
            () ->
                server.invoke(
                    registered().iterator().next(),
                    "release",
                    new Object[] {PERSONAL, "x"},
                    new String[] {"java.lang.String", "java.lang.String"}))
        .isInstanceOf(RuntimeMBeanException.class)
        .hasRootCauseMessage(
            assertThatIllegalArgumentException()
                .isThrownBy(() -> operations.release("x", "x"))
                .actual()
                .getMessage());
  }

  @Test
  void a_value_off_the_allow_list_keeps_place() {
    operations.changeBudget("customer_id", 1);
    operations.replaceAllowed("customer_id", "acme, globex");
    record("acme", "globex", "own");
    assertThat(recorder.guard(CustomerId.class).spent()).isEqualTo(1);

    operations.replaceAllowed("customer_id", "globex");

    record("acme", "late");
    assertThat(recorder.guard(CustomerId.class).spent()).isEqualTo(2);
    assertThat(page())
        .contains("customer_id=\"acme\"", "customer_id=\"globex\"", "customer_id=\"_OTHER\"")
        .doesNotContain("customer_id=\"late\"");
  }

  @Test
  void a_list_with_one_malformed_value_changes_nothing() {
    operations.replaceAllowed("customer_id", "acme");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operations.replaceAllowed("customer_id", "globex,\0"));

    assertThat(operations.namedValues("customer_id")).contains("acme").doesNotContain("globex");
  }

  @Test
  void a_denied_allowed_value_stays_denied() {
    operations.allow("customer_id", "acme");
    assertThat(operations.deny("customer_id", "acme")).isTrue();
    record("acme");
    assertThat(operations.getReport()).doesNotContain("acme");

    operations.allow("customer_id", "acme");
    record("acme");
    assertThat(operations.namedValues("customer_id")).contains("acme", "allowed");
  }

  @Test
  void an_observing_recorder_folds_denied_values() {
    UpstreamRecorder observing =
        UpstreamRecorder.builder()
            .jvm(false)
            .mode(Mode.OBSERVE)
            .budget(CustomerId.class, 0)
            .build();
    observing.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId("junk"));
    assertThat(observing.guard(CustomerId.class).values()).isEqualTo(1);

    assertThat(observing.guard(CustomerId.class).deny(new CustomerId("junk"))).isTrue();
    observing.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId("junk"));
    assertThat(observing.guard(CustomerId.class).values()).isZero();
  }

  @Test
  void the_report_lists_use_and_departures() {
    operations.changeBudget("customer_id", 4);
    record("old", "busy", "busy", "busy");
    page(); // a look at what is recorded
    clock.pass(Duration.ofMinutes(5));
    record("busy", "released", "denied");
    clock.pass(Duration.ofMinutes(5));
    assertThat(recorder.report().json())
        .contains("\"most_used\":[{\"value\":\"busy\",\"events\":4")
        .contains("\"longest_unused\":[{\"value\":\"old\",\"events\":1");
    assertThat(recorder.report().toString()).contains("places of customer_id:", "busy 4");

    operations.release("customer_id", "released");
    operations.deny("customer_id", "denied");

    assertThat(operations.getReport())
        .contains("\"reason\":\"released\",\"value\":\"\"", "\"reason\":\"denied\",\"value\":\"\"");
    clock.pass(Duration.ofDays(8));
    page();
    assertThat(operations.getReport()).contains("\"reason\":\"idle\",\"value\":\"old\"");
    operations.deny("customer_id", "old");
    assertThat(operations.getReport()).doesNotContain("\"old\"");
  }

  @Test
  void null_and_blank_values_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recorder.guard(CustomerId.class).release(new CustomerId(null)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recorder.guard(CustomerId.class).deny(new CustomerId("")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                recorder
                    .guard(CustomerId.class)
                    .replaceAllowed(List.of(new CustomerId("a"), new CustomerId(null))));
    assertThat(recorder.guard(CustomerId.class).values()).isZero();
  }

  private String page() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      recorder.writePage(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}

package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.upstream.metrics.testing.Programs;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's Prometheus scrapes two sample instances over an address that is not loopback. */
@Tag("full")
class LiveTest {

  @Test
  void every_query_panel_and_rule_is_valid_live(@TempDir Path directory) throws Exception {
    Programs.need("prometheus");
    Programs.need("unshare");
    Programs.need("ip");
    assumeTrue(
        Programs.run(directory, "unshare", "-rn", "true").code() == 0,
        "this machine does not let a user make a network namespace");
    assumeTrue(
        LiveTest.class.getResource("/io/upstream/metrics/sample/ledger/Ledger.class") != null,
        "the sample keeps no ledger to compare with");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Programs.Outcome outcome =
        Programs.run(
            Path.of("."),
            "unshare",
            "-rn",
            "sh",
            "-c",
            "ip link set lo up && ip address add "
                + LiveCheck.ADDRESS
                + "/32 dev lo && exec \"$@\"",
            "sh",
            java,
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            LiveCheck.class.getName(),
            directory.toString());
    System.out.println(outcome.text());
    assertThat(outcome.code()).as(outcome.text()).isZero();
    assertThat(outcome.text()).contains("all is well");
  }
}

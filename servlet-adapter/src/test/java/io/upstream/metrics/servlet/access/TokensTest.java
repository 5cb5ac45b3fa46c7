package io.upstream.metrics.servlet.access;

import static java.lang.Thread.State.TIMED_WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.upstream.metrics.servlet.FakeRequest;
import io.upstream.metrics.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

  private static final String ONE = "the-first-token-1";
  private static final String TWO = "the-second-token-2";

  @Test
  void a_file_is_read_again_when_it_changes(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), ONE + "\n");
    Tokens tokens = Tokens.of("test", List.of(), file);
    assertThat(accepts(tokens, ONE)).isTrue();

    Files.writeString(file, TWO + "\n" + ONE); // the time of a rotation
    assertThat(accepts(tokens, ONE)).isTrue();
    assertThat(accepts(tokens, TWO)).isTrue();

    Files.writeString(file, TWO);
    assertThat(accepts(tokens, ONE)).isFalse();
    assertThat(accepts(tokens, TWO)).isTrue();
  }

  @Test
  void a_broken_file_refuses_everyone_until_repaired(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), ONE);
    Tokens tokens = Tokens.of("test", List.of(), file);

    Files.writeString(file, "");
    assertThat(accepts(tokens, ONE)).isFalse();
    assertThat(accepts(tokens, "")).isFalse();
    Files.delete(file);
    assertThat(accepts(tokens, ONE)).isFalse();
    Files.write(file, new byte[] {(byte) 0xff, 0});
    assertThat(accepts(tokens, ONE)).isFalse();
    Files.writeString(file, ONE);
    assertThat(accepts(tokens, ONE)).isTrue();
  }

  @Test
  void a_too_long_file_is_refused_as_whole(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), ONE);
    Tokens tokens = Tokens.of("test", List.of(), file);
    String last = "l".repeat(Tokens.SHORTEST);
    String many = (ONE + "\n").repeat(4 * 1024).substring(0, 64 * 1024 - last.length() - 1) + "\n";

    Files.writeString(file, many + last + "er");

    assertThat(accepts(tokens, last)).isFalse();
    assertThat(accepts(tokens, ONE)).isFalse();
    Files.writeString(file, many.substring(0, ONE.length() + 1) + last);
    assertThat(accepts(tokens, last)).isTrue();
  }

  @Test
  void a_file_without_a_token_stops_start_up(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), " \n");

    assertThatThrownBy(() -> Tokens.of("METRICS_AUTH_TOKEN", List.of(), file))
        .hasMessageContaining("METRICS_AUTH_TOKEN_FILE=" + file)
        .hasMessageContaining("expected a file with a token");
    assertThatThrownBy(() -> Tokens.of("METRICS_AUTH_TOKEN", List.of(), directory.resolve("none")))
        .hasMessageContaining("METRICS_AUTH_TOKEN_FILE=")
        .hasMessageContaining("expected a file with a token");
  }

  @Test
  void a_guessable_token_stops_the_start() {
    assertThatThrownBy(() -> Tokens.of("METRICS_AUTH_TOKEN", List.of("fifteen-letters"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("METRICS_AUTH_TOKEN: expected tokens of 16 characters or more")
        .hasMessageContaining("one has 15")
        .hasMessageNotContaining("fifteen-letters");
    assertThat(accepts(Tokens.of("test", List.of("sixteen--letters"), null), "sixteen--letters"))
        .isTrue();
  }

  /** The second request finds the first one's reading still hanging and waits for nothing. */
  @Test
  @Timeout(30)
  void a_hanging_file_refuses_without_blocking(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), ONE);
    Tokens tokens = Tokens.of("test", List.of(TWO), file);
    Files.delete(file);
    Process made = new ProcessBuilder("mkfifo", file.toString()).start();
    assumeTrue(made.waitFor() == 0, "mkfifo makes no pipe here");

    assertThat(accepts(tokens, ONE)).isFalse();
    assertThat(accepts(tokens, TWO)).isTrue();
    assertThat(hanging()).isEqualTo(1);
    assertThatThrownBy(() -> Tokens.of("METRICS_AUTH_TOKEN", List.of(), file))
        .hasMessageContaining("it does not answer within a second");

    Files.writeString(file, ONE); // which ends what hung
    Files.delete(file);
    Files.writeString(file, ONE);
    Await.until("it is read again", () -> accepts(tokens, ONE));
  }

  @Test
  @Timeout(60)
  void concurrent_callers_wait_for_one_reading(@TempDir Path directory) throws Exception {
    Path pipe = directory.resolve("token");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(made.waitFor() == 0, "mkfifo makes no pipe here");
    TokenFile file = new TokenFile(pipe, Duration.ofMinutes(1));
    Queue<String> texts = new ConcurrentLinkedQueue<>();
    List<Thread> callers =
        Stream.generate(() -> new Thread(() -> texts.add(text(file)))).limit(8).toList();
    callers.forEach(Thread::start);
    Await.until(
        "all wait", () -> callers.stream().allMatch(each -> each.getState() == TIMED_WAITING));

    Files.writeString(pipe, ONE);

    for (Thread each : callers) {
      each.join();
    }
    assertThat(texts).containsOnly(ONE).hasSize(8);
  }

  private static String text(TokenFile file) {
    try {
      return file.text();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static long hanging() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("upstream-metrics-token-file"))
        .count();
  }

  @Test
  void compared_digests_share_no_prefix() {
    Tokens tokens = Tokens.of("test", List.of("secret".repeat(3)), null);
    String token = "a".repeat(63);
    long different = 0;
    for (char last = '!'; last <= '~'; last++) {
      byte[] right = tokens.fingerprint(token + "!");
      byte[] wrong = tokens.fingerprint(token + last);
      assertThat(right).hasSameSizeAs(wrong);
      different += last == '!' ? 0 : bitsThatDiffer(right, wrong);
    }

    // 93 digests of 256 bits: half of them differ, give or take.
    assertThat(different).isBetween(93L * 118, 93L * 138);
  }

  @Test
  void no_two_processes_compare_the_same_bytes() {
    assertThat(Tokens.of("test", List.of("x".repeat(16)), null).fingerprint("secret"))
        .isNotEqualTo(Tokens.of("test", List.of("x".repeat(16)), null).fingerprint("secret"));
  }

  private static long bitsThatDiffer(byte[] one, byte[] other) {
    BitSet bits = BitSet.valueOf(one);
    bits.xor(BitSet.valueOf(other));
    return bits.cardinality();
  }

  private static boolean accepts(Tokens tokens, String offer) {
    return tokens.accept(FakeRequest.from("192.0.2.1").with(Tokens.HEADER, offer).request());
  }
}

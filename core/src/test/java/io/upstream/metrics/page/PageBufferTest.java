package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PageBufferTest {

  @Property(tries = 20_000)
  void a_whole_value_prints_like_double(@ForAll("longsOfEveryLength") long value)
      throws IOException {
    assertThat(written(value)).isEqualTo(Double.toString((double) value));
  }

  @Property(tries = 20_000)
  void a_value_prints_like_double(@ForAll("doublesOfEveryKind") double value) throws IOException {
    String expected = Double.toString(value).replace("Infinity", "Inf");
    assertThat(written(value)).isEqualTo(expected.equals("Inf") ? "+Inf" : expected);
  }

  @Property
  void a_count_is_printed_in_digits(@ForAll("longsOfEveryLength") long value) throws IOException {
    assertThat(write(out -> out.putCount(Math.abs(value)))).isEqualTo(Math.abs(value) + "");
  }

  @Example
  void theEdgesArePrintedAsDoubleDoes() throws IOException {
    long[] edges = {
      0,
      1,
      -1,
      9_999_999,
      10_000_000,
      10_000_001,
      12_345_678,
      99_999_999_999L,
      (1L << 53) - 1,
      1L << 53,
      (1L << 53) + 1,
      -(1L << 53),
      Long.MAX_VALUE,
      Long.MIN_VALUE
    };
    for (long edge : edges) {
      assertThat(written(edge)).isEqualTo(Double.toString((double) edge));
    }
    for (double edge : new double[] {0.0, -0.0, Double.NaN, 1e7, 0.001, 1e-3 / 3, 2e-3, 1e22}) {
      assertThat(written(edge)).isEqualTo(Double.toString(edge));
    }
  }

  @Example
  void whatIsLongerThanTheBufferArrivesInOrder() throws IOException {
    String large = "x".repeat(200_000);
    String text =
        write(
            out -> {
              out.append("begin ".getBytes(StandardCharsets.UTF_8));
              out.append(large.getBytes(StandardCharsets.UTF_8));
              for (int i = 0; i < 30_000; i++) {
                out.putValue(12_345_678L);
                out.endLine();
              }
            });
    assertThat(text).isEqualTo("begin " + large + "1.2345678E7\n".repeat(30_000));
  }

  @Provide
  Arbitrary<Long> longsOfEveryLength() {
    Arbitrary<Integer> bits = Arbitraries.integers().between(1, 63);
    Arbitrary<Long> scaled =
        bits.flatMap(n -> Arbitraries.longs().between(-(1L << (n - 1)), (1L << (n - 1)) - 1));
    Arbitrary<Long> round =
        Arbitraries.integers()
            .between(0, 18)
            .flatMap(
                n -> Arbitraries.longs().between(-999, 999).map(m -> m * (long) Math.pow(10, n)));
    return Arbitraries.oneOf(scaled, round);
  }

  @Provide
  Arbitrary<Double> doublesOfEveryKind() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(Double::longBitsToDouble),
        Arbitraries.longs().between(-1L << 54, 1L << 54).map(Long::doubleValue),
        Arbitraries.doubles().between(-1, 1),
        Arbitraries.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, -0.0));
  }

  private static String written(long value) throws IOException {
    return write(out -> out.putValue(value));
  }

  private static String written(double value) throws IOException {
    return write(out -> out.putValue(value));
  }

  private static String write(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PageBuffer buffer = new PageBuffer(bytes);
    writing.to(buffer);
    buffer.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private interface Writing {
    void to(PageBuffer out) throws IOException;
  }
}

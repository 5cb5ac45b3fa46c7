package io.upstream.metrics.guard.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.upstream.metrics.guard.detect.text.BoundedText;
import io.upstream.metrics.guard.detect.text.CheckDigits;
import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.testing.Repeats;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorsTest {

  private static final int LENGTH = Repeats.of(1_500, 5_000);

  static Stream<String> tirelessPatterns() {
    return Stream.of(
        "a",
        "A",
        "0",
        "1",
        "9",
        "@",
        ".",
        "-",
        ":",
        "+",
        "/",
        "?",
        "=",
        " ",
        "a@",
        "a@a.",
        "%4",
        "%40",
        "a%40a.",
        "1.",
        "1-",
        "12/",
        "123-",
        "123-45-",
        "1234-",
        "1234-5-",
        "a:",
        "::",
        "1:",
        "+1 ",
        "+1234567 89",
        "?a",
        "/?",
        "?a ",
        "A a ",
        "Aa ",
        "Jane ",
        "Jane",
        "jane.",
        "John_",
        "mar ",
        "may1",
        "3mar",
        "1EG4",
        "1EG4-",
        "deadbeef-",
        "deadbeef",
        "ip-1-",
        "v1.2.",
        "Aa, ",
        "\u0661",
        "\ud800",
        "é",
        "O'",
        "A-",
        "PID|",
        "NM1*",
        "a^",
        "mrn-",
        "id-id-",
        "ssn last 4 ",
        "lat 1.",
        "12 a ",
        "aA1",
        "eyJ",
        "://a:",
        "jdbc:",
        "DE89",
        "DE89 1",
        "password-",
        "%41",
        "McO'",
        "for Aa ");
  }

  /** Twice the text costs about twice the steps, whatever it repeats; a clock would not say. */
  @ParameterizedTest
  @MethodSource("tirelessPatterns")
  void twice_the_length_takes_twice_the_steps(String pattern) {
    for (String end : List.of("", "x", "!", "7")) {
      for (Detector detector : Detectors.standard()) {
        long once = steps(detector, pattern.repeat(LENGTH / pattern.length()) + end);
        long twice = steps(detector, pattern.repeat(2 * LENGTH / pattern.length()) + end);

        if (twice >= once * 23 / 10 + 1_000 || twice >= 800L * LENGTH) {
          fail("%s: %d steps, and %d for twice the text", detector.name(), once, twice);
        }
      }
    }
  }

  @Test
  void random_noise_takes_a_bounded_number_of_steps() {
    Random random = new Random(7);
    String alphabet = "aAjJ019-./:+@?= _%,()^|*'";
    for (int round = 0; round < Repeats.of(10, 50); round++) {
      String noise =
          IntStream.range(0, 5_000)
              .mapToObj(i -> alphabet.charAt(random.nextInt(alphabet.length())))
              .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
              .toString();
      for (Detector detector : Detectors.standard()) {
        assertThat(steps(detector, noise)).as(detector.name()).isLessThan(400L * noise.length());
      }
    }
  }

  /** The numbers that issuers have, from the first to the last, and the next on either side. */
  @ParameterizedTest
  @CsvSource({
    "4000, 13, true",
    "4999, 19, true",
    "4000, 14, false",
    "5099, 16, false",
    "5100, 16, true",
    "5599, 16, true",
    "5600, 16, false",
    "2220, 16, false",
    "2221, 16, true",
    "2720, 16, true",
    "2721, 16, false",
    "3399, 15, false",
    "3400, 15, true",
    "3500, 15, false",
    "3700, 15, true",
    "2999, 14, false",
    "3000, 14, true",
    "3059, 14, true",
    "3060, 14, false",
    "3600, 14, true",
    "3999, 14, true",
    "3527, 16, false",
    "3528, 16, true",
    "3589, 16, true",
    "3590, 16, false",
    "6011, 16, true",
    "6012, 16, false",
    "6200, 19, true",
    "6200, 15, false",
    "6439, 16, false",
    "6440, 16, true",
    "6500, 16, true",
    "6600, 16, false",
  })
  void a_card_has_a_number_that_somebody_issues(String prefix, int length, boolean issued) {
    String digits = prefix + "1".repeat(length - prefix.length() - 1);
    String number =
        IntStream.range(0, 10)
            .mapToObj(last -> digits + last)
            .filter(each -> CheckDigits.luhn(each, 0))
            .findFirst()
            .orElseThrow();

    assertThat(detector("payment_card").matcher().test(number)).isEqualTo(issued);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20240115235959", "20240115000000", "15012024101112", "01152024101112"})
  void fourteen_digits_are_a_timestamp(String value) {
    assertThat(detector("date").matcher().test(value)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "phone, 2129550143",
    "phone, 555-0132",
    "us_ssn, 123-45.6789",
    "payment_card, 4111-1111-1111.1111",
    "mbi, x1EG4TE5MK73",
    "uuid, 0123456789abcdef0123456789abcdef0",
    "person_name, JaneRoe",
    "phone, 9122550143",
    "phone, 12122550143",
    "phone, +1234567",
    "phone, +123456789012345",
    "phone, +1(212)/555 0143",
    "date, 1 may 2024",
    "date, 31 may 2024",
    "date, may 1 2024",
    "date, 'may 31, 2024'",
    "date, 3 sept 2024",
    "date, sept 3rd 2024",
    "date, 3 may   2024",
    "ip, 1:2:3:4:5:6:7:8",
    "ip, 1:2:3:4:5:6:7::",
    "ip, a:b::1",
    "ip, abcd::1",
    "ip, ::1",
    "ip, 255.255.255.255",
    "ip, 0.0.0.0",
    "email, a@bc.de",
    "email, jane@clinic.de.",
    "email, jane@clinic.xn--p1ai",
  })
  void what_lies_on_the_edge_is_caught(String detector, String value) {
    assertThat(detector(detector).matcher().test(value)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "us_ssn, 000-12-3456",
    "us_ssn, 900-12-3456",
    "us_ssn, 123-00-4567",
    "us_ssn, 123-45-0000",
    "us_ssn, 1123-45-6789",
    "us_ssn, 123-45-67890",
    "us_ssn, 123456780000",
    "npi, 1234567890",
    "npi, 3234567893",
    "npi, 11234567893",
    "payment_card, 4111111111111112",
    "payment_card, 9111111111111111",
    "payment_card, 4111-1111-1111-1112",
    "payment_card, 41111111111111111111",
    "date, 2024-13-01",
    "date, 2024-00-10",
    "date, 1899-12-31",
    "date, 2024-11",
    "date, 2024.1.2",
    "date, 01-02-03",
    "date, 20241301",
    "date, 20241301235959",
    "date, 20240115240000",
    "date, 20240115236000",
    "date, 20240115235960",
    "date, may-2024",
    "date, 40 may 2024",
    "date, 0 may 2024",
    "date, 32 may 2024",
    "date, 123 may 2024",
    "date, may 0 2024",
    "date, may 32 2024",
    "date, 3 may 1850",
    "date, may 3 1850",
    "date, 3 may    2024",
    "date, 3 maye 2024",
    "date, mayor 3 2024",
    "ip, 256.1.1.1",
    "ip, 1.2.3",
    "ip, 1.2.3.4.5",
    "ip, v1.2.3.4",
    "ip, 1.2.3.4b1",
    "ip, 01.2.3.4",
    "ip, a::b",
    "ip, 12:30:45",
    "ip, 00:1a:2b:3c:4d:5e",
    "ip, 1:2:3:4:5:6:7:8:9",
    "ip, Type::method",
    "ip, abc::1",
    "ip, 1:2:3:4:5:6:7",
    "ip, 1:2:3:4:5:6:7:8::",
    "mbi, 0EG4TE5MK73",
    "mbi, 1EG4TE5MK7",
    "mbi, 1EG4TE5MK733",
    "mbi, 1SG4TE5MK73",
    "phone, 837-5010",
    "phone, a-555-0132",
    "phone, 115-555-0132",
    "phone, 1.4.2+20240115",
    "phone, +123456",
    "phone, +1234567890123456",
    "phone, 837-5010",
    "phone, 1929550143",
    "phone, 9121550143",
    "phone, +12---3456789",
    "phone, 2121550143",
    "email, Foo@1a2b3c",
    "email, lodash@4.17.21",
    "email, @a.bc",
    "email, a@b",
    "email, a@b.c",
    "email, a@bc.",
    "email, a/@bc.de",
    "uuid, 123e4567-e89b-12d3-a456-42661417400",
    "uuid, 123e4567e89b12d3a45642661417400",
    "uuid, 01234567890123456789012345678901",
    "url_with_query, List<? extends Claim>",
    "url_with_query, what?",
    "url_with_query, a/b?",
    "person_name, Internal Server Error",
    "person_name, mary-oakfield-clinic",
    "person_name, JaneSeries",
    "person_name, jane",
    "person_name, Jane",
    "person_name, SELECT FROM",
    "person_name, a b",
    "digit_run, 123456",
    "digit_run, 123-456-7",
  })
  void similar_harmless_values_are_accepted(String detector, String value) {
    assertThat(detector(detector).matcher().test(value)).isFalse();
  }

  @Test
  void each_prefix_of_an_issuer_is_found() {
    for (SecretScanner.Prefix prefix : SecretScanner.PREFIXES) {
      String token = prefix.text() + "a1B2c3D4".repeat(4).substring(0, prefix.least());
      assertThat(SecretScanner.finds(NormalizedText.of(token))).as(token).isTrue();
    }
  }

  @Test
  void no_jdk_class_name_is_a_person() throws Exception {
    try (Stream<Path> files =
        Files.walk(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base"))) {
      List<String> names =
          files
              .map(Path::toString)
              .filter(each -> each.endsWith(".class"))
              .map(each -> each.substring("/modules/java.base/".length(), each.length() - 6))
              .map(each -> each.replace('/', '.'))
              .toList();

      assertThat(names).hasSizeGreaterThan(5_000);
      assertThat(names)
          .noneMatch(each -> Detectors.standard().stream().anyMatch(it -> it.matcher().test(each)));
    }
  }

  @Test
  void a_customer_may_be_a_number() {
    Random random = new Random(11);
    for (int i = 0; i < Repeats.of(2_000, 10_000); i++) {
      String number = Long.toString(random.nextLong(1, 10_000_000_000_000L));

      assertThat(Detectors.standard())
          .as("%d digits", number.length())
          .noneMatch(each -> each.matcherFor("customer_id").test(number));
    }
  }

  private static long steps(Detector detector, String value) {
    BoundedText text = new BoundedText(value, value.length(), 0);
    var unused = detector.matcher().test(text);
    return text.text().steps();
  }

  private static Detector detector(String name) {
    return Detectors.standard().stream()
        .filter(each -> each.name().equals(name))
        .findAny()
        .orElseThrow();
  }
}

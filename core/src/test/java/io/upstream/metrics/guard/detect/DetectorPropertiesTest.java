package io.upstream.metrics.guard.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.upstream.metrics.guard.detect.text.CheckDigits;
import io.upstream.metrics.guard.detect.text.NormalizedText;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compares the scanners with equivalent regular expressions. */
class DetectorPropertiesTest {

  private static final Predicate<String> SSN =
      regex(
          "(?<!\\d)(?!000|666|9)\\d{3}(?:(?!00)\\d\\d|([-._: ])\\1*(?!00)\\d\\d([-._: ])\\2*)"
              + "(?!0000)\\d{4}(?!\\d)");
  private static final Predicate<String> MBI =
      regex(
          "(?i)(?<!\\d)[1-9]C[C\\d]\\d(?:[-._: ]C[C\\d]\\d[-._: ]|C[C\\d]\\d)CC\\d\\d(?!\\d)"
              .replace("[C", "[ac-hj-kmnp-rt-y")
              .replace("C", "[ac-hj-kmnp-rt-y]"));
  private static final Predicate<String> UUID =
      regex(
          "(?i)[0-9a-f]{8}([-_])[0-9a-f]{4}\\1[0-9a-f]{4}\\1[0-9a-f]{4}\\1[0-9a-f]{12}"
              + "|(?<![a-z0-9])(?=[a-z0-9]{32,40}(?![a-z0-9]))"
              + "(?:(?!\\d{32})[0-9a-f]{32}|[a-z0-9]{0,8}(?!\\d{32})[0-9a-f]{32}(?![a-z0-9]))");
  private static final Predicate<String> BARE_PHONE =
      regex("(?<!\\d)1?[2-9]\\d\\d[2-9]\\d{6}(?!\\d)");
  private static final Predicate<String> IPV4 =
      regex(
          "(?<![vV\\d])(?<!\\d\\.)(O)\\.(O)\\.(O)\\.(O)(?!\\d|[a-zA-Z]|\\.\\d)"
              .replace("O", "25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d"));

  private static Predicate<String> regex(String expression) {
    return Pattern.compile(expression).asPredicate();
  }

  @Property(tries = 3_000)
  void social_security_numbers(@ForAll("numbers") String text) {
    assertThat(SsnScanner.finds(NormalizedText.of(text))).isEqualTo(SSN.test(text));
  }

  @Property(tries = 3_000)
  void beneficiary_numbers_are_found_like_the_expression(@ForAll("beneficiaries") String text) {
    assertThat(MbiScanner.finds(NormalizedText.of(text))).isEqualTo(MBI.test(text));
  }

  @Property(tries = 3_000)
  void uuids_are_found_like_the_expression(@ForAll("uuids") String text) {
    assertThat(UuidScanner.finds(NormalizedText.of(text))).isEqualTo(UUID.test(text));
  }

  @Property(tries = 3_000)
  void ip_addresses_are_found_like_the_expression(@ForAll("addresses") String text) {
    assertThat(IpScanner.finds(NormalizedText.of(text))).isEqualTo(IPV4.test(text));
  }

  @Property(tries = 3_000)
  void bare_phone_numbers_are_found_like_the_expression(@ForAll("digits") String text) {
    assertThat(PhoneScanner.finds(NormalizedText.of(text))).isEqualTo(BARE_PHONE.test(text));
  }

  /** Scanners look for a character first without which they can find nothing. */
  @Property(tries = 10_000)
  void missing_character_changes_no_verdict(@ForAll("marked") String text) {
    NormalizedText normalized = NormalizedText.of(text);

    assertThat(EmailScanner.finds(normalized)).isEqualTo(EmailScanner.findsAddress(normalized));
    assertThat(UrlScanner.finds(normalized)).isEqualTo(UrlScanner.findsQuery(normalized));
    assertThat(Ipv6Scanner.finds(normalized)).isEqualTo(Ipv6Scanner.findsAddress(normalized));
  }

  @Property(tries = 3_000)
  void check_digits_are_those_of_the_definition(@ForAll long number) {
    String digits = Long.toUnsignedString(number);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
    }

    assertThat(CheckDigits.luhn(digits, 0)).isEqualTo(sum % 10 == 0);
  }

  @Property(tries = 3_000)
  void nothing_makes_a_scanner_throw(@ForAll String text) {
    for (Detector each : Detectors.standard()) {
      assertThatNoException().as(each.name()).isThrownBy(() -> each.matcher().test(text));
    }
  }

  @Provide
  Arbitrary<String> marked() {
    return Arbitraries.of(
            "a",
            "fe80",
            "mail",
            "1",
            "com",
            "@",
            "(at)",
            "(AT)",
            "?",
            "=",
            "/",
            ":",
            "::",
            ".",
            "-",
            " ",
            "%40",
            "%3f",
            "%3A",
            "\uff20",
            "\uff1a",
            "\uff1f",
            "\ufe55",
            "a@mail.com",
            "a(at)mail.com",
            "a(AT)mail.com",
            "a\uff20mail.com",
            "/a?b=1",
            "/a\uff1fb=1",
            "fe80::1",
            "fe80\uff1a\uff1a1")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> numbers() {
    return pieces("123", "12", "1234", "000", "666", "900", "00", "0000", "-", "-", ".", " ", "a");
  }

  @Provide
  Arbitrary<String> beneficiaries() {
    return pieces("1EG4", "TE5", "MK73", "1eg4te5mk73", "0EG4", "-", "-", " ", "x", "S", "9");
  }

  @Provide
  Arbitrary<String> uuids() {
    return pieces("deadbeef", "12345678", "1234", "abcd", "-", "-", "-", "0123456789ab", "g", "_");
  }

  @Provide
  Arbitrary<String> addresses() {
    return pieces("1", "10", "255", "256", "0", "01", ".", ".", ".", "v", "b", "_", " ");
  }

  @Provide
  Arbitrary<String> digits() {
    return pieces("1", "2", "212", "555", "0143", "212555", "a", " x ");
  }

  private static Arbitrary<String> pieces(String... pieces) {
    return Arbitraries.of(pieces).list().ofMaxSize(12).map(parts -> String.join("", parts));
  }
}

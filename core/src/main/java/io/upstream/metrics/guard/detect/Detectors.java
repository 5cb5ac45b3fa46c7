package io.upstream.metrics.guard.detect;

import io.upstream.metrics.label.CustomerId;
import java.util.ArrayList;
import java.util.List;

/**
 * The detectors that every recorder has unless it is told otherwise.
 *
 * <p>They are asked in the order of the list and the first hit names the value, so what has the
 * most peculiar form comes first. A customer's identifier may well be a bare number or a UUID: of
 * random ten-digit numbers two thirds could be a telephone number. For {@link CustomerId} the bare
 * forms are therefore off, and only what carries a number's usual punctuation is caught.
 */
public final class Detectors {

  /** {@code jane.roe@mail.example}. */
  public static final Detector EMAIL =
      Detector.of("email", "An e-mail address.", EmailScanner::finds);

  /** {@code /search?name=roe}. */
  public static final Detector URL_WITH_QUERY =
      Detector.of(
          "url_with_query",
          "An address with a query, where names, tokens and search words travel.",
          UrlScanner::finds);

  /** {@code 3f2504e0-4f89-41d3-9a0c-0305e82c3301}. */
  public static final Detector UUID =
      Detector.of("uuid", "A UUID, with its hyphens or without.", UuidScanner::finds)
          .notOn(CustomerId.class);

  /** {@code 192.0.2.17}, {@code 2001:db8::1}. */
  public static final Detector IP = Detector.of("ip", "An IPv4 or IPv6 address.", IpScanner::finds);

  /** {@code 1EG4-TE5-MK73}. */
  public static final Detector MBI =
      Detector.of("mbi", "A Medicare beneficiary identifier.", MbiScanner::finds);

  /** {@code 219-48-7305}; bare not on customers. */
  public static final Detector US_SSN =
      Detector.of("us_ssn", "A US Social Security number.", SsnScanner::finds)
          .on(CustomerId.class, SsnScanner::findsGrouped);

  /** {@code 4111 1111 1111 1111}; bare not on customers. */
  public static final Detector PAYMENT_CARD =
      Detector.of(
              "payment_card",
              "A payment card's number with a right check digit.",
              CardScanner::finds)
          .on(CustomerId.class, CardScanner::findsGrouped);

  /** {@code 1961-03-03}, {@code 3 Mar 1961}; bare not on customers. */
  public static final Detector DATE =
      Detector.of("date", "A calendar date with its year.", DateScanner::finds)
          .on(CustomerId.class, DateScanner::findsPunctuated);

  /** {@code 1234567893}; it has no punctuated form, so not on customers. */
  public static final Detector NPI =
      Detector.of(
              "npi",
              "A US national provider identifier with a right check digit.",
              NpiScanner::finds)
          .notOn(CustomerId.class);

  /** {@code (415) 555-0132}, {@code +44 7700 900461}; bare not on customers. */
  public static final Detector PHONE =
      Detector.of("phone", "A telephone number.", PhoneScanner::finds)
          .on(CustomerId.class, PhoneScanner::findsPunctuated);

  /** Seven digits in a row and more: record, account and claim numbers; not on customers. */
  public static final Detector DIGIT_RUN =
      Detector.of(
              "digit_run",
              "Seven digits in a row or more, as record and account numbers have.",
              text -> DigitRuns.any(text, (all, start, length) -> length >= 7))
          .notOn(CustomerId.class);

  /** {@code Jane Roe}, {@code Roe, Jane}, {@code jane.roe}. */
  public static final Detector PERSON_NAME =
      Detector.of("person_name", "What reads like a person's name.", NameScanner::finds);

  private static final List<Detector> STANDARD =
      List.of(
          EMAIL,
          URL_WITH_QUERY,
          UUID,
          IP,
          MBI,
          US_SSN,
          PAYMENT_CARD,
          DATE,
          NPI,
          PHONE,
          DIGIT_RUN,
          PERSON_NAME);

  private Detectors() {}

  /** All of them, in the order in which they are asked. */
  public static List<Detector> standard() {
    return STANDARD;
  }

  /** The list with a detector in the place of the one of its name, or else at the end. */
  public static List<Detector> with(List<Detector> detectors, Detector added) {
    List<Detector> more = new ArrayList<>(detectors);
    for (int i = 0; i < more.size(); i++) {
      if (more.get(i).name().equals(added.name())) {
        more.set(i, added);
        return List.copyOf(more);
      }
    }
    more.add(added);
    return List.copyOf(more);
  }
}

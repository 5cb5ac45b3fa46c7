package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.View;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * The detectors that every recorder has by default.
 *
 * <p>They run in the order of the list and the first hit is counted, so detectors of the most
 * specific forms come first. Two kinds of labels have exceptions:
 *
 * <ul>
 *   <li>A customer's identifier may well be a bare number or a UUID: of random ten-digit numbers
 *       two thirds could be a telephone number. For {@link CustomerId} the bare forms are off, and
 *       only a number with its usual punctuation, or with a word for it, is caught.
 *   <li>Jobs, reports, routes, views and models carry the dates of runs and releases. A date within
 *       some years of today is ordinary there unless a word for a person stands beside it.
 * </ul>
 */
public final class Detectors {

  /** Label types in which the date of a run or of a release is ordinary. */
  private static final List<Class<? extends OpenLabel>> DATED =
      List.of(JobType.class, Endpoint.class, View.class, ReportType.class, ModelName.class);

  /** {@code jane.roe@mail.example}. */
  public static final Detector EMAIL = detector("email", "An e-mail address.", EmailScanner::finds);

  /** {@code ghp_...}, {@code Bearer ...}, {@code postgres://user:password@host}. */
  public static final Detector SECRET =
      detector("secret", "A token, a password or a private key.", SecretScanner::finds);

  /** {@code /search?name=roe}. */
  public static final Detector URL_WITH_QUERY =
      detector(
          "url_with_query",
          "An address with a query, where names, tokens and search words travel.",
          UrlScanner::finds);

  /** {@code PID|1||48291}, {@code NM1*IL*1*ROE}, {@code Roe^Jane}. */
  public static final Detector MESSAGE =
      detector(
          "message",
          "A piece of an HL7, X12 or FHIR message about a person.",
          MessageScanner::finds);

  /** {@code 3f2504e0-4f89-41d3-9a0c-0305e82c3301}. */
  public static final Detector UUID =
      detector("uuid", "A UUID, with its hyphens or without, or a ULID.", UuidScanner::finds)
          .notOn(CustomerId.class);

  /** {@code 192.0.2.17}, {@code 2001:db8::1}. */
  public static final Detector IP = detector("ip", "An IPv4 or IPv6 address.", IpScanner::finds);

  /** {@code 1EG4-TE5-MK73}. */
  public static final Detector MBI =
      detector("mbi", "A Medicare beneficiary identifier.", MbiScanner::finds);

  /** {@code 219-48-7305}; bare not on customers. */
  public static final Detector US_SSN =
      detector("us_ssn", "A US Social Security number.", SsnScanner::finds)
          .on(CustomerId.class, on(SsnScanner::findsGrouped));

  /** {@code 4111 1111 1111 1111}; bare not on customers. */
  public static final Detector PAYMENT_CARD =
      detector(
              "payment_card",
              "A payment card's number with a right check digit.",
              CardScanner::finds)
          .on(CustomerId.class, on(CardScanner::findsGrouped));

  /** {@code DE89 3704 0044 0532 0130 00}, {@code routing-021000021}. */
  public static final Detector BANK_ACCOUNT =
      detector(
          "bank_account",
          "An international bank account number, or a bank's or an account's number by its name.",
          BankScanner::finds);

  /** {@code 943 476 5919}, {@code 529.982.247-25}. */
  public static final Detector NATIONAL_ID =
      detector(
          "national_id",
          "A personal number of another country with a right check digit.",
          NationalIdScanner::finds);

  /** {@code 00:1a:2b:3c:4d:5e}, {@code 1HGCM82633A004352}. */
  public static final Detector DEVICE =
      detector(
          "device",
          "A hardware address, a vehicle identification number or a serial number.",
          DeviceScanner::finds);

  /** {@code 1961-03-03}, {@code 3 Mar 1961}; bare not on customers. */
  public static final Detector DATE = date(Detectors::thisYear);

  /** {@code 1234567893}; it has no punctuated form, so not on customers. */
  public static final Detector NPI =
      detector(
              "npi",
              "A US national provider identifier with a right check digit.",
              NpiScanner::finds)
          .notOn(CustomerId.class);

  /** {@code (415) 555-0132}, {@code +44 7700 900461}; bare not on customers. */
  public static final Detector PHONE =
      detector("phone", "A telephone number.", PhoneScanner::finds)
          .on(CustomerId.class, on(PhoneScanner::findsPunctuated));

  /** {@code 40.7128,-74.0060}, {@code 742-evergreen-terrace}, {@code zip-02139}. */
  public static final Detector LOCATION =
      detector(
          "location",
          "Coordinates, a street with a number, a post office box or a postal code.",
          LocationScanner::finds);

  /** {@code MRN-48291}, {@code member_id=W22198}, {@code Patient/48291}. */
  public static final Detector RECORD_NUMBER =
      detector(
          "record_number",
          "The number of a record, a member, a claim or an account beside a word for it.",
          RecordNumberScanner::finds);

  /** Seven digits in a row and more: record, account and claim numbers; not on customers. */
  public static final Detector DIGIT_RUN = digitRun(Detectors::thisYear);

  /** {@code Jane Roe}, {@code Roe, Jane}, {@code jane.roe}, {@code JaneRoe}. */
  public static final Detector PERSON_NAME =
      detector("person_name", "What reads like a person's name.", NameScanner::finds);

  /** {@code q9Xz3LmN8pR5tV7wYb2K}; not on customers, whose identifiers may look so. */
  public static final Detector RANDOM_TOKEN =
      detector("random_token", "What looks as random as a token or a key.", RandomScanner::finds)
          .notOn(CustomerId.class);

  private static final List<Detector> STANDARD = standard(DATE, DIGIT_RUN);

  private Detectors() {}

  /** Returns all standard detectors in the order in which they run. */
  public static List<Detector> standard() {
    return STANDARD;
  }

  /**
   * Returns the standard detectors for another current year, around which dates of runs are
   * ordinary.
   */
  public static List<Detector> standardIn(int year) {
    return standard(date(() -> year), digitRun(() -> year));
  }

  private static List<Detector> standard(Detector date, Detector digitRun) {
    return List.of(
        EMAIL,
        SECRET,
        URL_WITH_QUERY,
        MESSAGE,
        UUID,
        IP,
        MBI,
        US_SSN,
        PAYMENT_CARD,
        BANK_ACCOUNT,
        NATIONAL_ID,
        DEVICE,
        date,
        NPI,
        PHONE,
        LOCATION,
        RECORD_NUMBER,
        digitRun,
        PERSON_NAME,
        RANDOM_TOKEN);
  }

  private static Detector date(IntSupplier thisYear) {
    Detector date =
        detector("date", "A calendar date with its year.", DateScanner::finds)
            .on(CustomerId.class, on(DateScanner::findsPunctuated));
    for (Class<? extends OpenLabel> type : DATED) {
      date = date.on(type, on(text -> DateScanner.findsPersonal(text, thisYear.getAsInt())));
    }
    return date;
  }

  private static Detector digitRun(IntSupplier thisYear) {
    Detector run =
        detector(
                "digit_run",
                "Seven digits in a row or more, as record and account numbers have.",
                DigitRunScanner::finds)
            .notOn(CustomerId.class);
    for (Class<? extends OpenLabel> type : DATED) {
      run = run.on(type, on(text -> DigitRunScanner.finds(text, thisYear.getAsInt())));
    }
    return run;
  }

  private static int thisYear() {
    return Year.now(ZoneOffset.UTC).getValue();
  }

  private static Detector detector(String name, String finds, Predicate<NormalizedText> scanner) {
    return Detector.of(name, finds, on(scanner));
  }

  private static Predicate<CharSequence> on(Predicate<NormalizedText> scanner) {
    return value -> scanner.test(NormalizedText.of(value));
  }

  /** Returns the list with a detector in the place of the one of its name, or else at the end. */
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

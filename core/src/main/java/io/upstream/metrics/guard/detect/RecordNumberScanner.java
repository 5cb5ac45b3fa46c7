package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.Context;
import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.guard.detect.text.WordSet;

/**
 * Finds the number of a record, a member, a policy, a claim or an account by the word beside it:
 * {@code MRN-48291}, {@code member_id=W22198}, {@code Patient/48291}, {@code acct#55120}.
 *
 * <p>After a word for a person four digits are needed, after a word for a thing five, because
 * procedure codes and versions of formats are shorter; one digit less if an {@code id}, a {@code
 * no} or a sign is between. The name of a FHIR resource or of a collection before a slash counts
 * like a word for a person. Years, transaction sets, versions of X12 and dates are accepted.
 */
final class RecordNumberScanner {

  private static final WordSet PERSONS =
      WordSet.of(
          """
          mrn patient member subscriber insured beneficiary guarantor enrollee dependent hicn mbi hic
          medicaid passport pt npi dea chart person ptid empi mpi ssn
          """);

  private static final WordSet THINGS =
      WordSet.of(
          """
          claim acct account policy encounter visit invoice icn dcn clm rx prescription accession
          authorization coverage license licence dl admission episode specimen referral policyholder
          certificate cert record statement payment
          """);

  private static final WordSet GROUPS = WordSet.of("group employer");

  private static final WordSet COLLECTIONS =
      WordSet.of(
          """
          patients members subscribers claims accounts policies encounters visits invoices persons
          people guarantors beneficiaries coverages enrollees appointment appointments coverage
          observation observations condition practitioner practitioners explanationofbenefit eob
          relatedperson documentreference medicationrequest procedure immunization
          """);

  private RecordNumberScanner() {}

  static boolean finds(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isWord(token) && isNamed(text, token)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamed(NormalizedText text, int token) {
    boolean person = Context.isWord(text, token, PERSONS);
    boolean thing = Context.isWord(text, token, THINGS);
    boolean group = text.isWord(token, GROUPS);
    boolean collection = text.isMark(token + 1, "/") && isCollection(text, token);
    if (!person && !thing && !group && !collection) {
      return false;
    }
    Context context = Context.after(text, token);
    if (group && !context.linked()) {
      return false;
    }
    boolean resource = text.isMark(token + 1, "/") && context.value() == token + 2;
    int least = person || collection ? 4 : 5;
    least -= context.linked() ? 1 : 0;
    return isNumber(text, context.value(), least, context.linked(), resource);
  }

  private static boolean isCollection(NormalizedText text, int token) {
    int start = token;
    while (start > 0 && text.isWord(start - 1)) {
      start--;
    }
    return COLLECTIONS.has(text, text.start(start), text.end(token))
        || text.isWord(token, COLLECTIONS)
        || text.isWord(token, PERSONS);
  }

  private static boolean isNumber(
      NormalizedText text, int token, int least, boolean linked, boolean resource) {
    int end = text.runEnd(token);
    if (end <= token) {
      return false;
    }
    if (text.isNumber(token)) {
      boolean padded = text.at(text.start(token)) == '0' && text.size(token) >= 4;
      return (text.size(token) >= least && !isOrdinary(text, token, linked)) || padded;
    }
    // Letters may precede the digits: W2219840, AB12345C. Of a class name only the digits count.
    boolean lettered = text.size(token) <= 4 && text.isNumber(token + 1);
    boolean figures =
        lettered && text.size(token + 1) >= least && !isOrdinary(text, token + 1, false);
    int size = text.end(end - 1) - text.start(token);
    boolean mixed = (linked || resource) && text.digits(token, end) >= 3 && size >= 6 && lettered;
    return figures
        || (mixed && !isOrdinary(text, token + 1, false))
        || (linked && lettered && text.digits(token, text.groupsEnd(token + 1, "-")) >= 6);
  }

  /**
   * Returns whether a number is ordinary: a year, a version of X12, a form, a procedure code of a
   * visit, a date.
   */
  private static boolean isOrdinary(NormalizedText text, int token, boolean linked) {
    int number = text.number(token);
    return switch (text.size(token)) {
      case 4 ->
          !linked
              && ((number >= 1900 && number <= 2099)
                  || number % 1000 == 10
                  || number == 1500
                  || number == 1450);
      case 5 -> !linked && number >= 99000;
      case 6 ->
          number / 100 >= 1990 && number / 100 <= 2099 && number % 100 >= 1 && number % 100 <= 12;
      case 8 ->
          number / 10_000 >= 1990
              && number / 10_000 <= 2099
              && number / 100 % 100 <= 12
              && number % 100 <= 31;
      default -> false;
    };
  }
}

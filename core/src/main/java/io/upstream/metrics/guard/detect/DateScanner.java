package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.Context;
import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.guard.detect.text.WordSet;

/**
 * Finds a calendar date: in figures with the year first or last, eight figures in a row, or with
 * the month's name ({@code 7 Mar 1984}, {@code 1984-mar-07}).
 *
 * <p>Only whole dates with a year between 1900 and 2099: a month of a year ({@code 2024-11}) is an
 * ordinary part of a job's name. Where the year comes first, dots need two figures for month and
 * day, so that {@code 2024.1.2} remains a version.
 *
 * <p>In labels where dates of runs and releases are ordinary, the scanner accepts a date within
 * some years of today unless a word for a person or for a birth, a death or a stay is beside it.
 */
final class DateScanner {

  private static final int YEARS_BACK = 6; // as long as claims and their records are kept
  private static final int YEARS_AHEAD = 2;

  private static final String SEPARATORS = "-/._ ";

  private static final WordSet EVENTS =
      WordSet.of(
          """
          dob birth birthdate birthday born bday dod death deceased died admitted admission admit
          discharged discharge
          """);

  private static final WordSet PERSONS =
      WordSet.of(
          "patient member subscriber insured beneficiary guarantor enrollee dependent mrn ssn");

  private static final String[] MONTHS = {
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december"
  };

  private DateScanner() {}

  /** Returns whether a text has any date. */
  static boolean finds(NormalizedText text) {
    return finds(text, true, 0);
  }

  /** Returns whether a date is found that is not eight figures in a row. */
  static boolean findsPunctuated(NormalizedText text) {
    return finds(text, false, 0);
  }

  /**
   * Returns whether a text has a date that is far from this year, or beside a word for a person or
   * an event.
   */
  static boolean findsPersonal(NormalizedText text, int thisYear) {
    return finds(text, true, thisYear);
  }

  /**
   * Returns whether a number is the date of a run: eight figures, or fourteen with the time of day.
   */
  static boolean isRecent(NormalizedText text, int number, int thisYear) {
    int start = text.start(number);
    return (text.isNumber(number, 8) || text.isNumber(number, 14))
        && isDate(text.number(start, 4), text.number(start + 4, 2), text.number(start + 6, 2))
        && isNear(text.number(start, 4), thisYear);
  }

  private static boolean finds(NormalizedText text, boolean bare, int thisYear) {
    for (int token = 0; token < text.tokens(); token++) {
      int year = bare ? yearOfBare(text, token) : 0;
      year = year > 0 ? year : yearOfGroups(text, token);
      year = year > 0 ? year : yearOfNamed(text, token);
      if (year > 0 && (!isNear(year, thisYear) || isPersonal(text, token))) {
        return true;
      }
    }
    return findsAfterEvent(text);
  }

  private static boolean isNear(int year, int thisYear) {
    return year >= thisYear - YEARS_BACK && year <= thisYear + YEARS_AHEAD;
  }

  /**
   * Returns whether a word for a person is directly before, or one for an event up to two words
   * before.
   */
  private static boolean isPersonal(NormalizedText text, int token) {
    for (int before = token - 1; before >= token - 4; before--) {
      if (text.isWord(before, EVENTS) || (before >= token - 2 && text.isWord(before, PERSONS))) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether six or more digits, in groups or not, follow a word for an event. */
  private static boolean findsAfterEvent(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isWord(token, EVENTS)) {
        int value = Context.after(text, token).value();
        if (text.isWord(value, "date")) {
          value = Context.after(text, value).value();
        }
        if (text.digits(value, text.groupsEnd(value, SEPARATORS)) >= 6) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns the year of eight digits in any of three orders; fourteen are a date and a time of day.
   */
  private static int yearOfBare(NormalizedText text, int token) {
    boolean timed = text.isNumber(token, 14);
    if (!timed && !text.isNumber(token, 8)) {
      return 0;
    }
    int start = text.start(token);
    if (timed
        && (text.number(start + 8, 2) > 23
            || text.number(start + 10, 2) > 59
            || text.number(start + 12, 2) > 59)) {
      return 0;
    }
    int first = text.number(start, 2);
    int second = text.number(start + 2, 2);
    int year = text.number(start, 4);
    if (isDate(year, text.number(start + 4, 2), text.number(start + 6, 2))) {
      return year;
    }
    int last = text.number(start + 4, 4);
    return isDate(last, first, second) || isDate(last, second, first) ? last : 0;
  }

  private static int yearOfGroups(NormalizedText text, int token) {
    char separator = text.at(text.end(token));
    if (!text.isNumber(token)
        || !text.isMark(token + 1, SEPARATORS)
        || !text.isMark(token + 3)
        || text.at(text.start(token + 3)) != separator) {
      return 0;
    }
    int first = text.number(token);
    int second = text.number(token + 2);
    int third = text.number(token + 4);
    boolean short2 = text.size(token + 2) <= 2;
    if (text.size(token) == 4
        && short2
        && text.size(token + 4) <= 2
        && isDate(first, second, third)) {
      boolean two = text.size(token + 2) == 2 && text.size(token + 4) == 2;
      return two || separator == '-' || separator == '/' ? first : 0;
    }
    if (text.size(token) > 2 || !short2) {
      return 0;
    }
    if (text.size(token + 4) == 4
        && (isDate(third, first, second) || isDate(third, second, first))) {
      return third;
    }
    // A year of two digits counts only after slashes, because 01-02-03 may number shards.
    boolean slashed = separator == '/' && text.isNumber(token + 4, 2);
    int year = (third > 30 ? 1900 : 2000) + third;
    return slashed && (isDate(year, first, second) || isDate(year, second, first)) ? year : 0;
  }

  /** Returns the year around a month's name: 3 Mar 1961, Mar 3, 1961, 1961-mar-03. */
  private static int yearOfNamed(NormalizedText text, int token) {
    if (!isMonth(text, token)) {
      return 0;
    }
    int before = text.isMark(token - 1) ? token - 2 : token - 1;
    if (text.isWord(before, "th")
        || text.isWord(before, "st")
        || text.isWord(before, "nd")
        || text.isWord(before, "rd")) {
      before--;
    }
    int after = pastMarks(text, token + 1);
    int afterDay = pastMarks(text, isOrdinal(text, after + 1) ? after + 2 : after + 1);
    if (isDay(text, before) && isYear(text, after)) {
      return text.number(after);
    }
    if (isDay(text, after) && afterDay > after + 1 && isYear(text, afterDay)) {
      return text.number(afterDay);
    }
    return isYear(text, before) && isDay(text, after) ? text.number(before) : 0;
  }

  private static boolean isOrdinal(NormalizedText text, int token) {
    return text.isWord(token) && text.size(token) == 2;
  }

  private static int pastMarks(NormalizedText text, int token) {
    int next = token;
    while (next < token + 2 && text.isMark(next, ", -/._:") && text.size(next) <= 3) {
      next++;
    }
    return next;
  }

  private static boolean isMonth(NormalizedText text, int token) {
    int size = text.size(token);
    if (size < 3 || !text.isWord(token)) {
      return false;
    }
    for (String month : MONTHS) {
      boolean shortened = size == 3 || (size == 4 && month.equals("september"));
      if ((shortened || size == month.length()) && text.beginsLike(token, month)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDay(NormalizedText text, int token) {
    int day = text.size(token) <= 2 ? text.number(token) : -1;
    return day >= 1 && day <= 31;
  }

  private static boolean isYear(NormalizedText text, int token) {
    return text.isNumber(token, 4) && isYear(text.number(token));
  }

  private static boolean isYear(int year) {
    return year >= 1900 && year <= 2099;
  }

  private static boolean isDate(int year, int month, int day) {
    return isYear(year) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }
}

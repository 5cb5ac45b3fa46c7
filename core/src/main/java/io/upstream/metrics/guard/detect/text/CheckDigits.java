package io.upstream.metrics.guard.detect.text;

/** The check digits of the numbers that detectors know, each over a string of ASCII digits. */
public final class CheckDigits {

  private static final String[] VERHOEFF_PRODUCT = {
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"
  };
  private static final String[] VERHOEFF_PERMUTATION = {
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258"
  };

  private CheckDigits() {}

  /**
   * Checks a Luhn number: payment cards, NPIs, Canadian and Swedish numbers; {@code before} is the
   * sum that a prefix adds.
   */
  public static boolean luhn(String digits, int before) {
    int sum = before;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
    }
    return sum % 10 == 0;
  }

  /** Returns whether the digits, each times its weight, add up to a multiple of the modulus. */
  public static boolean weighted(String digits, int modulus, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (digits.charAt(i) - '0') * weights[i];
    }
    return sum % modulus == 0;
  }

  /** Checks both check digits of a Brazilian CPF. */
  public static boolean cpf(String digits) {
    return digits.length() == 11
        && digits.charAt(9) - '0' == cpfDigit(digits, 9)
        && digits.charAt(10) - '0' == cpfDigit(digits, 10);
  }

  private static int cpfDigit(String digits, int before) {
    int sum = 0;
    for (int i = 0; i < before; i++) {
      sum += (digits.charAt(i) - '0') * (before + 1 - i);
    }
    return sum * 10 % 11 % 10;
  }

  /** Checks the Verhoeff digit of Indian Aadhaar numbers. */
  public static boolean verhoeff(String digits) {
    int check = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int permuted = VERHOEFF_PERMUTATION[i % 8].charAt(digit) - '0';
      check = VERHOEFF_PRODUCT[check].charAt(permuted) - '0';
    }
    return check == 0;
  }

  /** Returns the remainder modulo 97 of a text as a number, with a letter as 10 to 35. */
  public static int mod97(String text) {
    int rest = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = Character.digit(text.charAt(i), 36);
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest;
  }
}

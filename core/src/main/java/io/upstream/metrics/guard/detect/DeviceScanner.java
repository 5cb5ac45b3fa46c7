package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.Context;
import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.guard.detect.text.WordSet;

/**
 * Finds what identifies a device or a vehicle: a hardware address in six pairs or three groups of
 * four, a vehicle identification number with its check digit, and a serial number beside a word for
 * one.
 */
final class DeviceScanner {

  private static final int VIN = 17;

  /** The values of the letters A to Z; I, O and Q are not used. */
  private static final int[] VIN_VALUES = {
    1, 2, 3, 4, 5, 6, 7, 8, -1, 1, 2, 3, 4, 5, -1, 7, -1, 9, 2, 3, 4, 5, 6, 7, 8, 9
  };

  private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

  private static final WordSet HARDWARE =
      WordSet.of("mac dev device wlan eth bt ble hw hwaddr bssid wifi lan");

  private static final WordSet SERIALS =
      WordSet.of("serial imei imsi meid udi vin android device sn iccid pacemaker");

  private DeviceScanner() {}

  static boolean finds(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      int end = text.startsRun(token) ? text.runEnd(token) : token;
      if (end > token && isRun(text, text.start(token), text.end(end - 1))) {
        return true;
      }
      if (isNamed(text, token)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRun(NormalizedText text, int from, int to) {
    return switch (to - from) {
      case 2 -> isAddress(text, from, 6, 2, ":-_");
      case 4 -> isAddress(text, from, 3, 4, ".");
      case VIN -> isVehicle(text, from);
      default -> isAddress(text, to - 2, 6, 2, ":-_");
    };
  }

  private static boolean isAddress(
      NormalizedText text, int from, int groups, int size, String separators) {
    char separator = text.at(from + size);
    if (separators.indexOf(separator) < 0) {
      return false;
    }
    int letters = 0;
    int digits = 0;
    int at = from;
    for (int group = 0; group < groups; group++) {
      if (group > 0 && text.at(at++) != separator) {
        return false;
      }
      for (int end = at + size; at < end; at++) {
        if (!text.isHex(at)) {
          return false;
        }
        boolean digit = text.at(at) <= '9';
        digits += digit ? 1 : 0;
        letters += digit ? 0 : 1;
      }
    }
    return digits > 0 && (letters > 0 || separator == ':') && !text.isHex(at);
  }

  private static boolean isVehicle(NormalizedText text, int from) {
    int sum = 0;
    int digits = 0;
    for (int i = 0; i < VIN; i++) {
      char c = Character.toUpperCase(text.at(from + i));
      int value = value(c);
      if (value < 0) {
        return false;
      }
      digits += c <= '9' ? 1 : 0;
      sum += value * VIN_WEIGHTS[i];
    }
    char check = Character.toUpperCase(text.at(from + 8));
    return digits >= 4 && (sum % 11 == 10 ? check == 'X' : check == '0' + sum % 11);
  }

  private static int value(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'A' && c <= 'Z' ? VIN_VALUES[c - 'A'] : -1;
  }

  private static boolean isNamed(NormalizedText text, int token) {
    boolean hardware = text.isWord(token, HARDWARE);
    if (!hardware && !Context.isWord(text, token, SERIALS)) {
      return false;
    }
    Context context = Context.after(text, token);
    int value = context.value();
    int end = text.runEnd(value);
    if (end <= value) {
      return false;
    }
    int digits = text.digits(value, end);
    int size = text.end(end - 1) - text.start(value);
    if (hardware && size == 12 && isHexadecimal(text, text.start(value))) {
      return true;
    }
    boolean serial = context.linked() || !hardware;
    return serial && digits >= 4 && (size >= 6 || digits >= 5);
  }

  private static boolean isHexadecimal(NormalizedText text, int from) {
    for (int i = from; i < from + 12; i++) {
      if (!text.isHex(i)) {
        return false;
      }
    }
    return true;
  }
}

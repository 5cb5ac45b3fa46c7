package io.upstream.metrics.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options after a command's name: {@code --name value}, {@code --name=value}, {@code --flag}.
 */
final class Options {

  private final Map<String, List<String>> values = new HashMap<>();

  private Options() {}

  static Options parse(List<String> words, Set<String> valued, Set<String> flags)
      throws CommandException {
    Options options = new Options();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (flags.contains(name) && equals < 0) {
        options.add(name, "");
      } else if (!valued.contains(name)) {
        throw CommandException.usage(name + ": there is no such option here, see --help");
      } else if (equals >= 0) {
        options.add(name, word.substring(equals + 1));
      } else if (i + 1 < words.size()) {
        options.add(name, words.get(++i));
      } else {
        throw CommandException.usage(name + ": expected a value after it");
      }
    }
    return options;
  }

  private void add(String name, String value) {
    values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Returns the value of an option that may be given only once. */
  @Nullable String value(String name) throws CommandException {
    List<String> given = all(name);
    if (given.size() > 1) {
      throw CommandException.usage(name + ": expected once, got " + given.size() + " times");
    }
    return given.isEmpty() ? null : given.get(0);
  }

  /** Returns a whole number of 1 or more. */
  long number(String name, long standard) throws CommandException {
    String value = value(name);
    return value == null ? standard : number(name, value);
  }

  static long number(String name, String value) throws CommandException {
    try {
      long number = Long.parseLong(value);
      if (number >= 1 && number <= 36_500) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, together with numbers out of range
    }
    throw CommandException.usage(name + " " + value + ": expected a whole number from 1 to 36500");
  }
}

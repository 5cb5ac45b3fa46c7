package io.upstream.metrics.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings and streams of a command. */
record Environment(Map<String, String> variables) {

  /** Returns a text without the values, which may be secrets. */
  @Override
  public String toString() {
    return "Environment" + variables.keySet();
  }

  @Nullable String get(String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /**
   * Returns a secret: from a file that an option or a variable names, or from a variable itself.
   */
  @Nullable String secret(@Nullable String file, String variable) throws CommandException {
    String path = file == null ? get(variable + "_FILE") : file;
    if (path == null) {
      return get(variable);
    }
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException | InvalidPathException e) {
      throw CommandException.usage(
          path + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}

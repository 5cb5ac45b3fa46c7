package io.upstream.metrics.sample;

import io.upstream.metrics.commands.Commands;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * The commands of the library as arguments of the application. Arguments before a command, such as
 * a profile, are for the platform; arguments after it are for the command.
 */
final class SampleCommands {

  private final QuietPlatform platform;
  private final Commands commands;
  private final List<String> words;

  private SampleCommands(List<String> arguments, List<String> words) {
    this.platform = new QuietPlatform(arguments);
    this.commands = Commands.in(platform, platform);
    this.words = words;
  }

  /** Returns the command among the arguments, or null if there is none. */
  static @Nullable SampleCommands among(String... args) {
    List<String> all = List.of(args);
    int first = 0;
    while (first < all.size() && all.get(first).startsWith("--")) {
      first++;
    }
    SampleCommands found =
        new SampleCommands(all.subList(0, first), all.subList(first, all.size()));
    return first < all.size() && found.commands.knows(all.get(first)) ? found : null;
  }

  /** Runs the command and returns the exit code. */
  int run() {
    try (platform) {
      return commands.run(words.toArray(String[]::new));
    } catch (RuntimeException e) {
      System.err.println(
          words.get(0)
              + ": the platform does not start: "
              + NestedExceptionUtils.getMostSpecificCause(e).getMessage());
      return Commands.FAILED;
    }
  }
}

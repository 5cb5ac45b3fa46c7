package io.upstream.metrics.maven;

import io.upstream.metrics.tools.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Runs the command-line tools inside Maven. */
abstract class ToolMojo extends AbstractMojo {

  /**
   * Runs a command and logs what it says.
   *
   * @throws MojoFailureException if a check fails
   * @throws MojoExecutionException if the command cannot do what it is asked
   */
  final void run(String fix, List<String> arguments)
      throws MojoFailureException, MojoExecutionException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(said, true, StandardCharsets.UTF_8), arguments.toArray(String[]::new));
    String text = said.toString(StandardCharsets.UTF_8);
    if (code > 1) {
      throw new MojoExecutionException(text.strip());
    }
    if (code == 1) {
      // The message repeats the text, because the log may be quiet.
      throw new MojoFailureException(fix + ":\n" + text.strip());
    }
    text.lines().forEach(getLog()::info);
  }
}

package io.upstream.metrics.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code blocks of a page in docs, so that they can be run. */
final class DocExamples {

  private final String page;

  private DocExamples(String page) {
    this.page = page;
  }

  static DocExamples in(String page) {
    try {
      return new DocExamples(Files.readString(Path.of("..", "docs", page)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first block of a language that contains this. */
  String block(String language, String containing) {
    Matcher blocks = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    while (blocks.find()) {
      if (blocks.group(1).contains(containing)) {
        return blocks.group(1);
      }
    }
    throw new AssertionError("There is no " + language + " block with " + containing);
  }
}

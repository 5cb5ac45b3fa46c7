package io.upstream.metrics.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The README, the guides and what stands in them between fences. */
public final class Pages {

  private static final Pattern FENCED =
      Pattern.compile(
          "(?:<!-- (?<marker>fragment|given): (?<said>[^\n]*?) -->\n+)?"
              + "^(?<indent> *)```(?<language>[a-z]+)\n(?<text>.*?)^ *```$",
          Pattern.DOTALL | Pattern.MULTILINE);

  private Pages() {}

  /**
   * What stands between fences.
   *
   * @param page the page's file name
   * @param line the line it begins at
   * @param language the word after the fence
   * @param marker {@code fragment} or {@code given} where the page says so, else empty
   * @param said why it cannot stand alone, or what it takes as given
   * @param text the block itself
   */
  public record Block(
      String page, int line, String language, String marker, String said, String text) {

    @Override
    public String toString() {
      return page + ":" + line;
    }
  }

  /** All pages by path. */
  static Map<Path, String> all() {
    Map<Path, String> pages = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of("."))) {
      List<Path> guides = files.filter(file -> file.toString().endsWith(".md")).toList();
      for (Path file :
          Stream.concat(
                  guides.stream(),
                  Stream.of(
                          "README.md",
                          "CONTRIBUTING.md",
                          "CHANGELOG.md",
                          "SECURITY.md",
                          "monitoring/README.md")
                      .map(name -> Path.of("..", name)))
              .toList()) {
        pages.put(file.normalize(), Files.readString(file));
      }
      return pages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All blocks of some languages. */
  public static List<Block> blocks(String... languages) {
    List<Block> blocks = new ArrayList<>();
    all()
        .forEach(
            (file, text) -> {
              Matcher block = FENCED.matcher(text);
              while (block.find()) {
                if (List.of(languages).contains(block.group("language"))) {
                  String marker = block.group("marker");
                  String said = block.group("said");
                  blocks.add(
                      new Block(
                          file.getFileName().toString(),
                          text.substring(0, block.start("text")).split("\n", -1).length,
                          block.group("language"),
                          marker == null ? "" : marker,
                          said == null ? "" : said,
                          block.group("text")));
                }
              }
            });
    return blocks;
  }
}

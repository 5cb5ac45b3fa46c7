package io.upstream.metrics.tools.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The comparison of two catalogues: the changes, and the alerts, recordings and panels of the older
 * one that a change breaks.
 *
 * @param changes the differences
 * @param broken the readers of a family that a change breaks
 */
public record Comparison(List<Change> changes, List<Broken> broken) {

  /**
   * The directories of an application's own classes in a jar, in a jar of Spring Boot and in a war.
   */
  private static final List<String> CLASSES = List.of("", "BOOT-INF/classes/", "WEB-INF/classes/");

  /**
   * An alert, a recording or a panel that a change breaks.
   *
   * @param reader its kind and name, such as {@code alert CheckoutBurnsFast}
   * @param change the change that breaks it
   */
  public record Broken(String reader, Change change) {

    @Override
    public String toString() {
      return "%s reads %s: %s".formatted(reader, change.family(), change.what());
    }
  }

  /** Copies the lists. */
  public Comparison {
    changes = List.copyOf(changes);
    broken = List.copyOf(broken);
  }

  /**
   * Compares two catalogues.
   *
   * @param before a jar with {@link CatalogueJson#RESOURCE}, or such a file, of the older version
   * @param after that of the newer one
   * @throws IOException if one of them is no catalogue; the message names it
   */
  public static Comparison of(Path before, Path after) throws IOException {
    return of(read(before), read(after));
  }

  /** Compares a file with what is rendered now. */
  public static Comparison of(Path before, String after) throws IOException {
    return of(read(before), new ObjectMapper().readTree(after));
  }

  static Comparison of(JsonNode before, JsonNode after) {
    List<Change> changes = CatalogueDiff.of(before, after);
    List<Broken> broken = new ArrayList<>();
    for (Map.Entry<String, JsonNode> reader : before.path("readers").properties()) {
      changes.stream()
          .filter(Change::breaking)
          .filter(change -> reads(reader.getValue().asText(), change))
          .forEach(change -> broken.add(new Broken(reader.getKey(), change)));
    }
    return new Comparison(changes, broken);
  }

  private static boolean reads(String expression, Change change) {
    return mentions(expression, change.family() + "(_bucket|_sum|_count)?")
        && (change.mention().isEmpty() || mentions(expression, Pattern.quote(change.mention())));
  }

  private static boolean mentions(String expression, String pattern) {
    return Pattern.compile("(?<![\\w.])" + pattern + "(?![\\w.])").matcher(expression).find();
  }

  /** Returns whether anything breaks. */
  public boolean isBreaking() {
    return changes.stream().anyMatch(Change::breaking);
  }

  /** Returns the comparison for the comment of a pull request. */
  public String markdown() {
    if (changes.isEmpty()) {
      return "The metrics are the same.\n";
    }
    StringBuilder text = new StringBuilder("| family | change | |\n|---|---|---|\n");
    for (Change change : changes) {
      text.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  change.family(),
                  change.what().replace("|", "\\|"),
                  change.breaking() ? "**breaking**" : "safe"));
    }
    if (!broken.isEmpty()) {
      text.append("\nThis breaks:\n\n");
      broken.forEach(each -> text.append("- ").append(each).append('\n'));
    }
    return text.toString();
  }

  private static JsonNode read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is no file");
    }
    if (!file.toString().matches(".*\\.(jar|war)")) {
      return checked(file, new ObjectMapper().readTree(file.toFile()));
    }
    try (ZipFile jar = new ZipFile(file.toFile())) {
      ZipEntry entry =
          CLASSES.stream()
              .map(classes -> jar.getEntry(classes + CatalogueJson.RESOURCE))
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      if (entry == null) {
        throw new IOException(file + " has no " + CatalogueJson.RESOURCE);
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return checked(file, new ObjectMapper().readTree(in));
      }
    }
  }

  private static JsonNode checked(Path file, JsonNode catalogue) throws IOException {
    if (!catalogue.path("families").isArray()) {
      throw new IOException(file + " is no catalogue: it has no families");
    }
    return catalogue;
  }
}

package io.upstream.metrics.tools.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Compares the catalogues of two jars, or of two JSON files, from the command line.
 *
 * <p>It ends with 0 if nothing breaks, 1 if something does, and 2 if it could not compare.
 */
public final class CompareCatalogues {

  private CompareCatalogues() {}

  /** Compares the two files that are the arguments, the older first. */
  public static void main(String[] arguments) {
    int code = run(System.out, arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  static int run(PrintStream out, String... arguments) {
    if (arguments.length != 2) {
      out.println("expected two jars of upstream-metrics-core, or two catalogue.json: old, new");
      return 2;
    }
    List<Change> changes;
    try {
      changes = CatalogueDiff.of(read(arguments[0]), read(arguments[1]));
    } catch (IOException unreadable) {
      out.println(unreadable.getMessage());
      return 2;
    }
    changes.forEach(out::println);
    long breaking = changes.stream().filter(Change::breaking).count();
    out.println(changes.size() + " changes, " + breaking + " of them breaking");
    return breaking == 0 ? 0 : 1;
  }

  private static JsonNode read(String file) throws IOException {
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new IOException(file + " is no file");
    }
    if (!file.endsWith(".jar")) {
      return checked(file, new ObjectMapper().readTree(path.toFile()));
    }
    try (ZipFile jar = new ZipFile(path.toFile())) {
      ZipEntry entry = jar.getEntry(CatalogueJson.RESOURCE);
      if (entry == null) {
        throw new IOException(file + " has no " + CatalogueJson.RESOURCE);
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return checked(file, new ObjectMapper().readTree(in));
      }
    }
  }

  private static JsonNode checked(String file, JsonNode catalogue) throws IOException {
    if (!catalogue.path("families").isArray()) {
      throw new IOException(file + " is no catalogue: it has no families");
    }
    return catalogue;
  }
}

package io.upstream.metrics.tools;

import io.upstream.metrics.tools.compat.CatalogueJson;
import io.upstream.metrics.tools.compat.Change;
import io.upstream.metrics.tools.compat.Comparison;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The tools from the command line.
 *
 * <pre>
 * generate --class-path app.jar --out monitoring/     writes the files of the catalogue
 * check    --class-path app.jar --out monitoring/     fails if they are not what it says
 *          [--baseline catalogue.json --changelog CHANGELOG.md]   and on a breaking change since
 *                                                     then that the changelog does not mention
 * lint     --class-path app.jar                       says what is likely to be regretted
 * diff     OLD NEW [--markdown]                       compares two jars or catalogue.json
 * </pre>
 *
 * <p>{@code --catalogue NAME} chooses one where the class path has several.
 *
 * <p>It ends with 0 if all is well, 1 if a check failed or something breaks, and 2 if it could not
 * do what was asked. {@code --class-path} may be left out where the catalogue is on the class path
 * of this program already.
 */
public final class Main {

  private final PrintStream out;
  private final String command;
  private final List<String> operands = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();

  private Main(PrintStream out, String... arguments) {
    this.out = out;
    this.command = arguments.length == 0 ? "" : arguments[0];
    for (int i = 1; i < arguments.length; i++) {
      if (arguments[i].equals("--markdown")) {
        options.put("markdown", "");
      } else if (arguments[i].startsWith("--") && i + 1 < arguments.length) {
        options.put(arguments[i].substring(2), arguments[++i]);
      } else {
        operands.add(arguments[i]);
      }
    }
  }

  /** Runs a command and ends the process with its code. */
  public static void main(String[] arguments) {
    int code = run(System.out, arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Runs a command; what it has to say goes to the stream. */
  public static int run(PrintStream out, String... arguments) {
    try {
      return new Main(out, arguments).run();
    } catch (IOException | IllegalArgumentException e) {
      out.println(e.getMessage());
      return 2;
    }
  }

  private int run() throws IOException {
    return switch (command) {
      case "diff" -> diff();
      case "generate", "check", "lint" -> withCatalogue();
      default ->
          throw new IllegalArgumentException(
              "expected generate, check, lint or diff, got: " + command);
    };
  }

  private int diff() throws IOException {
    if (operands.size() != 2) {
      throw new IllegalArgumentException("diff: expected two jars or catalogue.json, old and new");
    }
    Comparison comparison = Comparison.of(Path.of(operands.get(0)), Path.of(operands.get(1)));
    if (options.containsKey("markdown")) {
      out.print(comparison.markdown());
    } else {
      comparison.changes().forEach(out::println);
      comparison.broken().forEach(out::println);
      long breaking = comparison.changes().stream().filter(Change::breaking).count();
      out.println(comparison.changes().size() + " changes, " + breaking + " of them breaking");
    }
    return comparison.isBreaking() ? 1 : 0;
  }

  private int withCatalogue() throws IOException {
    String classPath = options.getOrDefault("class-path", "");
    if (classPath.isEmpty()) {
      return onlyOne(Main.class.getClassLoader());
    }
    try (URLClassLoader loader = new URLClassLoader(urls(classPath), Main.class.getClassLoader())) {
      return onlyOne(loader);
    }
  }

  private static URL[] urls(String classPath) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private int onlyOne(ClassLoader loader) throws IOException {
    Map<String, MetricsCatalogue> found = new TreeMap<>();
    for (MetricsCatalogue catalogue : ServiceLoader.load(MetricsCatalogue.class, loader)) {
      found.put(catalogue.name(), catalogue);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no MetricsCatalogue was found: name yours in META-INF/services/"
              + MetricsCatalogue.class.getName());
    }
    String wanted = options.getOrDefault("catalogue", found.keySet().iterator().next());
    MetricsCatalogue catalogue = found.get(wanted);
    if (catalogue == null || (found.size() > 1 && !options.containsKey("catalogue"))) {
      throw new IllegalArgumentException(
          "expected --catalogue to be one of " + String.join(", ", found.keySet()));
    }
    return one(catalogue);
  }

  private int one(MetricsCatalogue catalogue) throws IOException {
    if (command.equals("lint")) {
      List<String> findings = Lint.of(catalogue);
      findings.forEach(out::println);
      return findings.isEmpty() ? 0 : 1;
    }
    String directory = options.get("out");
    if (directory == null) {
      throw new IllegalArgumentException(command + ": --out says which directory the files are in");
    }
    GeneratedFiles files = GeneratedFiles.of(catalogue);
    if (command.equals("generate")) {
      files.write(Path.of(directory));
      return 0;
    }
    List<String> problems = new ArrayList<>(files.outdated(Path.of(directory)));
    problems.addAll(undeclared(catalogue));
    problems.forEach(out::println);
    return problems.isEmpty() ? 0 : 1;
  }

  /** Returns the breaking changes since the baseline that the changelog does not mention. */
  private List<String> undeclared(MetricsCatalogue catalogue) throws IOException {
    String baseline = options.get("baseline");
    if (baseline == null) {
      return List.of();
    }
    String changelog = options.get("changelog");
    String told = changelog == null ? "" : Files.readString(Path.of(changelog));
    Comparison comparison =
        Comparison.of(
            Path.of(baseline), CatalogueJson.render(catalogue.families(), Readers.of(catalogue)));
    return comparison.changes().stream()
        .filter(Change::breaking)
        .filter(change -> !told.contains("`" + change.family() + "`"))
        .map(
            change ->
                change
                    + (changelog == null
                        ? "; --changelog names the file that has to mention it"
                        : "; " + changelog + " has to mention `" + change.family() + "`"))
        .toList();
  }
}

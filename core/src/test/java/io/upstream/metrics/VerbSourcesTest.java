package io.upstream.metrics;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@link CustomerRecorder} declares the verbs. Those of {@link UpstreamRecorder} and {@link
 * UpstreamMetrics} only pass their arguments on, and are generated.
 */
class VerbSourcesTest {

  private static final Path SOURCES = Path.of("src", "main", "java", "io", "upstream", "metrics");
  private static final String BEGIN =
      "  // Verbs: begin. They follow from CustomerRecorder; mvn -q -Pmend test -pl core writes them.\n";
  private static final String END = "\n  // Verbs: end.\n";
  private static final int LINE = 100;

  private static final Pattern METHOD =
      Pattern.compile(
          "(?m)^(?<doc>(?:  /\\*\\*(?:[^*]|\\*(?!/))*\\*/\\n)?)"
              + "  (?<shown>public )?(?<type>(?:<[^>]*> )?\\w+)"
              + " (?<name>(?:track|time|start|run)[A-Z]\\w*)"
              + "\\((?<parameters>[^)]*)\\)(?<thrown>(?:\\s+throws \\w+)?) \\{");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?!static )[\\w.]+;\n");
  private static final Pattern LABEL =
      Pattern.compile("(?m)^import io\\.upstream\\.metrics\\.label\\.(\\w+);\n");

  @ParameterizedTest
  @CsvSource({"UpstreamRecorder,public,verbs", "UpstreamMetrics,public static,recorder()"})
  @Tag("generated")
  void the_verbs_are_those_of_a_customers_recorder(String type, String modifiers, String target)
      throws IOException {
    Path file = SOURCES.resolve(type + ".java");
    String source = Files.readString(file);
    String verbs = verbs(modifiers, target);
    String generated =
        withImports(
            source.substring(0, source.indexOf(BEGIN) + BEGIN.length())
                + verbs
                + source.substring(source.indexOf(END)),
            verbs);
    if (Boolean.getBoolean("upstream.mend")) {
      Files.writeString(file, generated);
    }
    assertThat(Files.readString(file))
        .as("the verbs of %s; mend with: mvn -q -Pmend test -pl core", type)
        .isEqualTo(generated);
  }

  private static String verbs(String modifiers, String target) throws IOException {
    StringBuilder verbs = new StringBuilder();
    String doc = "";
    Matcher method = METHOD.matcher(Files.readString(SOURCES.resolve("CustomerRecorder.java")));
    while (method.find()) {
      doc = method.group("doc").isEmpty() ? doc : method.group("doc");
      if (method.group("shown") == null) { // the one that takes a customer, or has none
        verbs.append('\n').append(doc).append(verb(method, modifiers, target));
      }
    }
    return verbs.toString();
  }

  private static String verb(Matcher method, String modifiers, String target) {
    List<String> parameters = new ArrayList<>();
    for (String each : method.group("parameters").strip().split(",\\s+")) {
      parameters.add(each.replace("Object customer", "CustomerId customer"));
    }
    String head = "  %s %s %s(".formatted(modifiers, method.group("type"), method.group("name"));
    String end = ")" + method.group("thrown").replaceAll("\\s+", " ") + " {\n";
    return head
        + laidOut(head, parameters, end)
        + "    %s%s.%s(%s);\n  }\n"
            .formatted(
                method.group("type").equals("void") ? "" : "return ",
                target,
                method.group("name"),
                parameters.stream()
                    .map(each -> each.substring(each.lastIndexOf(' ') + 1))
                    .collect(joining(", ")));
  }

  /** Lays out parameters as google-java-format does. */
  private static String laidOut(String head, List<String> parameters, String end) {
    String together = String.join(", ", parameters) + end;
    String indent = "\n      ";
    if (head.length() + together.length() <= LINE + 1) {
      return together;
    }
    return indent.length() + together.length() <= LINE + 2
        ? indent + together
        : indent + String.join("," + indent, parameters) + end;
  }

  /** Adds the label types of the verbs to the imports. */
  private static String withImports(String source, String verbs) throws IOException {
    NavigableSet<String> imports = new TreeSet<>();
    IMPORT.matcher(source).results().forEach(each -> imports.add(each.group()));
    Stream<String> labels =
        LABEL
            .matcher(Files.readString(SOURCES.resolve("CustomerRecorder.java")))
            .results()
            .filter(each -> Pattern.compile("\\b" + each.group(1) + "\\b").matcher(verbs).find())
            .map(each -> each.group());
    labels.forEach(imports::add);
    int first = source.indexOf("import ");
    int last = source.indexOf('\n', source.lastIndexOf("\nimport ") + 1) + 1;
    return source.substring(0, first) + String.join("", imports) + source.substring(last);
  }
}

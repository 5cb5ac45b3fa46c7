package io.upstream.metrics.console;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.ProcessFamilies;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.page.Json;
import io.upstream.metrics.page.PageFormat;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The families of a page as JSON: name, type, help, how many lines each has, and, where a family is
 * the library's or was declared with it, its labels and what values they take.
 */
final class ConsoleCatalogue implements PageLines.Reader {

  private static final Set<String> IN_REFERENCE =
      Stream.of(Catalogue.TECHNICAL, Catalogue.BUSINESS, SelfFamilies.ALL, ProcessFamilies.ALL)
          .flatMap(List::stream)
          .map(Family::name)
          .collect(Collectors.toUnmodifiableSet());

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private String help = "";
  private Entry last = new Entry("", "", "");

  private static final class Entry {
    final String name;
    final String type;
    final String help;
    int lines;

    Entry(String name, String type, String help) {
      this.name = name;
      this.type = type;
      this.help = help;
    }
  }

  private ConsoleCatalogue() {}

  static String json(UpstreamRecorder recorder) throws IOException {
    ConsoleCatalogue catalogue = new ConsoleCatalogue();
    recorder.writePage(PageFormat.TEXT, Set.of(), new PageLines(catalogue));
    Map<String, Family<?>> declared =
        recorder.families().stream()
            .collect(Collectors.toMap(Family::name, Function.identity(), (one, two) -> one));
    StringJoiner json = new StringJoiner(",\n", "{\"families\":[\n", "]}\n");
    catalogue.entries.values().forEach(each -> json.add(family(each, declared, recorder)));
    return json.toString();
  }

  @Override
  public void line(String line) {
    if (line.startsWith("# HELP ")) {
      String[] words = line.split(" ", 4);
      help = words.length > 3 ? ShownSample.unescape(words[3]) : "";
    } else if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ", 4);
      last = new Entry(words[2], words[3], help);
      entries.put(last.name, last);
      help = "";
    } else if (!line.isEmpty() && line.charAt(0) != '#') {
      last.lines++;
    }
  }

  private static String family(
      Entry entry, Map<String, Family<?>> declared, UpstreamRecorder recorder) {
    StringBuilder json = new StringBuilder("{\"name\":").append(Json.write(entry.name));
    json.append(",\"type\":").append(Json.write(entry.type));
    json.append(",\"help\":").append(Json.write(entry.help));
    json.append(",\"lines\":").append(entry.lines);
    Family<?> family = declared.get(entry.name);
    if (family != null) {
      json.append(",\"labels\":[");
      String separator = "";
      for (Label label : family.schema().labels()) {
        json.append(separator).append(label(label, recorder));
        separator = ",";
      }
      json.append(']');
      if (IN_REFERENCE.contains(family.name())) {
        json.append(",\"reference\":true");
      }
      if (family.inheritedBecause() != null) {
        json.append(",\"note\":").append(Json.write(family.inheritedBecause()));
      }
    }
    return json.append('}').toString();
  }

  private static String label(Label label, UpstreamRecorder recorder) {
    StringBuilder json = new StringBuilder("{\"name\":").append(Json.write(label.name()));
    json.append(",\"kind\":").append(Json.write(label.kind().name().toLowerCase(Locale.ROOT)));
    if (label.kind() == LabelKind.OPEN) {
      // The name under which the report lists the label.
      json.append(",\"guard\":").append(Json.write(recorder.guard(label.openType()).name()));
    }
    if (label.kind() == LabelKind.CLOSED) {
      json.append(
          label.closedValues().stream()
              .map(Json::write)
              .collect(Collectors.joining(",", ",\"values\":[", "]")));
    }
    return json.append('}').toString();
  }
}

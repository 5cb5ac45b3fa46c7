package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.guard.WorstCase;
import io.upstream.metrics.label.CustomerId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compares the arithmetic in docs/best-practices.md with the catalogue. */
class BudgetsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "best-practices.md");
  private static final String BEGIN = "<!-- figures -->\n";
  private static final String END = "<!-- end of figures -->";

  @Test
  @Tag("generated")
  void its_figures_are_those_of_the_catalogue() throws Exception {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if (Boolean.getBoolean("upstream.mend")) {
      Files.writeString(PAGE, page.substring(0, begin) + figures() + page.substring(end));
    } else {
      assertThat(page.substring(begin, end))
          .as(
              "docs/best-practices.md is not what the catalogue says; write it with mvn -q -Pmend test -pl core")
          .isEqualTo(figures());
    }
  }

  private static String figures() {
    WorstCase none = at(0);
    WorstCase one = at(1);
    WorstCase standard = builder().worstCase();
    List<Family<?>> families =
        Catalogue.BUSINESS.stream()
            .filter(family -> one.lines(family) > none.lines(family))
            .toList();
    StringBuilder text =
        new StringBuilder(
            "| family | lines of one customer, at most | with 1,000 customers |\n|---|---:|---:|\n");
    long each = 0;
    for (Family<?> family : families) {
      long lines = one.lines(family) - none.lines(family);
      each += lines;
      text.append(row("`" + family.name() + "`", lines, standard.lines(family)));
    }
    text.append(
        row("all with a customer", each, families.stream().mapToLong(standard::lines).sum()));
    return text.append(row("all families", each, standard.lines())).toString();
  }

  private static String row(String name, long each, long all) {
    return String.format(Locale.ROOT, "| %s | %,d | %,d |%n", name, each, all);
  }

  private static WorstCase at(int customers) {
    return builder().budget(CustomerId.class, customers).worstCase();
  }

  private static RecorderBuilder builder() {
    return UpstreamRecorder.builder().settings(Settings.of(Map.of(), Map.of()));
  }
}

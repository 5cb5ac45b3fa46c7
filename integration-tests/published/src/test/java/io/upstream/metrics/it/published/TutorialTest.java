package io.upstream.metrics.it.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the tutorial of the first dashboard says, with the files that the page shows. */
class TutorialTest {

  private static final Path PAGE = Path.of("../../docs/first-dashboard.md");

  private static final Pattern FILE =
      Pattern.compile("`([\\w./-]+)`:\n\n(?:<!-- .*? -->\n)?```\\w+\n(.*?)```", Pattern.DOTALL);

  private static final Pattern GENERATE = Pattern.compile("mvn (-q compile \\S+:generate)\n");

  @TempDir private Path shop;

  @Test
  void the_files_of_the_tutorial_generate_a_dashboard() throws Exception {
    String page = Files.readString(PAGE);
    Map<String, String> files = files(page);
    assertThat(files)
        .containsOnlyKeys(
            "pom.xml",
            "prometheus.yml",
            "src/main/java/shop/Orders.java",
            "src/main/java/shop/ShopApplication.java",
            "src/main/java/shop/ShopCatalogue.java",
            "src/main/resources/META-INF/services/io.upstream.metrics.tools.MetricsCatalogue");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = shop.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Matcher generate = GENERATE.matcher(page);
    assertThat(generate.find()).as("the command that generates").isTrue();

    Program.Outcome outcome = MavenBuild.once().run(shop, generate.group(1).split(" "));

    assertThat(outcome.code()).as(outcome.text()).isZero();
    assertThat(Files.readString(shop.resolve("monitoring/dashboards/shop.json")))
        .contains("sum by (outcome) (rate(shop_orders_total{");
    assertThat(Files.readString(shop.resolve("monitoring/rules.yml")))
        .contains("alert: OrdersPaidBurnsFast", "14.4 * 0.01", "for: 2m");
    assertThat(Program.run(shop, List.of("promtool", "check", "config", "prometheus.yml")))
        .contains("10 rules found");
    assertThat(Program.run(shop, List.of("promtool", "test", "rules", "monitoring/rules_test.yml")))
        .contains("SUCCESS");
  }

  private static Map<String, String> files(String page) {
    Map<String, String> files = new TreeMap<>();
    Matcher file = FILE.matcher(page);
    while (file.find()) {
      files.put(file.group(1), file.group(2));
    }
    return files;
  }
}

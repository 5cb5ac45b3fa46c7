package io.upstream.metrics.it.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Builds an application with the staged BOM, starter, test kit and plugin. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ToolkitTest {

  private static final String PLUGIN =
      "io.upstream:upstream-metrics-maven-plugin:" + System.getProperty("upstream.version") + ":";

  private static MavenBuild build;
  private static Path shop;

  @BeforeAll
  static void the_consumers_are_there() throws Exception {
    build = MavenBuild.once();
    shop = build.project("shop");
  }

  private static String succeeds(String... arguments) throws Exception {
    Program.Outcome outcome = build.run(shop, arguments);
    assertThat(outcome.code()).as(outcome.text()).isZero();
    return outcome.text();
  }

  private static String fails(String... arguments) throws Exception {
    Program.Outcome outcome = build.run(shop, arguments);
    assertThat(outcome.code()).as(outcome.text()).isNotZero();
    return outcome.text();
  }

  @Test
  @Order(1)
  void generated_files_pass_in_the_application() throws Exception {
    assertThat(succeeds("process-classes", PLUGIN + "generate", "verify"))
        .contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0")
        .contains("upstream-metrics-maven-plugin");
    assertThat(shop.resolve("monitoring/dashboards/shop.json")).isNotEmptyFile();
    assertThat(shop.resolve("monitoring/rules_test.yml")).isNotEmptyFile();
    Files.copy(jar(), shop.resolve("old.jar"));
    try (JarFile jar = new JarFile(jar().toFile())) {
      assertThat(jar.getEntry("META-INF/upstream-metrics/catalogue.json")).isNotNull();
    }
  }

  @Test
  @Order(2)
  void a_change_fails_until_generated() throws Exception {
    Path families = shop.resolve("src/main/java/com/example/shop/OrderFamilies.java");
    Path catalogue = shop.resolve("src/main/java/com/example/shop/ShopCatalogue.java");
    Files.writeString(families, Files.readString(families).replace("    DECLINED,\n", ""));
    Files.writeString(catalogue, Files.readString(catalogue).replace(", Outcome.DECLINED", ""));
    assertThat(fails("-q", "verify", "-DskipTests"))
        .contains("catalogue.json is not what the declarations say")
        .contains("Write its files again with the goal generate");
    succeeds("-q", "process-classes", PLUGIN + "generate", "verify", "-DskipTests");
    assertThat(fails(PLUGIN + "diff", "-Dold=old.jar", "-Dnew=" + jar(), "-Dmarkdown"))
        .contains("| `shop_orders_total` | the value of outcome declined is gone | **breaking** |")
        .contains("recording job:slo_checkout_error_ratio:rate5m reads shop_orders_total");
  }

  @Test
  @Order(3)
  void the_runnable_jar_needs_nothing_else() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Program.JDK.resolve("bin/java").toString(),
                "-jar",
                runnable().toString(),
                "generate",
                "--class-path",
                jar().toString(),
                "--out",
                "by-hand"));
    Program.run(shop, command);
    assertThat(Files.readString(shop.resolve("by-hand/rules.yml")))
        .isEqualTo(Files.readString(shop.resolve("monitoring/rules.yml")));
  }

  private static Path jar() {
    return shop.resolve("target/shop-1.jar");
  }

  private static Path runnable() throws IOException {
    return Artifacts.latest(
        Artifacts.STAGED.resolve(
            "io/upstream/upstream-metrics-tools/" + System.getProperty("upstream.version")),
        "-runnable.jar");
  }
}

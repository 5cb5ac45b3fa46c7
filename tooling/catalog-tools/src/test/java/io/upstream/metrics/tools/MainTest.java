package io.upstream.metrics.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.tools.compat.CatalogueJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @TempDir private Path directory;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Main.run(new PrintStream(printed, true, StandardCharsets.UTF_8), arguments);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void what_was_generated_passes_the_check() throws IOException {
    String files = directory.toString();
    assertThat(run("check", "--out", files)).isEqualTo(1);
    assertThat(printed()).contains("dashboards/shop.json is missing");
    assertThat(run("generate", "--out", files)).isZero();
    assertThat(run("check", "--out", files)).isZero();
  }

  @Test
  void a_breaking_change_needs_a_changelog_line() throws IOException {
    String files = directory.toString();
    run("generate", "--out", files);
    Path baseline = directory.resolve("baseline.json");
    Files.writeString(
        baseline,
        Files.readString(directory.resolve("catalogue.json")).replace("\"outcome\"", "\"result\""));
    Path changelog = Files.writeString(directory.resolve("CHANGELOG.md"), "Nothing.");
    String[] check = {
      "check",
      "--out",
      files,
      "--baseline",
      baseline.toString(),
      "--changelog",
      changelog.toString()
    };
    assertThat(run(check)).isEqualTo(1);
    assertThat(printed())
        .contains("BREAKING shop_orders_total: the label result is gone")
        .contains("has to mention `shop_orders_total`");
    Files.writeString(changelog, "The label result of `shop_orders_total` is outcome now.");
    assertThat(run(check)).isZero();
  }

  @Test
  void two_jars_are_compared() throws IOException {
    run("generate", "--out", directory.toString());
    String catalogue = Files.readString(directory.resolve("catalogue.json"));
    Path old = jar("old.jar", CatalogueJson.RESOURCE, catalogue);
    Path next = jar("new.jar", CatalogueJson.RESOURCE, catalogue.replace("\"paid\",", ""));
    assertThat(run("diff", old.toString(), old.toString())).isZero();
    assertThat(run("diff", old.toString(), next.toString())).isEqualTo(1);
    assertThat(printed())
        .contains("0 changes, 0 of them breaking")
        .contains("BREAKING shop_orders_total: the value of outcome paid is gone")
        .contains("alert NoOrders reads shop_orders_total: the value of outcome paid is gone");
    assertThat(run("diff", "--markdown", old.toString(), next.toString())).isEqualTo(1);
    assertThat(printed())
        .contains("| `shop_orders_total` | the value of outcome paid is gone | **breaking** |")
        .contains("- alert NoOrders reads");
  }

  @Test
  void what_cannot_be_done_is_said() throws IOException {
    String other = jar("other.jar", "x", "y").toString();
    String list = Files.writeString(directory.resolve("list.json"), "[]").toString();
    assertThat(run()).isEqualTo(2);
    assertThat(run("generate")).isEqualTo(2);
    assertThat(run("diff")).isEqualTo(2);
    assertThat(run("diff", other, other)).isEqualTo(2);
    assertThat(run("diff", list, list)).isEqualTo(2);
    assertThat(run("diff", "nowhere.jar", other)).isEqualTo(2);
    assertThat(printed())
        .contains("expected generate, check, lint or diff")
        .contains("--out says which directory")
        .contains("other.jar has no " + CatalogueJson.RESOURCE)
        .contains("list.json is no catalogue")
        .contains("nowhere.jar is no file");
  }

  /** There is no Gradle here: the task of the guide is started as JavaExec starts it. */
  @Test
  void the_Gradle_task_of_the_guide_generates() throws Exception {
    String guide = Files.readString(Path.of("../../docs/gradle.md"));
    Matcher task =
        Pattern.compile("(?s)JavaExec\\) \\{.*?mainClass = \"([^\"]+)\".*?args ([^\n]+)")
            .matcher(guide);
    assertThat(task.find()).isTrue();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), task.group(1)));
    for (String argument : task.group(2).split(", ")) {
      command.add(argument.replace("\"", ""));
    }
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(directory.resolve("monitoring/rules.yml")).isNotEmptyFile();
  }

  @Test
  void a_lint_says_what_will_be_regretted() {
    assertThat(run("lint")).isEqualTo(1);
    assertThat(printed())
        .contains("shop_orders_total: no alert and no panel reads the label customer_id")
        .doesNotContain("shop_orders_total: no alert and no panel reads the label outcome")
        .doesNotContain("help");
  }

  @Test
  void an_executable_jar_of_Spring_Boot_is_compared() throws IOException {
    run("generate", "--out", directory.toString());
    String catalogue = Files.readString(directory.resolve("catalogue.json"));
    Path plain = jar("plain.jar", CatalogueJson.RESOURCE, catalogue);
    Path boot = jar("boot.jar", "BOOT-INF/classes/" + CatalogueJson.RESOURCE, catalogue);
    assertThat(run("diff", plain.toString(), boot.toString())).isZero();
  }

  @Test
  void a_missing_catalogue_is_refused_by_name() {
    assertThat(run("lint", "--catalogue", "warehouse")).isEqualTo(2);
    assertThat(printed()).contains("expected --catalogue to be one of shop");
  }

  private Path jar(String name, String entry, String text) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}

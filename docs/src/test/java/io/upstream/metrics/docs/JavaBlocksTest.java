package io.upstream.metrics.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the Java blocks of the guides, and runs a program among them. */
class JavaBlocksTest {

  @TempDir private Path directory;

  @Test
  void every_Java_block_compiles() {
    List<JavaBlock> blocks =
        Pages.blocks("java").stream()
            .filter(block -> !block.marker().equals("fragment"))
            .map(JavaBlock::of)
            .toList();
    assertThat(blocks).hasSizeGreaterThan(40);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    compiler
        .getTask(
            null,
            null,
            problems,
            List.of(
                "-proc:none",
                "-Xlint:none",
                "-d",
                directory.toString(),
                "-classpath",
                System.getProperty("java.class.path")),
            null,
            blocks)
        .call();
    assertThat(problems.getDiagnostics())
        .filteredOn(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .extracting(
            each ->
                (each.getSource() == null ? "" : each.getSource().getName())
                    + ": "
                    + each.getMessage(Locale.ROOT))
        .isEmpty();
  }

  @Test
  void the_orders_program_shows_four_kinds_of_metrics() throws Exception {
    Pages.Block program =
        Pages.blocks("java").stream()
            .filter(block -> block.page().equals("own-families.md"))
            .filter(block -> block.text().contains("void main"))
            .findFirst()
            .orElseThrow();
    assertThat(run(program))
        .contains("shop_orders_total{channel=\"web\",region=\"north\"} 1.0\n")
        .contains("order_total_bucket{channel=\"web\",region=\"north\",le=\"100.0\"} 1\n")
        .contains("order_total_sum{channel=\"web\",region=\"north\"} 79.9\n")
        .contains("shop_open_carts{region=\"north\"} 1.0\n")
        .contains("shop_stock_value_euros{region=\"north\"} 120000.0\n")
        .contains("shop_packing_seconds{quantile=\"0.95\"} 42.0\n");
  }

  /** In a JVM of its own, from its source. */
  private String run(Pages.Block program) throws Exception {
    Path file = Files.writeString(directory.resolve("Program.java"), program.text());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(file.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(program.toString()).isZero();
    return output;
  }
}

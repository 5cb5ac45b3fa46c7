package io.upstream.metrics.it.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles other people's sources, with every lint as an error. */
final class Javac {

  private Javac() {}

  static void compile(Path sources, Object... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("--release", "17", "-Xlint:all,-processing"));
    all.add("-Werror");
    Stream.of(options).map(Object::toString).forEach(all::add);
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null);
        Stream<Path> found = Files.walk(sources)) {
      List<Path> java = found.filter(file -> file.toString().endsWith(".java")).toList();
      boolean compiled =
          javac
              .getTask(said, files, null, all, null, files.getJavaFileObjectsFromPaths(java))
              .call();
      assertThat(compiled).as("javac: %s", said).isTrue();
    }
  }
}

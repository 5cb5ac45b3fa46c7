package io.upstream.metrics.it.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds consumers that are named modules; our jars and client_java's are automatic modules. */
class ModulePathTest {

  @Test
  void a_module_that_requires_core_compiles_and_runs(@TempDir Path directory) throws Exception {
    run(Consumer.CORE, "requires io.upstream.metrics;", directory);
  }

  @Test
  void a_module_requires_the_servlet_adapter(@TempDir Path directory) throws Exception {
    run(
        Consumer.SERVLET,
        """
        requires io.upstream.metrics;
        requires io.upstream.metrics.servlet;
        requires org.apache.tomcat.embed.core;
        requires java.net.http;
        """,
        directory);
  }

  @Test
  void a_module_requires_the_jdbc_adapter(@TempDir Path directory) throws Exception {
    run(
        Consumer.JDBC,
        """
        requires io.upstream.metrics;
        requires io.upstream.metrics.jdbc;
        requires com.h2database;
        requires java.naming;
        requires java.sql;
        """,
        directory);
  }

  private static void run(Consumer consumer, String requires, Path directory) throws Exception {
    List<Path> classPath = MavenBuild.once().classPath(consumer);
    String jars = Program.joined(classPath.subList(1, classPath.size()));
    Path sources = directory.resolve("sources");
    Path main = Consumer.SOURCES.resolve(consumer + "/src/main/java");
    String file = consumer.mainClass.replace('.', '/') + ".java";
    Files.createDirectories(sources.resolve(file).getParent());
    Files.copy(main.resolve(file), sources.resolve(file));
    Files.writeString(
        sources.resolve("module-info.java"), "module com.example.consumer {" + requires + "}");
    Path module = directory.resolve("module");
    // Both lints are about automatic modules, which is what this is about.
    Javac.compile(
        sources,
        "-Xlint:-requires-automatic,-requires-transitive-automatic",
        "--module-path",
        jars,
        "-d",
        module);
    List<String> arguments =
        List.of(
            "--module-path",
            Program.joined(List.of(module)) + ":" + jars,
            "--module",
            "com.example.consumer/" + consumer.mainClass);
    assertThat(Program.java(Program.JDK, directory, arguments)).contains(consumer.prints);
  }
}

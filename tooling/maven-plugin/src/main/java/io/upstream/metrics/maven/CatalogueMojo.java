package io.upstream.metrics.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that reads the catalogue among the project's classes. */
abstract class CatalogueMojo extends ToolMojo {

  @Parameter(defaultValue = "${project.runtimeClasspathElements}", readonly = true, required = true)
  private List<String> classPath = List.of();

  /** The name of the catalogue, where the class path has several. */
  @Parameter(property = "upstream.metrics.catalogue")
  private @Nullable String catalogue;

  /** Returns a command with the class path of the project. */
  final List<String> command(String name) {
    List<String> arguments = new ArrayList<>();
    arguments.add(name);
    arguments.add("--class-path");
    arguments.add(String.join(File.pathSeparator, classPath));
    if (catalogue != null) {
      arguments.addAll(List.of("--catalogue", catalogue));
    }
    return arguments;
  }
}

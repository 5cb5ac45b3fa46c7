package io.upstream.metrics.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Writes reference, dashboard, rules and the other files of the catalogue. */
@Mojo(
    name = "generate",
    defaultPhase = LifecyclePhase.PROCESS_CLASSES,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public final class GenerateMojo extends CatalogueMojo {

  /** The directory of the files, which are committed. */
  @Parameter(
      property = "upstream.metrics.directory",
      defaultValue = "${project.basedir}/monitoring",
      required = true)
  private File directory = new File("monitoring");

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    List<String> arguments = command("generate");
    arguments.addAll(List.of("--out", directory.getPath()));
    run("The files of the catalogue could not be written", arguments);
  }
}

package io.upstream.metrics.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Fails if the committed files are not what the catalogue says, and on a breaking change since a
 * baseline that the changelog does not mention.
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public final class CheckMojo extends CatalogueMojo {

  /** The directory of the committed files. */
  @Parameter(
      property = "upstream.metrics.directory",
      defaultValue = "${project.basedir}/monitoring",
      required = true)
  private File directory = new File("monitoring");

  /** The jar or catalogue.json of the last release; without it only the files are checked. */
  @Parameter(property = "upstream.metrics.baseline")
  private @Nullable File baseline;

  /** The file that mentions each family whose change breaks something, between backquotes. */
  @Parameter(property = "upstream.metrics.changelog")
  private @Nullable File changelog;

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    List<String> arguments = command("check");
    arguments.addAll(List.of("--out", directory.getPath()));
    if (baseline != null) {
      arguments.addAll(List.of("--baseline", baseline.getPath()));
    }
    if (changelog != null) {
      arguments.addAll(List.of("--changelog", changelog.getPath()));
    }
    run(
        "The catalogue of metrics has changed. Write its files again with the goal generate, and"
            + " mention in the changelog what breaks",
        arguments);
  }
}

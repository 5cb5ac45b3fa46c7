package io.upstream.metrics.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Reports what is legal in the catalogue and likely a mistake. */
@Mojo(
    name = "lint",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public final class LintMojo extends CatalogueMojo {

  /** Fails the build if there is a finding. */
  @Parameter(property = "upstream.metrics.lint.fail", defaultValue = "false")
  private boolean fail;

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    try {
      run("The lint has findings", command("lint"));
    } catch (MojoFailureException findings) {
      if (fail) {
        throw findings;
      }
      String.valueOf(findings.getMessage()).lines().forEach(getLog()::warn);
    }
  }
}

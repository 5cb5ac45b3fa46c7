package io.upstream.metrics.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Compares the catalogues of two versions, and fails if something breaks. */
@Mojo(name = "diff", requiresProject = false, threadSafe = true)
public final class DiffMojo extends ToolMojo {

  /** The jar or catalogue.json of the older version. */
  @Parameter(property = "old", required = true)
  private File old = new File("old");

  /** The jar or catalogue.json of the newer version. */
  @Parameter(property = "new", required = true)
  private File newer = new File("new");

  /** Writes Markdown, for a comment in a pull request. */
  @Parameter(property = "markdown", defaultValue = "false")
  private boolean markdown;

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    List<String> arguments = new ArrayList<>(List.of("diff", old.getPath(), newer.getPath()));
    if (markdown) {
      arguments.add("--markdown");
    }
    run("The newer catalogue breaks what was built on the older one", arguments);
  }
}

package io.upstream.metrics.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The BOM lists every artifact that a release uploads. */
class BomTest {

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ARTIFACT =
      Pattern.compile("<artifactId>(upstream-metrics-[^<]+)</artifactId>");

  /** The parent of what a release uploads. */
  private static final String LIBRARY = "<artifactId>upstream-metrics-library</artifactId>";

  private static Set<String> deployed() throws IOException {
    Set<String> artifacts = new TreeSet<>();
    String parent = Files.readString(Path.of("..", "pom.xml"));
    Matcher module = MODULE.matcher(parent.substring(0, parent.indexOf("</modules>")));
    while (module.find()) {
      if (module.group(1).startsWith("integration-tests/")) {
        continue; // their parent is not deployed
      }
      String pom = Files.readString(Path.of("..", module.group(1), "pom.xml"));
      int end = pom.indexOf("</parent>");
      Matcher artifact = ARTIFACT.matcher(pom.substring(end));
      if (pom.substring(0, end).contains(LIBRARY) && artifact.find()) {
        artifacts.add(artifact.group(1));
      }
    }
    return artifacts;
  }

  @Test
  void the_bom_has_every_deployed_artifact() throws IOException {
    String bom = Files.readString(Path.of("..", "tooling", "bom", "pom.xml"));
    Set<String> listed = new TreeSet<>();
    Matcher artifact = ARTIFACT.matcher(bom.substring(bom.indexOf("<dependencyManagement>")));
    while (artifact.find()) {
      listed.add(artifact.group(1));
    }
    Set<String> deployed = deployed();
    deployed.remove("upstream-metrics-bom");
    assertThat(listed).isEqualTo(deployed).hasSizeGreaterThan(9);
  }
}

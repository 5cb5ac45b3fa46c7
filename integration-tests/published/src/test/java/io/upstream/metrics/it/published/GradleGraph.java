package io.upstream.metrics.it.published;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Exclusion;
import org.apache.maven.model.Model;

/**
 * What Gradle makes of poms, where it differs from Maven: of two versions the higher one wins,
 * wherever it stands; a platform only raises versions; compiling sees {@code compile} and no more.
 * As in Maven, {@code provided}, {@code test} and {@code optional} mean nothing to a consumer.
 */
final class GradleGraph {

  private static final Set<String> TO_COMPILE = Set.of("compile");
  private static final Set<String> TO_RUN = Set.of("compile", "runtime");

  private final List<Dependency> asked;
  private final Map<String, String> platform = new TreeMap<>();

  /**
   * @param consumer a build file's {@code implementation} lines, as dependencies, and its
   *     platforms, as managed ones
   */
  GradleGraph(Model consumer) {
    asked = consumer.getDependencies();
    if (consumer.getDependencyManagement() != null) {
      for (Dependency each : consumer.getDependencyManagement().getDependencies()) {
        if (isJar(each)) {
          platform.merge(name(each), each.getVersion(), GradleGraph::higher);
        }
      }
    }
  }

  List<Path> compileClassPath() throws IOException {
    return jars(resolve(TO_COMPILE));
  }

  List<Path> runtimeClassPath() throws IOException {
    return jars(resolve(TO_RUN));
  }

  private Map<String, String> resolve(Set<String> scopes) throws IOException {
    Map<String, String> chosen = new TreeMap<>();
    while (true) {
      Walk walk = new Walk(scopes, chosen);
      walk.follow(asked, Set.of());
      if (walk.wanted.equals(chosen)) {
        return chosen;
      }
      // A version that was wanted by what is no longer there is forgotten with it.
      chosen = walk.wanted;
    }
  }

  private static List<Path> jars(Map<String, String> modules) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Map.Entry<String, String> module : modules.entrySet()) {
      String[] name = module.getKey().split(":");
      jars.add(Artifacts.file(name[0], name[1], module.getValue(), ".jar"));
    }
    return jars;
  }

  private static String name(Dependency dependency) {
    return dependency.getGroupId() + ":" + dependency.getArtifactId();
  }

  private static boolean isJar(Dependency dependency) {
    return dependency.getType().equals("jar") && dependency.getClassifier() == null;
  }

  private static String higher(String one, String other) {
    return new ComparableVersion(one).compareTo(new ComparableVersion(other)) < 0 ? other : one;
  }

  /** Once through the graph, with the versions that the walk before has chosen. */
  private final class Walk {

    private final Set<String> scopes;
    private final Map<String, String> chosen;
    private final Map<String, String> wanted = new TreeMap<>();
    private final Set<String> done = new HashSet<>();

    Walk(Set<String> scopes, Map<String, String> chosen) {
      this.scopes = scopes;
      this.chosen = chosen;
    }

    void follow(List<Dependency> dependencies, Set<String> excluded) throws IOException {
      for (Dependency each : dependencies) {
        String name = name(each);
        String scope = each.getScope() == null ? "compile" : each.getScope();
        if (!scopes.contains(scope) || each.isOptional() || isExcluded(each, excluded)) {
          continue;
        }
        if (!isJar(each)) {
          throw new AssertionError("A dependency that is no jar: " + each);
        }
        wanted.merge(
            name, higher(each.getVersion(), platform.getOrDefault(name, "0")), GradleGraph::higher);
        String version = chosen.getOrDefault(name, wanted.get(name));
        Set<String> below = new HashSet<>(excluded);
        for (Exclusion exclusion : each.getExclusions()) {
          below.add(exclusion.getGroupId() + ":" + exclusion.getArtifactId());
        }
        if (done.add(name + ":" + version + below)) {
          follow(
              Poms.pom(each.getGroupId(), each.getArtifactId(), version).getDependencies(), below);
        }
      }
    }

    private boolean isExcluded(Dependency dependency, Set<String> excluded) {
      return excluded.contains("*:*")
          || excluded.contains(dependency.getGroupId() + ":*")
          || excluded.contains(name(dependency));
    }
  }
}

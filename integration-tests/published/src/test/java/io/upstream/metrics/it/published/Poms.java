package io.upstream.metrics.it.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelSource2;
import org.apache.maven.model.resolution.ModelResolver;

/** Poms with their parents, imports and properties worked in, and nothing of this machine. */
final class Poms {

  // Of all tests: most of their graphs have most of their poms in common.
  private static final Map<Path, Model> READ = new ConcurrentHashMap<>();

  private Poms() {}

  static Model pom(String group, String artifact, String version) throws IOException {
    return pom(Artifacts.file(group, artifact, version, ".pom"));
  }

  static Model pom(Path file) {
    return READ.computeIfAbsent(file, Poms::effective);
  }

  /** {@code versions} are what the file's properties are set to from outside. */
  static Model pom(Path file, Properties versions) {
    DefaultModelBuildingRequest request = request(file);
    request.setUserProperties(versions);
    return effective(request);
  }

  private static Model effective(Path file) {
    return effective(request(file));
  }

  private static DefaultModelBuildingRequest request(Path file) {
    DefaultModelBuildingRequest request = new DefaultModelBuildingRequest();
    request.setModelSource(new FileModelSource(file.toFile()));
    request.setModelResolver(new FromRepositories());
    request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
    // Other people's poms have profiles by JDK, and a builder that does not know the JDK gives up.
    Properties jdk = new Properties();
    jdk.setProperty("java.version", "17");
    request.setSystemProperties(jdk);
    return request;
  }

  private static Model effective(ModelBuildingRequest request) {
    try {
      return new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
    } catch (ModelBuildingException e) {
      throw new AssertionError("Not a pom that can be read", e);
    }
  }

  private static final class FromRepositories implements ModelResolver {

    @Override
    public ModelSource2 resolveModel(String group, String artifact, String version) {
      try {
        return new FileModelSource(Artifacts.file(group, artifact, version, ".pom").toFile());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public ModelSource2 resolveModel(Parent parent) {
      return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
    }

    @Override
    public ModelSource2 resolveModel(Dependency imported) {
      return resolveModel(imported.getGroupId(), imported.getArtifactId(), imported.getVersion());
    }

    @Override
    public void addRepository(Repository repository) {
      throw new AssertionError("Nobody asks for repositories of a pom: " + repository);
    }

    @Override
    public void addRepository(Repository repository, boolean replace) {
      // Central, from Maven's own model.
    }

    @Override
    public ModelResolver newCopy() {
      return this;
    }
  }
}

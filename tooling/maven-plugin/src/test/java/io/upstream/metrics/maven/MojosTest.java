package io.upstream.metrics.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the goals with parameters set as Maven sets them. */
class MojosTest {

  private static final String BEFORE =
      "{\"families\":[{\"name\":\"a_total\",\"type\":\"counter\",\"help\":\"x\",\"labels\":[]}]}";

  @TempDir private Path directory;

  private static <M extends Mojo> M with(M mojo, Map<String, Object> parameters) throws Exception {
    for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
      field(mojo.getClass(), parameter.getKey()).set(mojo, parameter.getValue());
    }
    return mojo;
  }

  private static Field field(Class<?> type, String name) throws Exception {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(name);
  }

  private File file(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toFile();
  }

  @Test
  void a_breaking_difference_fails_the_build() throws Exception {
    File old = file("old.json", BEFORE);
    File other = file("new.json", BEFORE.replace("a_total", "b_total"));
    assertThatCode(() -> with(new DiffMojo(), Map.of("old", old, "newer", old)).execute())
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> with(new DiffMojo(), Map.of("old", old, "newer", other)).execute())
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("breaks");
  }

  @Test
  void a_project_without_catalogue_gets_advice() {
    Map<String, Object> parameters =
        Map.of("classPath", List.of(directory.toString()), "directory", directory.toFile());
    for (CatalogueMojo mojo : List.of(new GenerateMojo(), new CheckMojo())) {
      assertThatThrownBy(() -> with(mojo, parameters).execute())
          .isInstanceOf(MojoExecutionException.class)
          .hasMessageContaining("META-INF/services");
    }
  }

  @Test
  void a_lint_that_cannot_run_fails_the_build() {
    Map<String, Object> parameters = Map.of("classPath", List.of(directory.toString()));
    assertThatThrownBy(() -> with(new LintMojo(), parameters).execute())
        .isInstanceOf(MojoExecutionException.class);
  }
}

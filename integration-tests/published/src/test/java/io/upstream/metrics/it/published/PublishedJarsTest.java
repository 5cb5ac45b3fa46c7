package io.upstream.metrics.it.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the jars that a release uploads. */
class PublishedJarsTest {

  // What the file system of the JDK says of an entry without permissions.
  private static final String NONE = "rwxrwxrwx";

  static List<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Path directory : Artifacts.staged()) {
      try (Stream<Path> files = Files.list(directory)) {
        files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
      }
    }
    assertThat(jars).hasSizeGreaterThan(10);
    return jars;
  }

  /** Permissions that came from a umask, and times, would make another jar of the same commit. */
  @ParameterizedTest
  @MethodSource("jars")
  void a_jar_is_the_same_under_any_umask(Path jar) throws IOException {
    // A jar with its dependencies inside has their times, and no permissions at all.
    boolean isRunnable = jar.getFileName().toString().endsWith("-runnable.jar");
    Set<FileTime> times = new TreeSet<>();
    try (FileSystem inside =
            FileSystems.newFileSystem(jar, Map.of("enablePosixFileAttributes", "true"));
        Stream<Path> entries = Files.walk(inside.getPath("/"))) {
      for (Path entry : entries.filter(each -> each.getFileName() != null).toList()) {
        String usual = Files.isDirectory(entry) ? "rwxr-xr-x" : "rw-r--r--";
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry)))
            .as("%s", entry)
            .isEqualTo(isRunnable ? NONE : usual);
        times.add(Files.getLastModifiedTime(entry));
      }
    }
    if (!isRunnable) {
      assertThat(times).hasSize(1);
    }
  }
}

package io.upstream.metrics.benchmarks.report;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.benchmarks.peers.Histograms;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The core as it was before its storage followed the series that exist, from the history of the
 * repository, compiled in {@code target/earlier-core}.
 */
final class EarlierCore {

  private static final String COMMIT = "fb4aa774b720ca947eb512a50444df7c34fa3810";
  private static final String SOURCES = "core/src/main/java";

  private EarlierCore() {}

  /**
   * Returns a class path with the earlier core in place of this one.
   *
   * @param module the directory of the benchmarks
   * @throws IOException if the commit is not in this clone, or does not compile
   */
  static ClassPath in(ClassPath classPath, Path module) throws IOException, InterruptedException {
    ClassPath others = classPath.without(UpstreamRecorder.class);
    Path directory = module.resolve("target/earlier-core").toAbsolutePath();
    Path classes = Files.createDirectories(directory.resolve("classes"));
    List<Path> sources = extract(module.resolve(".."), directory);
    // These calls have other signatures in the earlier core.
    sources.add(
        module.resolve("src/main/java/" + Histograms.class.getName().replace('.', '/') + ".java"));
    compile(sources, classes, others);
    return others.after(classes);
  }

  private static List<Path> extract(Path repository, Path directory)
      throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "archive", "--format=zip", COMMIT, SOURCES)
            .directory(repository.toFile())
            .redirectError(Redirect.DISCARD)
            .start();
    try (ZipInputStream archive = new ZipInputStream(git.getInputStream())) {
      for (ZipEntry entry; (entry = archive.getNextEntry()) != null; ) {
        Path file = directory.resolve(entry.getName());
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.copy(archive, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    if (git.waitFor() != 0) {
      throw new IOException(
          "the commit %s is not in this clone; if its history is cut off, git fetch --unshallow"
                  .formatted(COMMIT)
              + " brings the rest");
    }
    try (Stream<Path> files = Files.walk(directory.resolve(SOURCES))) {
      return new ArrayList<>(files.filter(file -> file.toString().endsWith(".java")).toList());
    }
  }

  private static void compile(List<Path> sources, Path classes, ClassPath classPath)
      throws IOException {
    JavaCompiler compiler =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK, not a JRE");
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-d", classes.toString(), "-cp", classPath.text(), "-proc:none", "-nowarn");
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiles =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!compiles) {
        throw new IOException("the commit " + COMMIT + " does not compile: " + messages);
      }
    }
  }
}

package io.upstream.metrics.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Class paths of measured processes: that of the benchmarks, with jars left out or exchanged. */
record ClassPath(String text) {

  static ClassPath own() {
    return new ClassPath(System.getProperty("java.class.path"));
  }

  private Stream<String> entries() {
    return Arrays.stream(text.split(Pattern.quote(File.pathSeparator)));
  }

  private static ClassPath of(Stream<String> entries) {
    return new ClassPath(entries.collect(Collectors.joining(File.pathSeparator)));
  }

  /** Returns this class path without the jars whose names a pattern finds. */
  ClassPath without(String names) {
    Pattern pattern = Pattern.compile(names);
    return of(
        entries().filter(entry -> !pattern.matcher(Path.of(entry).getFileName() + "").find()));
  }

  /** Returns this class path without what the classes come from. */
  ClassPath without(Class<?>... classes) {
    var sources =
        Arrays.stream(classes)
            .map(
                type ->
                    new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()))
            .toList();
    return of(entries().filter(entry -> !sources.contains(new File(entry))));
  }

  /** Returns this class path with all jars of a directory. */
  ClassPath with(Path directory) throws IOException {
    try (Stream<Path> jars = Files.list(directory)) {
      return of(
          Stream.concat(
              jars.map(Path::toString).filter(name -> name.endsWith(".jar")).sorted(), entries()));
    }
  }

  /** Returns this class path with a directory of classes before all else. */
  ClassPath after(Path classes) {
    return of(Stream.concat(Stream.of(classes.toString()), entries()));
  }

  /** Returns the version of a jar, as its name has it. */
  String version(String artifact) {
    Pattern jar = Pattern.compile(Pattern.quote(artifact) + "-(\\d.*)\\.jar");
    return entries()
        .map(entry -> jar.matcher(Path.of(entry).getFileName() + ""))
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1))
        .findFirst()
        .orElse("unknown");
  }
}

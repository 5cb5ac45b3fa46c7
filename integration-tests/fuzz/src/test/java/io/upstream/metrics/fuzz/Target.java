package io.upstream.metrics.fuzz;

import io.upstream.metrics.guard.AdmissionTarget;
import io.upstream.metrics.jdbc.sql.SqlTarget;
import io.upstream.metrics.page.WriterTarget;
import io.upstream.metrics.servlet.SettingsTarget;
import io.upstream.metrics.servlet.access.AddressTarget;
import io.upstream.metrics.servlet.scrape.NegotiationTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The targets of the search, each with a class of the library whose instrumentation shows that it
 * ran.
 */
@SuppressWarnings("ImmutableEnumChecker") // the entries have no state
enum Target {
  ADMISSION(AdmissionTarget.class, "guard.LabelResolver"),
  WRITER(WriterTarget.class, "page.SeriesWriter"),
  SETTINGS(SettingsTarget.class, "Settings"),
  NEGOTIATION(NegotiationTarget.class, "servlet.scrape.QualityList"),
  SQL(SqlTarget.class, "jdbc.sql.SqlScanner"),
  ADDRESSES(AddressTarget.class, "servlet.access.AddressRange");

  final Class<?> type;
  final String subject;

  Target(Class<?> type, String subject) {
    this.type = type;
    this.subject = "io.upstream.metrics." + subject;
  }

  /** Does what the fuzzer does with an input. */
  void feed(byte[] data) {
    switch (this) {
      case ADMISSION -> AdmissionTarget.fuzzerTestOneInput(data);
      case WRITER -> WriterTarget.fuzzerTestOneInput(data);
      case SETTINGS -> SettingsTarget.fuzzerTestOneInput(data);
      case NEGOTIATION -> NegotiationTarget.fuzzerTestOneInput(data);
      case SQL -> SqlTarget.fuzzerTestOneInput(data);
      case ADDRESSES -> AddressTarget.fuzzerTestOneInput(data);
    }
  }

  /** Those that {@code -Dfuzz.targets} names; all if it names none. */
  static List<Target> chosen() {
    String names = System.getProperty("fuzz.targets", "");
    return names.isBlank()
        ? List.of(values())
        : Arrays.stream(names.split(",")).map(Target::named).toList();
  }

  private static Target named(String name) {
    return valueOf(name.strip().toUpperCase(Locale.ROOT));
  }

  /** Returns the file of the output of a run. */
  Path output() {
    return Path.of("target", "fuzz", toString()).toAbsolutePath();
  }

  /** The files of a directory, in order; none if it is not there. */
  static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

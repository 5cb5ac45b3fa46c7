package io.upstream.metrics.fuzz;

import io.upstream.metrics.guard.AdmissionTarget;
import io.upstream.metrics.jdbc.SqlTarget;
import io.upstream.metrics.series.WriterTarget;
import io.upstream.metrics.servlet.AddressTarget;
import io.upstream.metrics.servlet.NegotiationTarget;
import io.upstream.metrics.servlet.SettingsTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is searched, and a class of the library whose instrumentation shows that it was. */
@SuppressWarnings("ImmutableEnumChecker") // the entries have no state
enum Target {
  ADMISSION(AdmissionTarget.class, AdmissionTarget::fuzzerTestOneInput, "guard.LabelGuard"),
  WRITER(WriterTarget.class, WriterTarget::fuzzerTestOneInput, "series.SeriesWriter"),
  SETTINGS(SettingsTarget.class, SettingsTarget::fuzzerTestOneInput, "Settings"),
  NEGOTIATION(
      NegotiationTarget.class, NegotiationTarget::fuzzerTestOneInput, "servlet.QualityList"),
  SQL(SqlTarget.class, SqlTarget::fuzzerTestOneInput, "jdbc.SqlScanner"),
  ADDRESSES(AddressTarget.class, AddressTarget::fuzzerTestOneInput, "servlet.AddressRange");

  final Class<?> type;
  final Consumer<byte[]> entry;
  final String subject;

  Target(Class<?> type, Consumer<byte[]> entry, String subject) {
    this.type = type;
    this.entry = entry;
    this.subject = "io.upstream.metrics." + subject;
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

  /** What is kept for good. */
  Path corpus() {
    return Path.of("src", "test", "resources", "corpus", toString());
  }

  /** What a run leaves behind. */
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

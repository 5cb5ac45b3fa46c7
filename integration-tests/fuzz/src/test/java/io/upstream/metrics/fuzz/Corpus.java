package io.upstream.metrics.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The committed inputs of one target, in one text file that people can read and edit.
 *
 * <p>Each line is a name, a tab and the bytes of one input. Printable ASCII stands for itself;
 * {@code \n} is a line break, {@code \\} a backslash, and {@code \xHH} any other byte. Jazzer needs
 * a file for each input: {@link #unpack} writes them, and {@link #add} takes back what a search has
 * found.
 */
final class Corpus {

  private static final HexFormat HEX = HexFormat.of();
  private static final int NAME_LENGTH = 12;

  private final Path file;
  private final SortedMap<String, byte[]> inputs = new TreeMap<>();

  private Corpus(Path file) {
    this.file = file;
  }

  /** Reads the corpus of a target. */
  static Corpus of(Target target) throws IOException {
    return read(Path.of("src", "test", "resources", "corpus", target + ".txt"));
  }

  /** Reads a file; one that does not exist has no inputs. */
  static Corpus read(Path file) throws IOException {
    Corpus corpus = new Corpus(file);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, UTF_8)) {
        int tab = line.indexOf('\t');
        if (tab <= 0) {
          throw new IOException(file + ": expected a name, a tab and an input, got " + line);
        }
        byte[] previous =
            corpus.inputs.put(line.substring(0, tab), decode(line.substring(tab + 1)));
        if (previous != null) {
          throw new IOException(file + ": the name " + line.substring(0, tab) + " is there twice");
        }
      }
    }
    return corpus;
  }

  /** Returns the inputs by name. */
  Map<String, byte[]> inputs() {
    return inputs;
  }

  /** Writes each input into a file of its own. */
  void unpack(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<String, byte[]> input : inputs.entrySet()) {
      Files.write(directory.resolve(input.getKey()), input.getValue());
    }
  }

  /** Adds the inputs of a directory that are new, named by their digest, and writes the file. */
  void add(Path directory) throws IOException {
    for (Path found : Target.files(directory)) {
      byte[] input = Files.readAllBytes(found);
      if (inputs.values().stream().noneMatch(known -> Arrays.equals(known, input))) {
        inputs.put(digest(input).substring(0, NAME_LENGTH), input);
      }
    }
    StringBuilder text = new StringBuilder();
    inputs.forEach(
        (name, input) -> text.append(name).append('\t').append(encode(input)).append('\n'));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text, UTF_8);
  }

  /** Returns the one-line form of an input. */
  static String encode(byte[] input) {
    StringBuilder line = new StringBuilder();
    for (byte value : input) {
      if (value == '\\') {
        line.append("\\\\");
      } else if (value == '\n') {
        line.append("\\n");
      } else if (value >= ' ' && value < 0x7f) {
        line.append((char) value);
      } else {
        line.append("\\x").append(HEX.toHexDigits(value));
      }
    }
    return line.toString();
  }

  /** Returns the bytes of the one-line form. */
  static byte[] decode(String line) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(line.length());
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      char kind = c == '\\' && at + 1 < line.length() ? line.charAt(at + 1) : 0;
      if (c != '\\') {
        bytes.write(c);
        at++;
      } else if (kind == 'n' || kind == '\\') {
        bytes.write(kind == 'n' ? '\n' : '\\');
        at += 2;
      } else if (kind == 'x' && at + 4 <= line.length()) {
        bytes.write(HexFormat.fromHexDigits(line, at + 2, at + 4));
        at += 4;
      } else {
        throw new IOException("expected \\n, \\\\ or \\xHH at character " + at + " of " + line);
      }
    }
    return bytes.toByteArray();
  }

  private static String digest(byte[] input) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(input));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

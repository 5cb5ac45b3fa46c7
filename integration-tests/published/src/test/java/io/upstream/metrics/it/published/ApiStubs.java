package io.upstream.metrics.it.published;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.ClassFile;
import javassist.bytecode.FieldInfo;
import javassist.bytecode.InnerClassesAttribute;
import javassist.bytecode.MethodInfo;

/**
 * The public types of some jars without private members and without code, in one small jar: enough
 * to compare with, and the same bytes for the same types.
 */
final class ApiStubs {

  /** The earliest time that a zip can hold, for the same bytes each time. */
  private static final long TIME = 315_532_800_000L + 24 * 3_600_000L;

  /** The parts that a comparison does not read. */
  private static final List<String> UNREAD =
      List.of(
          "SourceFile",
          "BootstrapMethods",
          "NestMembers",
          "NestHost",
          "EnclosingMethod",
          "MethodParameters",
          "RuntimeInvisibleTypeAnnotations",
          "RuntimeVisibleTypeAnnotations");

  private ApiStubs() {}

  /**
   * Writes the stubs.
   *
   * @param isApi whether a public type, by its binary name, is for users
   */
  static void write(List<Path> jars, Predicate<String> isApi, Path file) throws IOException {
    Map<String, byte[]> stubs = new TreeMap<>();
    for (Path each : jars) {
      try (JarFile jar = new JarFile(each.toFile())) {
        for (JarEntry entry : classes(jar)) {
          ClassFile type = read(jar, entry);
          if (isVisible(type) && isApi.test(type.getName())) {
            stubs.put(entry.getName(), stub(type));
          }
        }
      }
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(0); // what is alike in many types is small when the whole is compressed
      for (Map.Entry<String, byte[]> stub : stubs.entrySet()) {
        ZipEntry entry = new ZipEntry(stub.getKey());
        entry.setTime(TIME);
        zip.putNextEntry(entry);
        zip.write(stub.getValue());
      }
    }
  }

  /** Compresses a file of stubs. */
  static void compress(Path file, Path to) throws IOException {
    Files.createDirectories(to.toAbsolutePath().getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
      Files.copy(file, out);
    }
  }

  /** Brings a compressed file of stubs back. */
  static void expand(Path file, Path to) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      Files.copy(in, to);
    }
  }

  private static List<JarEntry> classes(JarFile jar) {
    Enumeration<JarEntry> entries = jar.entries();
    return Collections.list(entries).stream()
        .filter(entry -> entry.getName().matches("io/upstream/.*\\.class"))
        .filter(entry -> !entry.getName().endsWith("-info.class"))
        .toList();
  }

  private static ClassFile read(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry);
        DataInputStream data = new DataInputStream(in)) {
      return new ClassFile(data);
    }
  }

  /** A nested type has its access in the list of nested types. */
  private static boolean isVisible(ClassFile type) {
    int flags = type.getAccessFlags();
    if (type.getAttribute(InnerClassesAttribute.tag) instanceof InnerClassesAttribute nested) {
      for (int i = 0; i < nested.tableLength(); i++) {
        if (type.getName().equals(nested.innerClass(i))) {
          flags = nested.accessFlags(i);
        }
      }
    }
    return isVisible(flags);
  }

  private static boolean isVisible(int flags) {
    return (flags & (AccessFlag.PUBLIC | AccessFlag.PROTECTED)) != 0
        && (flags & AccessFlag.SYNTHETIC) == 0;
  }

  private static byte[] stub(ClassFile type) throws IOException {
    List<MethodInfo> methods = new ArrayList<>(type.getMethods());
    type.getMethods().clear();
    for (MethodInfo method : methods) {
      if (isVisible(method.getAccessFlags())) {
        method.removeCodeAttribute();
        UNREAD.forEach(method::removeAttribute);
        type.getMethods().add(method);
      }
    }
    List<FieldInfo> fields = new ArrayList<>(type.getFields());
    type.getFields().clear();
    fields.stream()
        .filter(field -> isVisible(field.getAccessFlags()))
        .forEach(type.getFields()::add);
    type.getFields().forEach(field -> UNREAD.forEach(field::removeAttribute));
    UNREAD.forEach(type::removeAttribute);
    type.compact();
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(bytes)) {
      type.write(data);
    }
    return bytes.toByteArray();
  }
}

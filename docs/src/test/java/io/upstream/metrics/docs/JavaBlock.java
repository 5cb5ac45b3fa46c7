package io.upstream.metrics.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.SimpleJavaFileObject;

/**
 * A Java block of a guide as something that compiles: in a package of its own, with the imports and
 * the fields that every guide may take as given.
 *
 * <p>A block of types stays as it is, members get a class around them, statements a method. What
 * else a block takes as given, the page says in a comment before it: {@code <!-- given: Map<String,
 * String> cache; -->}.
 */
final class JavaBlock extends SimpleJavaFileObject {

  private static final Pattern TYPES =
      Pattern.compile(
          "(?ms)\\A(?:@[\\w.]+(?:\\([^)]*\\))?\\s+)*(?:public |final |abstract )*(class|interface|enum|record) \\w+");
  private static final Pattern MEMBERS =
      Pattern.compile("(?ms)\\A(?:@|static |public |private |record \\w+\\().*");
  private static final String[] PROLOGUE = prologue().split("//\n", 2);

  private final String source;

  private JavaBlock(String name, String source) {
    super(URI.create("string:///" + name + "/Block.java"), Kind.SOURCE);
    this.source = source;
  }

  static JavaBlock of(Pages.Block block) {
    String name = block.page().replaceAll("\\W", "_") + "_" + block.line();
    String imports =
        block.text().lines().filter(JavaBlock::isImport).collect(Collectors.joining("\n"));
    String code =
        block
            .text()
            .lines()
            .filter(line -> !isImport(line))
            .collect(Collectors.joining("\n"))
            .strip();
    String given = block.marker().equals("given") ? block.said() : "";
    return new JavaBlock(
        name,
        "package %s;\n%s\n%s\n%s".formatted(name, imports, PROLOGUE[0], wrapped(code, given)));
  }

  private static String wrapped(String code, String given) {
    if (TYPES.matcher(code).find()) {
      return code + "\n" + given;
    }
    String fields = PROLOGUE[1] + given;
    return MEMBERS.matcher(code).matches()
        ? "class Block {\n%s\n%s\n}".formatted(fields, code)
        : "class Block {\n%s\nvoid run() throws Exception {\n%s\n}\n}".formatted(fields, code);
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return source;
  }

  private static String prologue() {
    try (InputStream in = JavaBlock.class.getResourceAsStream("/prologue.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("//[^\n]*\n", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

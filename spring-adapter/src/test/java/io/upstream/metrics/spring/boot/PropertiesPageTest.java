package io.upstream.metrics.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compares the table of properties with the metadata in the jar. */
class PropertiesPageTest {

  private static final Path PAGE = Path.of("..", "docs", "spring-reference.md");

  private static final String BEGIN = "<!-- properties -->\n";
  private static final String END = "<!-- end of properties -->";

  private static final String MEND =
      """
      docs/spring-reference.md is not what the properties say; write it anew with
        mvn -q -Pmend test -pl spring-adapter -am
      """;

  @Test
  @Tag("generated")
  void the_committed_table_is_what_the_metadata_says() throws Exception {
    String now = render();
    String page = Files.readString(PAGE, UTF_8);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if (Boolean.getBoolean("upstream.mend")) {
      Files.writeString(PAGE, page.substring(0, begin) + now + page.substring(end), UTF_8);
    } else {
      assertThat(page.substring(begin, end)).as(MEND).isEqualTo(now);
    }
  }

  @Test
  void every_property_says_what_it_is_for() throws Exception {
    assertThat(properties().values())
        .isNotEmpty()
        .allSatisfy(
            property ->
                assertThat(property.path("description").asText())
                    .as(property.path("name").asText())
                    .isNotBlank());
  }

  private static String render() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            | property | default | what it does |
            |---|---|---|
            """);
    properties()
        .forEach(
            (name, property) ->
                page.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(standard(property))
                    .append(" | ")
                    .append(sentence(property.path("description").asText()))
                    .append(" |\n"));
    return page.toString();
  }

  private static String standard(JsonNode property) {
    JsonNode value = property.get("defaultValue");
    return value == null ? "" : "`" + value.asText() + "`";
  }

  private static String sentence(String text) {
    String plain = text.replace("|", "\\|");
    return plain.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + plain.substring(1);
  }

  private static Map<String, JsonNode> properties() throws IOException {
    Map<String, JsonNode> properties = new TreeMap<>();
    Path metadata = Path.of("target/classes/META-INF/spring-configuration-metadata.json");
    try (InputStream json = Files.newInputStream(metadata)) {
      for (JsonNode property : new ObjectMapper().readTree(json).path("properties")) {
        properties.put(property.path("name").asText(), property);
      }
    }
    return properties;
  }
}

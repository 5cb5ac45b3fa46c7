package io.upstream.metrics.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What the modules ship is what the page says: whatever new comes in is seen here first.
 *
 * <p>The bills are made when a module is packaged. Where they are missing or older than what they
 * were made from, there is nothing to compare.
 */
class BillsOfMaterialsTest {

  private static final Path PAGE = Path.of("dependencies.md");
  private static final List<String> PUBLISHED =
      List.of(
          "core",
          "servlet-adapter",
          "console",
          "jdbc-adapter",
          "snapshots",
          "vocabularies",
          "push",
          "commands",
          "spring-adapter");

  private final Map<String, JsonNode> bills = new LinkedHashMap<>();

  @BeforeEach
  void read() throws Exception {
    assumeTrue(
        System.getProperty("client_java.version") == null,
        "another client_java is tried out: its bills are not those that are shipped");
    boolean offline = "offline=true".equals(System.getProperty("maven.mode"));
    for (String module : PUBLISHED) {
      Path bill = Path.of("..", module, "target", "bom.json");
      boolean there = Files.exists(bill) && isNewer(bill, Path.of("..", module, "pom.xml"));
      if (!there && Boolean.getBoolean("upstream.full") && !offline) {
        throw new AssertionError(bill + " was not made: mvn package makes it");
      }
      assumeTrue(there, bill + " is not there: mvn package makes it, but not offline");
      bills.put(module, new ObjectMapper().readTree(bill.toFile()));
    }
  }

  private static boolean isNewer(Path file, Path other) throws IOException {
    return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) >= 0;
  }

  @Test
  void each_module_ships_what_the_page_lists() throws Exception {
    String page = page();
    if (Boolean.getBoolean("upstream.mend")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as(
            "docs/dependencies.md is not what is shipped; look at what is new, then write it anew"
                + " with\n  mvn package -Dtest=BillsOfMaterialsTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dupstream.mend=true")
        .hasContent(page);
  }

  @Test
  void a_bill_is_reproducible() {
    bills.forEach(
        (module, bill) -> {
          assertThat(bill.path("bomFormat").asText()).as(module).isEqualTo("CycloneDX");
          assertThat(bill.has("serialNumber")).as(module).isFalse();
          assertThat(bill.path("metadata").has("timestamp")).as(module).isFalse();
          assertThat(bill.toString()).as(module).doesNotContain(System.getProperty("user.home"));
        });
  }

  @Test
  void a_bill_has_no_test_dependencies() throws Exception {
    Map<String, String> managed = scopes(Path.of("..", "pom.xml"), "dependencyManagement");
    for (String module : PUBLISHED) {
      Map<String, String> own = scopes(Path.of("..", module, "pom.xml"), "project");
      assertThat(own).as(module).isNotEmpty();
      own.forEach(
          (name, scope) -> {
            String in = scope.isEmpty() ? managed.getOrDefault(name, "") : scope;
            boolean shipped = in.isEmpty() || in.equals("compile") || in.equals("runtime");
            assertThat(components(bills.get(module)).containsKey(name))
                .as(module + " ships " + name + " of scope '" + in + "'")
                .isEqualTo(shipped);
          });
    }
  }

  /** The scopes of the dependencies right below an element's list of them; empty where not said. */
  private static Map<String, String> scopes(Path pom, String parent) throws Exception {
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getDocumentElement();
    Map<String, String> scopes = new HashMap<>();
    var all = root.getElementsByTagName("dependency");
    for (int i = 0; i < all.getLength(); i++) {
      Element dependency = (Element) all.item(i);
      if (dependency.getParentNode().getParentNode().getNodeName().equals(parent)) {
        String name = text(dependency, "groupId") + ":" + text(dependency, "artifactId");
        if (text(dependency, "type").equals("test-jar")) {
          scopes.putIfAbsent(name, "test"); // beside the jar itself
        } else {
          scopes.put(name, text(dependency, "scope"));
        }
      }
    }
    return scopes;
  }

  private static String text(Element dependency, String name) {
    for (Node node = dependency.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(name)) {
        return node.getTextContent().strip();
      }
    }
    return "";
  }

  private String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # What each module ships

            The tables list the artifacts that a module adds to your class path, with their own \
            dependencies. A test writes and compares this page from the bills of materials of \
            the modules, which are beside their jars as `*-cyclonedx.json` (CycloneDX 1.6). \
            Artifacts that a module only uses if your application already has them (the servlet \
            API, Spring, Hibernate, HikariCP, Caffeine, the OTLP exporter) are not shipped and \
            not listed. [Security](security.md#dependencies) has what is known about each \
            artifact.

            | module | ships |
            |---|---|
            """);
    Map<String, TreeSet<String>> users = new TreeMap<>();
    Map<String, String> licences = new HashMap<>();
    bills.forEach(
        (module, bill) -> {
          TreeSet<String> ours = new TreeSet<>();
          components(bill)
              .forEach(
                  (name, component) -> {
                    if (component.path("group").asText().equals("io.upstream")) {
                      ours.add("`" + component.path("name").asText() + "`");
                    } else {
                      String artifact = name + ":" + component.path("version").asText();
                      users.computeIfAbsent(artifact, any -> new TreeSet<>()).add(module);
                      licences.put(artifact, licence(component));
                    }
                  });
          page.append("| `").append(module(bill)).append("` | ");
          page.append(ours.isEmpty() ? "" : String.join(", ", ours) + " and ");
          page.append(foreign(bill)).append(" of others |\n");
        });
    page.append("\n| of others | licence | in |\n|---|---|---|\n");
    users.forEach(
        (artifact, modules) ->
            page.append("| `" + artifact + "` | " + licences.get(artifact) + " | ")
                .append(modules.size() == bills.size() ? "all" : String.join(", ", modules))
                .append(" |\n"));
    return page.toString();
  }

  private static String module(JsonNode bill) {
    return bill.at("/metadata/component/name").asText();
  }

  private static long foreign(JsonNode bill) {
    return components(bill).keySet().stream()
        .filter(name -> !name.startsWith("io.upstream:"))
        .count();
  }

  private static String licence(JsonNode component) {
    TreeSet<String> licences = new TreeSet<>();
    for (JsonNode each : component.path("licenses")) {
      JsonNode licence = each.path("license");
      licences.add(licence.path("id").asText(licence.path("name").asText("?")));
    }
    return String.join(", ", licences);
  }

  /** By group and name; every one of them is needed, none may be there. */
  private static Map<String, JsonNode> components(JsonNode bill) {
    Map<String, JsonNode> components = new TreeMap<>();
    for (JsonNode component : bill.path("components")) {
      assertThat(component.path("scope").asText()).isEqualTo("required");
      components.put(
          component.path("group").asText() + ":" + component.path("name").asText(), component);
    }
    return components;
  }
}

package io.upstream.metrics.guard.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.guard.detect.Detection;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.View;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueGrammarTest {

  private static final ValueGrammar ANYTHING = new ValueGrammar("(?s).*", false);

  private record Region(@Nullable String value) implements OpenLabel {}

  @Test
  void customers_have_the_form_of_an_id() {
    accepts(CustomerId.class, "acme", "0", "a.b_c:d-e", "x".repeat(64));
    refuses(CustomerId.class, "-a", ".a", "a b", "a/b", "ä", "x".repeat(65));
  }

  @Test
  void error_types_are_classes_or_codes() {
    accepts(ErrorType.class, "IOException", "java.io.IOException", "A$B", "_x", "x".repeat(128));
    accepts(ErrorType.class, "CO-45", "A3:21", "F2/88", "404", "42P01", "SQLSTATE[23000]");
    refuses(ErrorType.class, "a b", "123456", "a[b", "a[]", "-a", "x".repeat(129));
  }

  @Test
  void endpoints_are_templates_without_ids() {
    accepts(Endpoint.class, "/", "/a", "/a/{id}/*", "/.well-known/a~b", "/v1/a1");
    accepts(Endpoint.class, "/v1/837/upload", "/x12/271", "/Patient/{id}/$everything");
    accepts(Endpoint.class, "/{id}:export", "/a/:id", "/a/{id:[0-9]{3}}", "/a/{*b}", "/{a}.{b}");
    accepts(Endpoint.class, "/status/404", "/fees/2025", "/a/20250131/b");
    refuses(Endpoint.class, "a", "//", "/a//b", "/1", "/a/42/b", "/a b", "/{", "/{}", "/a%20b");
    refuses(Endpoint.class, "/a/836", "/a/1999", "/a/20251331", "/a/{b/c}", "/a/{b:{c}}");
  }

  @Test
  void views_are_methods_or_routes() {
    accepts(View.class, "ClaimController#list", "a.b.C", "/claims/{id}");
    refuses(View.class, "a#b#c", "#a", "a b", "/42");
  }

  @Test
  void names_and_models() {
    accepts(JobType.class, "a", "a_b.c:d/e-1", "835-posting", "1.2.3+4", "99213", "x".repeat(64));
    refuses(JobType.class, "123456", "_a", "a b", "x".repeat(65));
    accepts(ModelName.class, "ClaimLine", "_a", "v1.2-b$c");
    refuses(ModelName.class, "1a", "a/b", "a:b");
  }

  @Test
  void a_type_without_a_grammar_uses_names() {
    accepts(Region.class, "us-east-1", "a/b");
    accepts(Region.class, "1", "1.2.3", "$Proxy");
    refuses(Region.class, "1234567", "a b");
  }

  @Test
  void a_cache_key_is_judged_before_the_colon() {
    ValueGrammar grammar = ValueGrammar.of(CacheKeyPrefix.class);

    assertThat(grammar.prepare("claims:42:lines")).isEqualTo("claims");
    assertThat(grammar.prepare(" claims :42")).isEqualTo("claims");
    assertThat(grammar.prepare(":42")).isEmpty();
    assertThat(ValueGrammar.of(JobType.class).prepare(" a:b ")).isEqualTo("a:b");
  }

  @ParameterizedTest
  @CsvSource({
    "ClaimController$$EnhancerBySpringCGLIB$$1a2b#list, ClaimController#list",
    "ClaimController$$SpringCGLIB$$0, ClaimController",
    "ClaimService$$Lambda$14#handle, ClaimService#handle",
    "ClaimService$$Lambda/0x00007f1c2c0d9a30, ClaimService",
    "a.ClaimService/0x00007f1c2c0d9a30, a.ClaimService",
    "ClaimLine$HibernateProxy$k3JdXq1z, ClaimLine",
    "ClaimLine_$$_jvst1a2b_0, ClaimLine",
    "EntityManager$MockitoMock$123456, EntityManager",
    "jdk.proxy2.$Proxy55#save, jdk.proxy2.$Proxy#save",
    "$Proxy123, $Proxy",
    "$Proxy, $Proxy",
    "Outer$Inner, Outer$Inner",
    "/Patient/{id}/$everything, /Patient/{id}/$everything",
    "$$, $$",
  })
  void a_generated_class_counts_as_its_original(String name, String plain) {
    assertThat(ValueGrammar.of(View.class).prepare(name)).isEqualTo(plain);
  }

  @Test
  void a_value_is_trimmed_to_the_judged_length() {
    ValueGrammar jobs = ValueGrammar.of(JobType.class);
    ValueGrammar keys = ValueGrammar.of(CacheKeyPrefix.class);
    String longest = " ".repeat(Detection.SEEN - 1);

    assertThat(jobs.prepare(longest + " ")).isEmpty();
    assertThat(jobs.prepare(longest + "a")).isEqualTo("a");
    assertThat(jobs.prepare("a" + longest)).isEqualTo("a");
    assertThat(jobs.prepare("a" + longest + " ")).isEqualTo("a" + longest + " ");
    assertThat(keys.prepare("a" + longest.substring(1) + ":b")).isEqualTo("a");
    assertThat(keys.prepare("a" + longest + ":b")).isEqualTo("a" + longest + ":b");
  }

  @Test
  void only_views_may_have_the_unmatched_constant() {
    ValueGrammar views = ValueGrammar.of(View.class);

    assertThat(views.acceptsConstant("_UNMATCHED")).isTrue();
    assertThat(views.acceptsConstant("ClaimController#list")).isTrue();
    assertThat(views.acceptsConstant("_OTHER")).isFalse();
    assertThat(views.acceptsConstant("a b")).isFalse();
  }

  @Test
  void a_megabyte_is_neither_trimmed_nor_searched() {
    String spaces = " ".repeat(1 << 20);

    assertThat(ValueGrammar.of(JobType.class).prepare(spaces)).isSameAs(spaces);
    assertThat(ValueGrammar.of(CacheKeyPrefix.class).prepare(spaces + ":")).endsWith(":");
    assertThat(ValueGrammar.of(CacheKeyPrefix.class).prepare("claims:" + spaces))
        .isEqualTo("claims");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_OTHER", "_INVALID", "_REDACTED", "_UNKNOWN", "_UNMATCHED"})
  void reserved_values_are_refused_from_callers(String reserved) {
    assertThat(ANYTHING.accepts(reserved)).isFalse();
    assertThat(ANYTHING.accepts(reserved + "x")).isTrue();
  }

  @Test
  void bytes_count_and_not_characters() {
    assertThat(ANYTHING.accepts("x".repeat(128))).isTrue();
    assertThat(ANYTHING.accepts("x".repeat(129))).isFalse();
    assertThat(ANYTHING.accepts("é".repeat(64))).isTrue();
    assertThat(ANYTHING.accepts("é".repeat(65))).isFalse();
    assertThat(ANYTHING.accepts("\u07ff".repeat(64))).as("the last of two bytes").isTrue();
    assertThat(ANYTHING.accepts("\u07ff".repeat(65))).isFalse();
    assertThat(ANYTHING.accepts("\u0800".repeat(42))).as("the first of three").isTrue();
    assertThat(ANYTHING.accepts("\u0800".repeat(43))).isFalse();
    assertThat(ANYTHING.accepts("\ud800\udc00".repeat(32))).as("the first of four").isTrue();
    assertThat(ANYTHING.accepts("\ud800\udc00".repeat(33))).isFalse();
    assertThat(ANYTHING.accepts("\u20ac".repeat(42) + "xx")).isTrue();
    assertThat(ANYTHING.accepts("\u20ac".repeat(43))).isFalse();
    assertThat(ANYTHING.accepts("😀".repeat(32))).isTrue();
    assertThat(ANYTHING.accepts("😀".repeat(33))).isFalse();
  }

  @Test
  void unprintable_characters_are_refused() {
    List<String> hostile =
        List.of(
            "\0",
            "a\0",
            "a\nb",
            "a\rb",
            "a\tb",
            "\u007f",
            "\u0085",
            "\ud800",
            "a\ud800b",
            "\udc00",
            "\udc00\ud800",
            "a\ud83d",
            "\u200f",
            "\u202ea",
            "\u2028",
            "\u2029",
            "\ufeffa");

    assertThat(hostile).noneMatch(ANYTHING::accepts);
    assertThat(ANYTHING.accepts("\"quoted\" \\ {le=\"1\"} __name__")).isTrue();
  }

  @Test
  void an_expression_that_backtracks_without_end_refuses() {
    ValueGrammar careless = new ValueGrammar("(a+)+\\1b", false);

    assertThat(careless.accepts("a".repeat(100))).isFalse();
    assertThat(careless.accepts("aab")).isTrue();
  }

  private static void accepts(Class<? extends OpenLabel> type, String... values) {
    assertThat(values).allMatch(ValueGrammar.of(type)::accepts);
  }

  private static void refuses(Class<? extends OpenLabel> type, String... values) {
    assertThat(values).noneMatch(ValueGrammar.of(type)::accepts);
  }
}

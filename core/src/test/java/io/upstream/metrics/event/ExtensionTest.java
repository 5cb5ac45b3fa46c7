package io.upstream.metrics.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that interfaces which applications implement can get new methods. */
class ExtensionTest {

  private static List<String> required(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()))
        .map(Method::getName)
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(classes = {Events.class, HttpMeter.class, DbMeter.class, ConnectionMeter.class})
  void a_vocabulary_implements_only_what_it_needs(Class<?> type) {
    assertThat(required(type)).isEmpty();
  }

  @Test
  void what_an_implementer_must_have_never_grows() {
    assertThat(required(CacheMeter.class)).containsExactly("record");
    assertThat(required(Vocabulary.class)).containsExactly("families", "over");
    assertThat(required(HttpExchange.class))
        .containsExactly("durationNanos", "method", "status", "transport", "view");
  }

  @Test
  void events_without_an_implementation_do_nothing() {
    Events nothing = new Events() {};
    nothing.http().started();
    nothing.db(DbCall.of(null, null, null)).executed(1, null);
    nothing.connections(new DataSourceAlias("claims"), new DbVendor("H2")).opened();
    nothing.cache(new CacheName("claims")).record(CacheCall.HIT);
  }

  /** A method that the composite did not pass on would silently do nothing. */
  @Test
  void the_composite_passes_on_every_method() {
    Stream.of(CompositeEvents.class.getDeclaredClasses())
        .filter(each -> each.isRecord() && each.getInterfaces().length == 1)
        .forEach(each -> assertThat(overridden(each)).as(each.getName()).isTrue());
    assertThat(overridden(CompositeEvents.class)).isTrue();
  }

  private static boolean overridden(Class<?> type) {
    return Arrays.stream(type.getInterfaces()[0].getMethods())
        .allMatch(
            method ->
                Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(
                        own ->
                            own.getName().equals(method.getName())
                                && Arrays.equals(
                                    own.getParameterTypes(), method.getParameterTypes())));
  }
}

package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.testing.PublicTypes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class PublicTypesTest {

  public interface A {}

  public interface B {}

  public interface C {}

  public interface D {}

  public static class E extends Exception {
    private static final long serialVersionUID = 1;
  }

  public interface F {}

  public interface G {}

  public static final class H {}

  /** Not visible itself. */
  abstract static class Hidden implements Supplier<A[]> {
    public Map<String, ? extends List<? super B>> inherited() {
      return Map.of();
    }
  }

  public abstract static class Example<T extends C> extends Hidden {
    protected Set<D>[] field;

    protected Example(H argument) {}

    public <X extends F> void method(T argument) throws E {}

    void hidden(G argument) {}
  }

  @Test
  void generic_types_of_visible_members_are_found() {
    assertThat(PublicTypes.shownBy(Example.class, false))
        .contains(A.class, B.class, C.class, D.class, E.class, F.class)
        .doesNotContain(G.class, H.class);
    assertThat(PublicTypes.shownBy(Example.class, true)).contains(H.class);
  }

  @Test
  void the_types_of_a_jar_are_found() throws IOException {
    assertThat(PublicTypes.ofModule(NullMarked.class)).contains(NullMarked.class);
  }
}

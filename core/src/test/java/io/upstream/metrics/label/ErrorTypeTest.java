package io.upstream.metrics.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ErrorTypeTest {

  @Test
  void an_error_has_its_simple_name() {
    assertThat(name(new SocketTimeoutException("patient 4711")))
        .isEqualTo("SocketTimeoutException");
    assertThat(name(new StackOverflowError())).isEqualTo("StackOverflowError");
    assertThat(name(new Nested())).isEqualTo("Nested");
  }

  @Test
  void what_only_wraps_is_taken_off() {
    IOException cause = new FileNotFoundException();
    assertThat(name(new CompletionException(cause))).isEqualTo("FileNotFoundException");
    assertThat(name(new ExecutionException(new CompletionException(cause))))
        .isEqualTo("FileNotFoundException");
    assertThat(name(new IllegalStateException(cause))).isEqualTo("IllegalStateException");
  }

  @Test
  void a_wrapper_around_nothing_is_what_it_is() {
    assertThat(name(new CompletionException("empty", null))).isEqualTo("CompletionException");
  }

  @Test
  void a_circle_of_causes_ends() {
    CompletionException first = new Wrapper();
    ExecutionException second = new ExecutionException(first);
    first.initCause(second);
    assertThat(name(first)).isIn("Wrapper", "ExecutionException");
  }

  @Test
  void an_anonymous_class_has_its_superclass_name() {
    assertThat(name(new IOException() {})).isEqualTo("IOException");
    assertThat(name(new Nested() {})).isEqualTo("Nested");
  }

  @Test
  void a_local_class_has_a_name() {
    class Local extends RuntimeException {}
    assertThat(name(new Local())).isEqualTo("Local");
  }

  @Test
  void a_hidden_class_has_its_superclass_name() throws Exception {
    try (InputStream bytes =
        ErrorTypeTest.class.getResourceAsStream("ErrorTypeTest$Nested.class")) {
      Class<?> hidden =
          MethodHandles.lookup().defineHiddenClass(bytes.readAllBytes(), true).lookupClass();
      Throwable thrown = (Throwable) hidden.getDeclaredConstructor().newInstance();
      assertThat(hidden.getName()).contains("/");
      assertThat(name(thrown)).isEqualTo("RuntimeException");
    }
  }

  @Test
  void no_error_has_no_type() {
    assertThat(name(null)).isNull();
  }

  private static String name(Throwable thrown) {
    return ErrorType.of(thrown).value();
  }

  private static final class Wrapper extends CompletionException {}

  static class Nested extends RuntimeException {}
}

package io.upstream.metrics.label;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The class of an error by its simple name, never its message.
 *
 * <pre>{@code
 * ErrorType.of(exception)              // error_type="SocketTimeoutException"
 * new ErrorType("SmtpRejected")        // for errors that are no exception
 * }</pre>
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(50)
@Grammar(ErrorType.CODE)
public record ErrorType(@Nullable String value) implements OpenLabel {

  /** An error without a type. Shown as {@code _UNKNOWN}. */
  public static final ErrorType UNKNOWN = new ErrorType(null);

  /** A class, or a code such as {@code CO-45}, {@code ORA-00942}, {@code SQLSTATE[23000]}. */
  static final String CODE = "(?![0-9]{6,}+$)[\\w$][\\w.$:/-]{0,127}(?:\\[\\w{1,16}\\])?";

  // A chain of wrappers longer than this is a mistake, or a cycle.
  private static final int MOST_WRAPPERS = 16;

  /**
   * Returns the type of a throwable. For a {@link CompletionException} or {@link
   * ExecutionException} it is the type of the cause, and for an anonymous class its superclass.
   * {@link #UNKNOWN} for null.
   */
  public static ErrorType of(@Nullable Throwable thrown) {
    if (thrown == null) {
      return UNKNOWN;
    }
    Throwable error = thrown;
    for (int i = 0; i < MOST_WRAPPERS && isWrapper(error); i++) {
      Throwable cause = error.getCause();
      if (cause == null) {
        break;
      }
      error = cause;
    }
    Class<?> type = error.getClass();
    // The order of the checks matters: getSimpleName() fails for a hidden class that was made from
    // a nested one.
    while (type.isHidden() || type.getSimpleName().isEmpty()) {
      type = type.getSuperclass();
    }
    return new ErrorType(type.getSimpleName());
  }

  private static boolean isWrapper(Throwable error) {
    return error instanceof CompletionException || error instanceof ExecutionException;
  }

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}

package io.upstream.metrics.catalog;

/** Converts Java's camel case to the snake case of exposed names. */
public final class SnakeCase {

  private SnakeCase() {}

  /**
   * Converts a name: {@code customerId}, {@code CustomerId} and {@code customerID} all become
   * {@code customer_id}.
   */
  public static String of(String camelCase) {
    StringBuilder snake = new StringBuilder(camelCase.length() + 4);
    for (int i = 0; i < camelCase.length(); i++) {
      char c = camelCase.charAt(i);
      if (Character.isUpperCase(c)) {
        if (beginsWord(camelCase, i)) {
          snake.append('_');
        }
        snake.append(Character.toLowerCase(c));
      } else {
        snake.append(c);
      }
    }
    return snake.toString();
  }

  private static boolean beginsWord(String camelCase, int i) {
    if (i == 0 || camelCase.charAt(i - 1) == '_') {
      return false;
    }
    boolean afterCapital = Character.isUpperCase(camelCase.charAt(i - 1));
    boolean beforeSmall =
        i + 1 < camelCase.length() && Character.isLowerCase(camelCase.charAt(i + 1));
    return !afterCapital || beforeSmall;
  }
}

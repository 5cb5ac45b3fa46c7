package io.upstream.metrics.label;

/**
 * A response status. 100 to 599 stand on the page as they are, any other number is shown as {@code
 * _INVALID}.
 *
 * <p>The label is closed, yet its series are made on first use, because a page with five hundred
 * zeros is of no use.
 *
 * @param code the number, any
 */
public record HttpStatus(int code) {

  /** The lowest status that is shown as it is. */
  public static final int MIN = 100;

  /** The highest status that is shown as it is. */
  public static final int MAX = 599;
}

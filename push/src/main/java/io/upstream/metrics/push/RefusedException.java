package io.upstream.metrics.push;

import java.io.IOException;

/** The other side has answered, and trying again would get the same answer. */
final class RefusedException extends IOException {

  private static final long serialVersionUID = 1;

  RefusedException(String message) {
    super(message);
  }
}

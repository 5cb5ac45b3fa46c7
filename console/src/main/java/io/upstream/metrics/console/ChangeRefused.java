package io.upstream.metrics.console;

/** A request to change something that is not carried out; its message is fit for the client. */
final class ChangeRefused extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;

  ChangeRefused(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}

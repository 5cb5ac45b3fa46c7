package io.upstream.metrics.commands;

/** The failure of a command, with a message for the operator. */
final class CommandException extends Exception {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  private CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static CommandException usage(String message) {
    return new CommandException(Commands.USAGE, message);
  }

  static CommandException failed(String message) {
    return new CommandException(Commands.FAILED, message);
  }

  int exitCode() {
    return exitCode;
  }
}

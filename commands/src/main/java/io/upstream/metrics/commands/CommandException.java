package io.upstream.metrics.commands;

/** Why a command ends without having done what it was for, in words for who typed it. */
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

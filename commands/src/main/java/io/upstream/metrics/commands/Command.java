package io.upstream.metrics.commands;

import java.io.PrintStream;
import java.util.List;

/** One thing that an operator can ask for. */
interface Command {

  /** Returns the help text: what the command does and its options, a line each. */
  String help();

  /** Runs the command. */
  void run(List<String> words, Environment environment, PrintStream out, PrintStream err)
      throws CommandException;
}

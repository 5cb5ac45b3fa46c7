package io.upstream.metrics.commands;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The commands, as a program and inside an application.
 *
 * <pre>{@code
 * java -jar upstream-metrics-commands-runnable.jar export-metrics --url http://host:8000/metrics
 *
 * int code = Commands.in(recorder::writePage, dataSource).run("export-metrics", "--print");
 * }</pre>
 *
 * <p>The result goes to standard output, all other messages to standard error. The exit code is 0
 * for success, 1 if the command failed, 2 if its arguments are wrong.
 */
public final class Commands {

  /** It was done. */
  public static final int DONE = 0;

  /** The command failed; standard error has the reason. */
  public static final int FAILED = 1;

  /** The words were wrong. */
  public static final int USAGE = 2;

  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Environment environment;
  private final PrintStream out;
  private final PrintStream err;

  Commands(
      @Nullable PageSource page,
      @Nullable DataSource database,
      Environment environment,
      InstantSource clock,
      PrintStream out,
      PrintStream err) {
    commands.put("export-metrics", new ExportMetrics(page));
    commands.put("cleanup-metrics", new CleanupMetrics(database, clock));
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /**
   * Returns the commands of an application: they use its own page and database unless options give
   * others.
   *
   * @param database null if it stores no snapshots
   */
  public static Commands in(PageSource page, @Nullable DataSource database) {
    return of(page, database);
  }

  private static Commands of(@Nullable PageSource page, @Nullable DataSource database) {
    return new Commands(
        page,
        database,
        new Environment(System.getenv()),
        InstantSource.system(),
        System.out,
        System.err);
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] words) {
    System.exit(of(null, null).run(words));
  }

  /**
   * Returns whether a word is one of the commands, with dashes or with underscores, for an
   * application that has its own arguments.
   */
  public boolean knows(String word) {
    return commands.containsKey(named(word));
  }

  /** Runs the command that the words name and returns the exit code. */
  public int run(String... words) {
    List<String> all = List.of(words);
    if (all.isEmpty() || isHelp(all.get(0))) {
      (all.isEmpty() ? err : out).print(help());
      return all.isEmpty() ? USAGE : DONE;
    }
    Command command = commands.get(named(all.get(0)));
    if (command == null) {
      err.println(all.get(0) + ": there is no such command");
      err.print(help());
      return USAGE;
    }
    List<String> rest = all.subList(1, all.size());
    if (rest.stream().anyMatch(Commands::isHelp)) {
      out.print(command.help());
      return DONE;
    }
    try {
      command.run(rest, environment, out, err);
      return DONE;
    } catch (CommandException e) {
      err.println(all.get(0) + ": " + e.getMessage());
      return e.exitCode();
    }
  }

  // The cron jobs of the Python services use the names export_metrics and cleanup_metrics.
  private static String named(String word) {
    return word.replace('_', '-');
  }

  private static boolean isHelp(String word) {
    return word.equals("--help") || word.equals("-h");
  }

  private String help() {
    StringBuilder help = new StringBuilder();
    commands.values().forEach(command -> help.append(command.help()).append('\n'));
    return help.append("exit code: 0 done, 1 could not be done, 2 wrongly asked\n").toString();
  }
}

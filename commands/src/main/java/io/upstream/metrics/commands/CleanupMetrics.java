package io.upstream.metrics.commands;

import io.upstream.metrics.snapshots.SnapshotStore;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Deletes old snapshots, or prints how many it would delete. */
final class CleanupMetrics implements Command {

  private static final Set<String> VALUED =
      Set.of("--days", "--db-url", "--db-user", "--db-password-file", "--driver");
  private static final Set<String> FLAGS = Set.of("--dry-run");
  private static final long STANDARD_DAYS = 7;
  private static final long BETWEEN_LINES = 100_000;

  private final @Nullable DataSource here;
  private final InstantSource clock;

  /** Creates the command for an application's database; if that is null, the options give one. */
  CleanupMetrics(@Nullable DataSource here, InstantSource clock) {
    this.here = here;
    this.clock = clock;
  }

  @Override
  public String help() {
    return """
        cleanup-metrics [options]  deletes stored samples that are old

          --days N              older than so many days; METRICS_RETENTION_DAYS or 7 unless said
                                otherwise
          --dry-run             only say how many they are
          --db-url URL          the database, as JDBC has it; else METRICS_DB_URL
          --db-user NAME        who asks; else METRICS_DB_USER
          --db-password-file FILE
                                the file with the password; else METRICS_DB_PASSWORD_FILE or
                                METRICS_DB_PASSWORD
          --driver JAR          the JDBC driver, where this program does not have it
        """;
  }

  @Override
  public void run(List<String> words, Environment environment, PrintStream out, PrintStream err)
      throws CommandException {
    Options options = Options.parse(words, VALUED, FLAGS);
    String days = options.value("--days");
    String retention = environment.get("METRICS_RETENTION_DAYS");
    long kept =
        days != null
            ? Options.number("--days", days)
            : retention != null
                ? Options.number("METRICS_RETENTION_DAYS", retention)
                : STANDARD_DAYS;
    Instant before = clock.instant().minus(Duration.ofDays(kept));
    try (JdbcUrl.Opened database = JdbcUrl.open(here, options, environment)) {
      SnapshotStore store = new SnapshotStore(database.source());
      long old = store.countBefore(before);
      if (options.has("--dry-run")) {
        out.println(old + " samples are older than " + kept + " days; nothing was deleted");
      } else {
        long deleted = store.deleteBefore(before, new Progress(old, err)::at);
        out.println("deleted " + deleted + " samples that were older than " + kept + " days");
      }
    } catch (SQLException e) {
      throw CommandException.failed(reason(e));
    }
  }

  private static String reason(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("42")
        ? "there are no snapshots in this database: its tables are not there"
        : "the database cannot be asked: " + RemotePage.reason(e);
  }

  /** A line now and then while there is much to do. */
  private static final class Progress {
    private final long all;
    private final PrintStream err;
    private long next = BETWEEN_LINES;

    Progress(long all, PrintStream err) {
      this.all = all;
      this.err = err;
    }

    void at(long deleted) {
      if (deleted >= next) {
        err.println("deleted " + deleted + " of " + all);
        next = deleted + BETWEEN_LINES;
      }
    }
  }
}

package io.upstream.metrics.commands;

import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.push.Gateway;
import io.upstream.metrics.push.PushMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints the page or pushes it. */
final class ExportMetrics implements Command {

  private static final String STANDARD_URL = "http://127.0.0.1:8000/metrics";
  private static final Set<String> VALUED =
      Set.of(
          "--url",
          "--token",
          "--token-file",
          "--format",
          "--pushgateway",
          "--job",
          "--grouping",
          "--method",
          "--timeout");
  private static final Set<String> FLAGS = Set.of("--print");

  private final @Nullable PageSource here;

  /** Creates the command for the page in this process, or for another process if that is null. */
  ExportMetrics(@Nullable PageSource here) {
    this.here = here;
  }

  @Override
  public String help() {
    return """
        export-metrics [options]   prints the metrics page, or pushes it

          --print               print it; that is what is done unless it is pushed
          --format text|openmetrics
                                how it is printed, text unless said otherwise
          --pushgateway HOST:PORT
                                push it to a Pushgateway
          --job NAME            the job it is pushed as, needed with --pushgateway
          --grouping NAME=VALUE another label of the group; may be given several times
          --method PUT|POST     PUT replaces the group, POST what is in both; PUT unless said
                                otherwise
          --url URL             the application's page, http://127.0.0.1:8000/metrics unless said
                                otherwise
          --token-file FILE     the file with the page's token; else METRICS_AUTH_TOKEN_FILE or
                                METRICS_AUTH_TOKEN
          --token TOKEN         the token itself, which others on the machine can then see
          --timeout SECONDS     how long to wait for an answer, 10 unless said otherwise
        """;
  }

  @Override
  public void run(List<String> words, Environment environment, PrintStream out, PrintStream err)
      throws CommandException {
    Options options = Options.parse(words, VALUED, FLAGS);
    Duration timeout = Duration.ofSeconds(options.number("--timeout", 10));
    PageFormat format = format(options.value("--format"));
    String address = options.value("--pushgateway");
    boolean prints = options.has("--print") || address == null;
    if (address == null) {
      refuse(options, "--job", "--grouping", "--method");
    }
    Gateway gateway = address == null ? null : gateway(address, options, timeout);
    PushMethod method = method(options.value("--method"));
    if (prints) {
      out.writeBytes(page(options, environment, timeout, format));
      out.flush();
      if (out.checkError()) {
        throw CommandException.failed("the page could not be printed");
      }
    }
    if (gateway != null) {
      byte[] page = page(options, environment, timeout, PageFormat.TEXT);
      push(gateway, method, page);
      err.println("pushed " + page.length + " bytes to " + address);
    }
  }

  private static void refuse(Options options, String... names) throws CommandException {
    for (String name : names) {
      if (options.has(name)) {
        throw CommandException.usage(name + ": goes with --pushgateway");
      }
    }
  }

  private static PageFormat format(@Nullable String name) throws CommandException {
    return switch (name == null ? "text" : name) {
      case "text" -> PageFormat.TEXT;
      case "openmetrics" -> PageFormat.OPENMETRICS;
      default ->
          throw CommandException.usage("--format " + name + ": expected text or openmetrics");
    };
  }

  private static PushMethod method(@Nullable String name) throws CommandException {
    return switch (name == null ? "PUT" : name.toUpperCase(Locale.ROOT)) {
      case "PUT" -> PushMethod.PUT;
      case "POST" -> PushMethod.POST;
      default -> throw CommandException.usage("--method " + name + ": expected PUT or POST");
    };
  }

  private static Gateway gateway(String address, Options options, Duration timeout)
      throws CommandException {
    String job = options.value("--job");
    if (job == null || job.isBlank()) {
      throw CommandException.usage("--job: expected with --pushgateway");
    }
    Map<String, String> grouping = new LinkedHashMap<>();
    for (String each : options.all("--grouping")) {
      int equals = each.indexOf('=');
      if (equals < 1 || !each.substring(0, equals).matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
        throw CommandException.usage("--grouping " + each + ": expected NAME=VALUE");
      }
      grouping.put(each.substring(0, equals), each.substring(equals + 1));
    }
    try {
      return new Gateway(address, job, grouping, null, timeout);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--pushgateway: " + e.getMessage());
    }
  }

  private byte[] page(Options options, Environment environment, Duration timeout, PageFormat format)
      throws CommandException {
    String url = options.value("--url");
    if (here != null && url == null) {
      ByteArrayOutputStream page = new ByteArrayOutputStream();
      try {
        here.write(format, Set.of(), page);
      } catch (IOException e) {
        throw CommandException.failed("the page could not be written: " + RemotePage.reason(e));
      }
      return page.toByteArray();
    }
    String token = token(options, environment);
    return new RemotePage(url == null ? STANDARD_URL : url, token, timeout).read(format);
  }

  /** Returns the first token: the service's own setting may have several, for a rotation. */
  private static @Nullable String token(Options options, Environment environment)
      throws CommandException {
    String given = options.value("--token");
    String tokens =
        given != null
            ? given
            : environment.secret(options.value("--token-file"), "METRICS_AUTH_TOKEN");
    String token = tokens == null ? "" : tokens.strip().split("[,\\s]+", 2)[0];
    if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw CommandException.usage("the token: expected printable ASCII");
    }
    return token.isEmpty() ? null : token;
  }

  private static void push(Gateway gateway, PushMethod method, byte[] page)
      throws CommandException {
    try {
      gateway.put(method, page);
    } catch (IOException e) {
      throw CommandException.failed("the page was not pushed: " + RemotePage.reason(e));
    }
  }
}

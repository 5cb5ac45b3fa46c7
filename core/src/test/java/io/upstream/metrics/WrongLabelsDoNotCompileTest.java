package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that javac reports a wrong label on its line. */
class WrongLabelsDoNotCompileTest {

  private static final String INCOMPATIBLE = "compiler.err.prob.found.req";
  private static final String INAPPLICABLE = "compiler.err.cant.apply.symbol";
  private static final String NO_OVERLOAD = "compiler.err.cant.apply.symbols";
  private static final String UNKNOWN = "compiler.err.cant.resolve.location";
  private static final String NO_METHOD = "compiler.err.cant.resolve.location.args";

  private static final String PROGRAM =
      """
      import io.upstream.metrics.*;
      import io.upstream.metrics.catalog.*;
      import io.upstream.metrics.label.*;

      class Program%d {
        enum Tier implements ClosedLabel { FREE, PAID }
        record CheckoutLabels(Product product, Tier tier, CustomerId customerId) {}
        static final CounterFamily<CheckoutLabels> CHECKOUTS =
            CounterFamily.named("checkout_orders_total").help("Orders.").labels(CheckoutLabels.class);
        static final CustomerId ACME = new CustomerId("acme");

        static void run(UpstreamRecorder recorder) throws Exception {
          %s;
        }
      }
      """;

  /**
   * A line that is wrong, and the same as it should be.
   *
   * @param code what javac calls the mistake, whatever its version says about it
   * @param text what its message has to name
   */
  record Mistake(String what, String wrong, String code, String text, String right) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
        new Mistake(
            "a label of the wrong type",
            "UpstreamMetrics.trackAlertCreated(Product.DRIFT_WATCH, SeverityLevel.HIGH, ACME)",
            INCOMPATIBLE,
            "SeverityLevel cannot be converted to Severity",
            "UpstreamMetrics.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, ACME)"),
        new Mistake(
            "swapped arguments",
            "UpstreamMetrics.trackApiCall(ACME, HttpMethod.GET, new Endpoint(\"/claims\"))",
            INCOMPATIBLE,
            "CustomerId cannot be converted to Endpoint",
            "UpstreamMetrics.trackApiCall(new Endpoint(\"/claims\"), HttpMethod.GET, ACME)"),
        new Mistake(
            "a missing label",
            "UpstreamMetrics.trackPaymentDelaySignal(Severity.LOW)",
            INAPPLICABLE,
            "actual and formal argument lists differ in length",
            "UpstreamMetrics.trackPaymentDelaySignal(Severity.LOW, ACME)"),
        new Mistake(
            "a label too many",
            "UpstreamMetrics.trackCacheHit(new CacheKeyPrefix(\"payer\"), ACME)",
            INAPPLICABLE,
            "actual and formal argument lists differ in length",
            "UpstreamMetrics.trackCacheHit(new CacheKeyPrefix(\"payer\"))"),
        new Mistake(
            "a constant that there is not",
            "UpstreamMetrics.trackDriftEvent("
                + "Product.DRIFT_WATCH, DriftType.DENIAL_RATE, SeverityLevel.CRITICAL, ACME)",
            UNKNOWN,
            "variable CRITICAL",
            "UpstreamMetrics.trackDriftEvent("
                + "Product.DRIFT_WATCH, DriftType.DENIAL_RATE, SeverityLevel.HIGH, ACME)"),
        new Mistake(
            "a string for a customer",
            "UpstreamMetrics.timeIngestion(\"acme\")",
            INCOMPATIBLE,
            "String cannot be converted to CustomerId",
            "UpstreamMetrics.timeIngestion(ACME)"),
        new Mistake(
            "a string for a severity",
            "UpstreamMetrics.trackDriftEvent("
                + "Product.DRIFT_WATCH, DriftType.DENIAL_RATE, \"high\", ACME)",
            NO_OVERLOAD,
            "String cannot be converted to double",
            "UpstreamMetrics.trackDriftEvent("
                + "Product.DRIFT_WATCH, DriftType.DENIAL_RATE, 0.9, ACME)"),
        new Mistake(
            "a number of records with a fraction",
            "UpstreamMetrics.trackIngestion(ACME, 1.5, IngestionStatus.SUCCESS)",
            INCOMPATIBLE,
            "possible lossy conversion from double to long",
            "UpstreamMetrics.trackIngestion(ACME, 15, IngestionStatus.SUCCESS)"),
        new Mistake(
            "a customer for one who has one already",
            "recorder.forCustomer(ACME).trackAlertCreated("
                + "Product.DRIFT_WATCH, Severity.LOW, ACME)",
            INAPPLICABLE,
            "found:    Product,Severity,CustomerId",
            "recorder.forCustomer(ACME).trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW)"),
        new Mistake(
            "a record for another family",
            "recorder.counter(ReportFamilies.GENERATED)"
                + ".inc(new JobFamilies.JobLabels(JobType.DATA_EXPORT, ACME))",
            INCOMPATIBLE,
            "JobLabels cannot be converted to ReportLabels",
            "recorder.counter(ReportFamilies.GENERATED)"
                + ".inc(new ReportFamilies.ReportLabels(ReportType.DRIFT_SUMMARY, ACME))"),
        new Mistake(
            "a gauge's verb on a counter",
            "recorder.counter(ReportFamilies.GENERATED)"
                + ".set(new ReportFamilies.ReportLabels(ReportType.DRIFT_SUMMARY, ACME), 1)",
            NO_METHOD,
            "method set(ReportLabels,int)",
            "recorder.counter(ReportFamilies.GENERATED)"
                + ".add(new ReportFamilies.ReportLabels(ReportType.DRIFT_SUMMARY, ACME), 1)"),
        new Mistake(
            "a counter taken for a gauge",
            "recorder.gauge(JobFamilies.STARTED)",
            INAPPLICABLE,
            "CounterFamily<JobLabels> cannot be converted to GaugeFamily<L>",
            "recorder.counter(JobFamilies.STARTED)"),
        new Mistake(
            "what goes up and down taken for what is set",
            "recorder.gauge(JobFamilies.RUNNING)",
            INAPPLICABLE,
            "UpDownFamily<JobTypeLabels> cannot be converted to GaugeFamily<L>",
            "recorder.upDown(JobFamilies.RUNNING)"),
        new Mistake(
            "an application's own family with a label missing",
            "recorder.counter(CHECKOUTS).inc(new CheckoutLabels(Product.DRIFT_WATCH, ACME))",
            INAPPLICABLE,
            "actual and formal argument lists differ in length",
            "recorder.counter(CHECKOUTS)"
                + ".inc(new CheckoutLabels(Product.DRIFT_WATCH, Tier.PAID, ACME))"),
        new Mistake(
            "an application's own family with labels swapped",
            "recorder.counter(CHECKOUTS)"
                + ".inc(new CheckoutLabels(Product.DRIFT_WATCH, ACME, Tier.PAID))",
            INCOMPATIBLE,
            "CustomerId cannot be converted to Tier",
            "recorder.counter(CHECKOUTS)"
                + ".bind(new CheckoutLabels(Product.DRIFT_WATCH, Tier.PAID, ACME)).inc()"),
        new Mistake(
            "an application's own family without a record",
            "CounterFamily.named(\"orders_total\").help(\"Orders.\").labels(Tier.class)",
            INAPPLICABLE,
            "equality constraints: Tier",
            "CounterFamily.named(\"orders_total\").help(\"Orders.\").labels(CheckoutLabels.class)"),
        new Mistake(
            "a budget for what cannot overflow",
            "UpstreamRecorder.builder().budget(Product.class, 3)",
            INCOMPATIBLE,
            "Class<Product> cannot be converted to Class<? extends OpenLabel>",
            "UpstreamRecorder.builder().budget(CustomerId.class, 3)"),
        new Mistake(
            "another label's value for a guard",
            "recorder.guard(CustomerId.class).allow(new Endpoint(\"acme\"))",
            INCOMPATIBLE,
            "Endpoint cannot be converted to CustomerId",
            "recorder.guard(CustomerId.class).allow(ACME)"),
        new Mistake(
            "an allow-list of another label's values",
            "UpstreamRecorder.builder().allow(CustomerId.class, java.util.List.of(\"acme\"))",
            INAPPLICABLE,
            "Class<CustomerId>,List<String>",
            "UpstreamRecorder.builder().allow(CustomerId.class, java.util.List.of(ACME))"));
  }

  private static final List<Mistake> MISTAKES = mistakes().toList();

  /** All wrong programs in one run of javac, which reports on each of them. */
  private static final Map<String, List<Diagnostic<? extends JavaFileObject>>> WRONG =
      compile(
              IntStream.range(0, MISTAKES.size())
                  .mapToObj(i -> new Source(i, MISTAKES.get(i).wrong()))
                  .toList())
          .stream()
          .collect(Collectors.groupingBy(WrongLabelsDoNotCompileTest::program));

  @ParameterizedTest
  @MethodSource("mistakes")
  void javac_refuses_a_wrong_label(Mistake mistake) {
    List<Diagnostic<? extends JavaFileObject>> errors =
        WRONG.getOrDefault("Program" + MISTAKES.indexOf(mistake), List.of());
    assertThat(errors).as(mistake.wrong()).hasSize(1);
    assertThat(errors.get(0).getCode()).isEqualTo(mistake.code());
    String message = errors.get(0).getMessage(Locale.ROOT).replaceAll("(\\w+\\.)+(?=[A-Z])", "");
    assertThat(message).contains(mistake.text());
    assertThat(errors.get(0).getLineNumber()).isEqualTo(line());
  }

  @Test
  void javac_takes_them_all_without() {
    String lines = mistakes().map(Mistake::right).collect(Collectors.joining(";\n    "));
    assertThat(compile(List.of(new Source(MISTAKES.size(), lines)))).isEmpty();
  }

  private static String program(Diagnostic<? extends JavaFileObject> error) {
    return error.getSource().getName().replaceAll(".*/|\\.java", "");
  }

  private static long line() {
    return PROGRAM.substring(0, PROGRAM.indexOf("%s")).lines().count();
  }

  private static List<Diagnostic<? extends JavaFileObject>> compile(List<Source> sources) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = javac.getStandardFileManager(found, Locale.ROOT, null)) {
      javac
          .getTask(
              new StringWriter(),
              new Nowhere(files),
              found,
              List.of("-classpath", System.getProperty("java.class.path"), "-proc:none"),
              null,
              sources)
          .call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.getDiagnostics().stream()
        .<Diagnostic<? extends JavaFileObject>>map(each -> each)
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .toList();
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(int number, String line) {
      super(URI.create("string:///Program" + number + ".java"), Kind.SOURCE);
      this.text = PROGRAM.formatted(number, line);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Throws away what is compiled. */
  private static final class Nowhere extends ForwardingJavaFileManager<JavaFileManager> {
    Nowhere(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + name + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          return OutputStream.nullOutputStream();
        }
      };
    }
  }
}

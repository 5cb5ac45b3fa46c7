package io.upstream.metrics.servlet;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.console.ConsoleServlet;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything of ours that answers, open to this machine alone; below {@code /guarded} again, open
 * to a token. {@code /ok} is the application's own.
 */
final class SecuredApp implements Container.Setup {

  static final String TOKEN = "T0ken-that-nobody-may-see";
  static final String SECRET = "customer-that-no-stranger-may-see";

  final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
  private final MetricsAccess guarded = MetricsAccess.builder().token(TOKEN).build();
  private final Health health =
      Health.builder()
          .check(
              "database",
              () -> {
                throw new IllegalStateException("jdbc:nothing:secret-detail");
              })
          .build();

  /** A label that takes anything, as only an application's own can. */
  @Grammar(Grammar.ANY)
  record Anything(@Nullable String value) implements OpenLabel {}

  record HostileLabels(Anything anything) {}

  private static final CounterFamily<HostileLabels> HOSTILE =
      CounterFamily.named("hostile_total").help("Hostile.").labels(HostileLabels.class);

  SecuredApp() {
    count(SECRET);
  }

  void count(String value) {
    recorder.counter(HOSTILE).inc(new HostileLabels(new Anything(value)));
  }

  @Override
  public void accept(ServletContext context) {
    MetricsMount.in(context)
        .recorder(recorder)
        .access(MetricsAccess.loopback())
        .health(health)
        .at("/metrics");
    MetricsAccess local = MetricsAccess.loopback();
    add(context, new ConsoleServlet(recorder, local), "/console/*");
    add(context, new MetricsServlet(recorder, local), "/below/*");
    add(context, new MetricsServlet(recorder, local).perMinute(1), "/limited");
    add(context, new MetricsServlet(recorder, guarded), "/guarded");
    add(context, new ConsoleServlet(recorder, guarded), "/guarded/console/*");
    add(context, new HealthServlet(health, guarded), "/guarded/health");
    add(context, broken(), "/broken");
    add(
        context,
        new HttpServlet() {
          @Override
          protected void doGet(HttpServletRequest request, HttpServletResponse response)
              throws IOException {
            response.getWriter().print("ok");
          }
        },
        "/ok");
  }

  private static MetricsServlet broken() {
    return new MetricsServlet(
        () -> {
          throw new IllegalStateException("secret-detail");
        },
        MetricsAccess.open(),
        1,
        Duration.ZERO,
        0,
        System::nanoTime);
  }

  private static void add(ServletContext context, Servlet servlet, String mapping) {
    context.addServlet("at " + mapping, servlet).addMapping(mapping);
  }
}

package io.upstream.metrics.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.servlet.Health;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.servlet.MetricsFilter;
import io.upstream.metrics.servlet.MetricsServlet;
import io.upstream.metrics.servlet.RouteResolver;
import io.upstream.metrics.spring.Logged;
import io.upstream.metrics.spring.MetricsInterceptor;
import io.upstream.metrics.spring.RecorderCustomizer;
import io.upstream.metrics.spring.ViewNaming;
import jakarta.servlet.DispatcherType;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;

/** Checks the switch of each feature, and that beans of the application replace ours. */
class SwitchesTest {

  @RegisterExtension final Logged log = new Logged();

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RecorderAutoConfiguration.class,
                  HttpAutoConfiguration.class,
                  EndpointAutoConfiguration.class,
                  HealthAutoConfiguration.class));

  @Test
  void everything_is_enabled_by_default() {
    runner.run(
        context -> {
          assertThat(context).hasSingleBean(MetricsFilter.class);
          assertThat(context).hasSingleBean(MetricsInterceptor.class);
          assertThat(context.getBeansOfType(ServletRegistrationBean.class))
              .containsOnlyKeys("upstreamMetricsServletRegistration");
        });
  }

  @Test
  void properties_set_common_labels_and_hidden_families() {
    runner
        .withPropertyValues(
            "upstream.metrics.common-labels.env=prod",
            "upstream.metrics.common-labels.service=claims",
            "upstream.metrics.hide-unused=true")
        .run(
            context -> {
              ByteArrayOutputStream page = new ByteArrayOutputStream();
              context.getBean(UpstreamRecorder.class).writePage(page);
              assertThat(page.toString(StandardCharsets.UTF_8))
                  .contains("upstream_metrics_line_budget{env=\"prod\",service=\"claims\"}")
                  .doesNotContain("# TYPE upstream_alert_created_total");
            });
  }

  @Test
  void native_histograms_are_switched_on_by_a_property() {
    runner
        .withPropertyValues("upstream.metrics.native-histograms=true")
        .run(
            context -> {
              UpstreamRecorder recorder = context.getBean(UpstreamRecorder.class);
              recorder.timeReport(ReportType.DRIFT_SUMMARY).close();
              HistogramSnapshot times =
                  (HistogramSnapshot)
                      recorder
                          .registry()
                          .scrape("upstream_report_generation_seconds"::equals)
                          .get(0);
              assertThat(times.getDataPoints())
                  .isNotEmpty()
                  .allMatch(each -> each.hasNativeHistogramData())
                  .allMatch(each -> each.hasClassicHistogramData());
            });
  }

  record OrderId(String value) implements OpenLabel {}

  @Test
  void a_property_enables_exemplars_without_a_tracer() {
    CounterFamily<NoLabels> orders =
        CounterFamily.named("switched_orders_total").help("O.").noLabels();
    runner
        .withPropertyValues("upstream.metrics.exemplars=true")
        .run(
            context -> {
              UpstreamRecorder recorder = context.getBean(UpstreamRecorder.class);
              recorder.counter(orders).incWithExemplar(NoLabels.NONE, new OrderId("1007"));
              CounterSnapshot counted =
                  (CounterSnapshot) recorder.registry().scrape("switched_orders"::equals).get(0);
              assertThat(counted.getDataPoints().get(0).getExemplar().getLabels().get("order_id"))
                  .isEqualTo("1007");
            });
  }

  @Test
  void http_off_keeps_the_endpoint() {
    with(
        "upstream.metrics.http.enabled=false",
        context -> {
          assertThat(context.getBeansOfType(MetricsFilter.class)).isEmpty();
          assertThat(context.getBeansOfType(MetricsInterceptor.class)).isEmpty();
          assertThat(context.getBeansOfType(ServletRegistrationBean.class)).hasSize(1);
        });
  }

  @Test
  void endpoint_off_registers_no_servlet() {
    with(
        "upstream.metrics.endpoint.enabled=false",
        context -> assertThat(context.getBeansOfType(ServletRegistrationBean.class)).isEmpty());
  }

  @Test
  void our_health_beside_actuator_is_optional() {
    with(
        "upstream.metrics.health.enabled=true",
        context -> {
          assertThat(context.getBeansOfType(ServletRegistrationBean.class))
              .containsOnlyKeys(
                  "upstreamMetricsServletRegistration", "upstreamHealthServletRegistration");
          assertThat(context.getBeansOfType(Health.class)).hasSize(1);
        });
  }

  @Test
  void a_disabled_recorder_keeps_its_beans() {
    with(
        "upstream.metrics.enabled=false",
        context -> {
          assertThat(context.getBean(UpstreamRecorder.class).isEnabled()).isFalse();
          assertThat(context.getBeansOfType(MetricsFilter.class)).hasSize(1);
        });
  }

  @Test
  void properties_reach_the_recorder() {
    runner
        .withPropertyValues(
            "upstream.metrics.mode=observe",
            "upstream.metrics.budgets.customer-id=7",
            "upstream.metrics.allow.customer-id=acme,globex",
            "upstream.metrics.line-budget=1234",
            "upstream.metrics.third-party-line-budget=99",
            "upstream.metrics.screen-third-party=false",
            "upstream.metrics.jmx=true",
            "upstream.metrics.console-read-only=true",
            "upstream.metrics.jvm=false")
        .run(
            context -> {
              UpstreamRecorder recorder = context.getBean(UpstreamRecorder.class);
              assertThat(recorder.settings().text("METRICS_MODE"))
                  .isEqualToIgnoringCase(Mode.OBSERVE.name());
              assertThat(recorder.guard(CustomerId.class).budget()).isEqualTo(7);
              assertThat(recorder.settings().list("METRICS_ALLOW_CUSTOMER_ID"))
                  .containsExactly("acme", "globex");
              assertThat(recorder.settings().text("METRICS_THIRD_PARTY_LINE_BUDGET"))
                  .isEqualTo("99");
              assertThat(recorder.settings().text("METRICS_SCREEN_THIRD_PARTY")).isEqualTo("false");
              assertThat(recorder.settings().flag("METRICS_JMX", false)).isTrue();
              assertThat(recorder.settings().flag("METRICS_CONSOLE_READ_ONLY", false)).isTrue();
              assertThat(recorder.registry().scrape(name -> name.startsWith("jvm_")).size())
                  .isZero();
            });
  }

  @Test
  void the_jmx_bean_follows_the_context() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName guards = new ObjectName("io.upstream.metrics:type=Guard,*");
    runner
        .withPropertyValues("upstream.metrics.jmx=true")
        .run(context -> assertThat(server.queryNames(guards, null)).hasSize(1));
    assertThat(server.queryNames(guards, null)).isEmpty();
  }

  @Test
  void the_environment_wins_over_endpoint_properties() {
    runner
        .withSystemProperties("metrics.allowed.ips=10.0.0.0/8")
        .withPropertyValues("upstream.metrics.endpoint.allowed-ips=no address")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void a_customizer_comes_after_the_properties() {
    runner
        .withPropertyValues("upstream.metrics.budgets.customer-id=7")
        .withBean(RecorderCustomizer.class, () -> builder -> builder.budget(CustomerId.class, 9))
        .run(
            context ->
                assertThat(context.getBean(UpstreamRecorder.class).guard(CustomerId.class).budget())
                    .isEqualTo(9));
  }

  @Test
  void every_bean_backs_off_for_the_applications() {
    UpstreamRecorder recorder = UpstreamRecorder.builder().build();
    MetricsAccess access = MetricsAccess.loopback();
    Health health = Health.none();
    ViewNaming naming = ViewNaming.fullName();
    RouteResolver routes = RouteResolver.servletMapping();
    MetricsFilter filter = new MetricsFilter(recorder);
    MetricsInterceptor interceptor = new MetricsInterceptor(recorder);
    MetricsServlet servlet = new MetricsServlet(recorder, access);
    runner
        .withPropertyValues("upstream.metrics.health.enabled=true")
        .withBean(UpstreamRecorder.class, () -> recorder)
        .withBean(MetricsAccess.class, () -> access)
        .withBean(Health.class, () -> health)
        .withBean(ViewNaming.class, () -> naming)
        .withBean(RouteResolver.class, () -> routes)
        .withBean(MetricsFilter.class, () -> filter)
        .withBean(MetricsInterceptor.class, () -> interceptor)
        .withBean(MetricsServlet.class, () -> servlet)
        .run(
            context -> {
              assertThat(context.getBean(UpstreamRecorder.class)).isSameAs(recorder);
              assertThat(context.getBean(MetricsAccess.class)).isSameAs(access);
              assertThat(context.getBean(Health.class)).isSameAs(health);
              assertThat(context.getBean(ViewNaming.class)).isSameAs(naming);
              assertThat(context.getBean(RouteResolver.class)).isSameAs(routes);
              assertThat(context.getBean(MetricsFilter.class)).isSameAs(filter);
              assertThat(context.getBean(MetricsInterceptor.class)).isSameAs(interceptor);
              assertThat(context.getBeansOfType(ServletRegistrationBean.class))
                  .containsOnlyKeys("upstreamHealthServletRegistration");
            });
  }

  @Test
  void the_filter_precedes_all_for_every_path() {
    runner.run(
        context -> {
          FilterRegistrationBean<?> filter =
              context.getBean("upstreamMetricsFilterRegistration", FilterRegistrationBean.class);
          assertThat(filter.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE + 2);
          assertThat(filter.getUrlPatterns()).as("none, which means all").isEmpty();
          assertThat(filter.determineDispatcherTypes())
              .containsExactlyInAnyOrder(
                  DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        });
  }

  @Test
  void a_vocabulary_bean_replaces_the_platforms_names() {
    Vocabulary own = new NoNames();
    runner
        .withBean(Vocabulary.class, () -> own)
        .run(
            context -> {
              ByteArrayOutputStream page = new ByteArrayOutputStream();
              context.getBean(UpstreamRecorder.class).writePage(page);
              assertThat(page.toString(StandardCharsets.UTF_8))
                  .contains("# TYPE upstream_alert_created_total")
                  .doesNotContain("# TYPE django_http");
            });
  }

  @Test
  void micrometers_page_is_guarded_for_our_families() {
    WebApplicationContextRunner ruled =
        runner.withPropertyValues("upstream.metrics.endpoint.allowed-roles=OPS");
    ruled
        .withBean(PrometheusRegistry.class, PrometheusRegistry::new)
        .run(
            context ->
                assertThat(guard(context).getUrlPatterns())
                    .containsExactlyInAnyOrder("/actuator/upstream/*", "/actuator/prometheus/*"));
    UpstreamRecorder elsewhere = UpstreamRecorder.builder().jvm(false).build();
    ruled
        .withBean(PrometheusRegistry.class, PrometheusRegistry::new)
        .withBean(UpstreamRecorder.class, () -> elsewhere)
        .run(
            context ->
                assertThat(guard(context).getUrlPatterns())
                    .containsExactly("/actuator/upstream/*"));
  }

  private static FilterRegistrationBean<?> guard(ApplicationContext context) {
    return context.getBean("upstreamActuatorGuard", FilterRegistrationBean.class);
  }

  @Test
  void the_warning_about_actuator_has_a_switch() {
    String warning = "Actuator exposes the metrics of all customers at /actuator/upstream to";
    WebApplicationContextRunner exposed =
        runner.withPropertyValues("management.endpoints.web.exposure.include=*");
    exposed.run(context -> assertThat(log.messages().toString()).contains(warning));
    log.messages().clear();
    exposed
        .withPropertyValues("upstream.metrics.endpoint.guard-actuator=false")
        .run(context -> assertThat(log.messages().toString()).doesNotContain(warning));
  }

  @Test
  void an_application_can_register_the_filter() {
    UpstreamRecorder recorder = UpstreamRecorder.builder().build();
    FilterRegistrationBean<MetricsFilter> own =
        new FilterRegistrationBean<>(new MetricsFilter(recorder));
    runner
        .withBean("upstreamMetricsFilterRegistration", FilterRegistrationBean.class, () -> own)
        .run(
            context ->
                assertThat(context.getBeansOfType(FilterRegistrationBean.class).values())
                    .containsOnlyOnce(own));
  }

  @Test
  void without_spring_mvc_requests_go_by_their_servlets() {
    runner
        .withClassLoader(new FilteredClassLoader("org.springframework.web.servlet"))
        .run(
            context -> {
              assertThat(context).hasSingleBean(MetricsFilter.class);
              assertThat(context.getBean(RouteResolver.class).getClass().getSimpleName())
                  .isNotEqualTo("SpringRoutes");
            });
  }

  /** A vocabulary that fills no family. */
  private record NoNames() implements Vocabulary {
    @Override
    public List<Family<?>> families() {
      return List.of();
    }

    @Override
    public Events over(Families families) {
      return new Events() {};
    }
  }

  private void with(String property, Consumer<ApplicationContext> check) {
    runner.withPropertyValues(property).run(check::accept);
  }
}

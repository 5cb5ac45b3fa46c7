package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.spring.AnnotationFinder;
import io.upstream.metrics.spring.EnableUpstreamMetrics;
import io.upstream.metrics.spring.MetricsWebInitializer;
import jakarta.servlet.ServletContainerInitializer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.SpringServletContainerInitializer;
import org.springframework.web.WebApplicationInitializer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.ConfigurableWebApplicationContext;
import org.springframework.web.context.ContextLoader;
import org.springframework.web.context.ContextLoaderListener;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.context.support.XmlWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * Starts data, caches and jobs in the root context and MVC in the servlet's, with the annotation in
 * either.
 */
@Tag("plain")
class PlainContextsTest {

  private static final String RESPONSES = "django_http_responses_total_by_status_view_method_total";

  @TempDir Path directory;

  private String initializers;
  private boolean mountsBean;

  private final Tomcat tomcat = new Tomcat();
  private final Logger logger = Logger.getLogger("io.upstream.metrics.spring");
  private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          messages.add(new java.util.logging.SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void stop() throws Exception {
    logger.removeHandler(handler);
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void the_annotation_in_the_root_context_counts_all() throws Exception {
    start(AnnotatedRoot.class, servlets(Web.class), MetricsWebInitializer.class);
    assertAllCount();
  }

  @Test
  void the_annotation_in_the_servlets_context_counts_all() throws Exception {
    start(Root.class, servlets(AnnotatedWeb.class), MetricsWebInitializer.class);
    assertAllCount();
  }

  @Test
  void the_annotation_in_both_counts_once() throws Exception {
    start(AnnotatedRoot.class, servlets(AnnotatedWeb.class), MetricsWebInitializer.class);
    assertAllCount();
  }

  @Test
  void mvc_declared_by_xml_has_views() throws Exception {
    Path xml = directory.resolve("servlet.xml");
    Files.writeString(
        xml,
        """
        <beans xmlns="http://www.springframework.org/schema/beans"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xmlns:context="http://www.springframework.org/schema/context"
            xmlns:mvc="http://www.springframework.org/schema/mvc"
            xmlns:task="http://www.springframework.org/schema/task"
            xsi:schemaLocation="http://www.springframework.org/schema/beans
              https://www.springframework.org/schema/beans/spring-beans.xsd
              http://www.springframework.org/schema/context
              https://www.springframework.org/schema/context/spring-context.xsd
              http://www.springframework.org/schema/mvc
              https://www.springframework.org/schema/mvc/spring-mvc.xsd
              http://www.springframework.org/schema/task
              https://www.springframework.org/schema/task/spring-task.xsd">
          <context:annotation-config/>
          <mvc:annotation-driven/>
          <task:annotation-driven/>
          <bean id="xml" class="io.upstream.metrics.it.PlainContextsTest$Xml"/>
          <task:scheduled-tasks>
            <task:scheduled ref="xml" method="declared" fixed-delay="50"/>
          </task:scheduled-tasks>
          <bean class="io.upstream.metrics.it.PlainContextsTest$Metrics"/>
          <bean class="io.upstream.metrics.it.PlainContextsTest$ClaimController"/>
        </beans>
        """);
    XmlWebApplicationContext servlets = new XmlWebApplicationContext();
    servlets.setConfigLocation(xml.toUri().toString());
    start(Root.class, servlets, MetricsWebInitializer.class);
    assertAllCount();
    Await.until(
        "a job of a processor that XML declares",
        () -> page().sum("upstream_background_job_completed_total", "type=\"Xml.annotated\"") > 0);
    Await.until("a task that XML declares", () -> servlets.getBean(Xml.class).runs.get() > 0);
    assertThat(page().toString()).doesNotContain("Xml.declared");
  }

  @Test
  void path_and_environment_properties_hold() throws Exception {
    List<String> properties =
        List.of(
            "datasource.exclude=claims",
            "cache.exclude=payers",
            "jobs.scheduled=false",
            "http.view=route");
    for (String each : properties) {
      System.setProperty("upstream.metrics." + each.split("=")[0], each.split("=")[1]);
    }
    try {
      start(Root.class, servlets(PathWeb.class), MetricsWebInitializer.class);
      get("/claims/7");
      Await.until(
          "the sample has its route",
          () -> new Samples(get("/api/v1/metrics")).sum(RESPONSES, "view=\"/claims/{id}\"") == 1);
      Samples page = new Samples(get("/api/v1/metrics"));
      assertThat(page.sum("django_db_execute_total")).isZero();
      assertThat(page.sum("django_cache_get_total")).isZero();
      assertThat(page.sum("upstream_background_job_started_total")).isZero();
    } finally {
      properties.forEach(each -> System.clearProperty("upstream.metrics." + each.split("=")[0]));
    }
  }

  @Test
  void a_missing_filter_is_warned_about_at_start() throws Exception {
    start(Root.class, servlets(AnnotatedWeb.class), null);
    assertThat(messages).anyMatch(line -> line.startsWith("No MetricsFilter is mounted"));
  }

  @Test
  void own_global_initializers_leave_root_beans_uncounted() throws Exception {
    initializers = OwnInitializer.class.getName();
    start(Root.class, servlets(AnnotatedWeb.class), MetricsWebInitializer.class);
    assertThat(get("/claims/7")).isEqualTo("payer");
    assertThat(messages)
        .contains(
            "Metrics leave the bean claims of the parent context alone: it was made before; put"
                + " @EnableUpstreamMetrics on a configuration of that context.");
    Await.until("the request counts", () -> page().sum(RESPONSES, "ClaimController#claim") == 1);
    assertThat(page().sum("django_db_execute_total")).isZero();
  }

  @Test
  void an_annotated_root_with_own_initializers_counts_all() throws Exception {
    initializers = OwnInitializer.class.getName();
    start(AnnotatedRoot.class, servlets(Web.class), MetricsWebInitializer.class);
    assertAllCount();
  }

  @Test
  void the_filters_bean_can_be_mounted_by_hand() throws Exception {
    mountsBean = true;
    start(AnnotatedRoot.class, servlets(Web.class), null);
    assertAllCount();
    assertThat(messages).noneMatch(line -> line.startsWith("No MetricsFilter is mounted"));
  }

  @Test
  void beans_that_were_made_before_are_listed() {
    try (AnnotationConfigApplicationContext root =
            new AnnotationConfigApplicationContext(Root.class);
        AnnotationConfigApplicationContext below = new AnnotationConfigApplicationContext()) {
      below.setParent(root);
      below.register(Metrics.class);
      below.refresh();
      assertThat(messages)
          .contains(
              "Metrics leave the bean claims of the parent context alone: it was made before; put"
                  + " @EnableUpstreamMetrics on a configuration of that context.");
    }
  }

  private static AnnotationConfigWebApplicationContext servlets(Class<?> configuration) {
    AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
    context.register(configuration);
    return context;
  }

  private void assertAllCount() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(get("/claims/7")).isEqualTo("payer");
    }
    Await.until("three samples", () -> page().sum(RESPONSES, "status=\"200\"") >= 3);
    Samples page = page();
    assertThat(page.sum(RESPONSES, "view=\"ClaimController#claim\"", "status=\"200\""))
        .isEqualTo(3);
    assertThat(page.sum("django_db_execute_total", "alias=\"claims\"")).isEqualTo(1);
    assertThat(page.sum("django_cache_get_total", "backend=\"payers\"")).isEqualTo(3);
    assertThat(page.sum("django_cache_hits_total", "backend=\"payers\"")).isEqualTo(2);
    Await.until(
        "a job", // one that ran before there was a recorder does not count
        () -> page().sum("upstream_background_job_completed_total", "type=\"Claims.often\"") > 0);
  }

  private void start(
      Class<?> root,
      ConfigurableWebApplicationContext servlets,
      Class<? extends WebApplicationInitializer> filter)
      throws Exception {
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", directory.toString());
    // What the container's search of the jars and classes comes to.
    context.addServletContainerInitializer(new AnnotationFinder(), Set.of(AnnotatedWeb.class));
    if (filter != null) {
      context.addServletContainerInitializer(
          new SpringServletContainerInitializer(), Set.of(filter));
    }
    if (initializers != null) {
      context.addParameter(ContextLoader.GLOBAL_INITIALIZER_CLASSES_PARAM, initializers);
    }
    ServletContainerInitializer application =
        (classes, servletContext) -> {
          AnnotationConfigWebApplicationContext above = servlets(root);
          servletContext.addListener(new ContextLoaderListener(above));
          if (mountsBean) {
            var mounted =
                servletContext.addFilter("upstreamMetricsFilter", new DelegatingFilterProxy());
            mounted.setAsyncSupported(true);
            mounted.addMappingForUrlPatterns(null, false, "/*");
          }
          var servlet = servletContext.addServlet("mvc", new DispatcherServlet(servlets));
          servlet.setLoadOnStartup(1);
          servlet.setAsyncSupported(true);
          servlet.addMapping("/");
        };
    context.addServletContainerInitializer(application, Set.of());
    tomcat.start();
  }

  private Samples page() throws Exception {
    return new Samples(get("/metrics"));
  }

  private String get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path);
    return Running.CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  @Configuration
  @EnableCaching
  @EnableScheduling
  static class Root {

    @Bean
    HikariDataSource claims() {
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
      pool.setMaximumPoolSize(1);
      return pool;
    }

    @Bean
    JdbcTemplate jdbcTemplate(HikariDataSource claims) {
      return new JdbcTemplate(claims);
    }

    @Bean
    CacheManager cacheManager() {
      return new ConcurrentMapCacheManager("payers");
    }

    @Bean
    Claims service(JdbcTemplate database) {
      return new Claims(database);
    }
  }

  @Configuration
  @EnableUpstreamMetrics
  static class AnnotatedRoot extends Root {}

  @Configuration
  @EnableWebMvc
  static class Web {
    @Bean
    ClaimController controller(Claims claims) {
      return new ClaimController(claims);
    }
  }

  @Configuration
  @EnableUpstreamMetrics
  static class AnnotatedWeb extends Web {}

  @Configuration
  @EnableUpstreamMetrics(path = "/api/v1/metrics")
  static class PathWeb extends Web {}

  static class OwnInitializer
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {}
  }

  static class Xml {
    final AtomicInteger runs = new AtomicInteger();

    @Scheduled(fixedDelayString = "PT0.05S")
    void annotated() {}

    public void declared() {
      runs.incrementAndGet();
    }
  }

  @Configuration
  @EnableUpstreamMetrics
  static class Metrics {}

  static class Claims {
    private final JdbcTemplate database;

    Claims(JdbcTemplate database) {
      this.database = database;
    }

    @Cacheable("payers")
    public String payer() {
      return database.queryForObject("select 'payer'", String.class);
    }

    @Scheduled(fixedDelayString = "PT0.05S")
    void often() {}
  }

  @RestController
  static class ClaimController {
    private final Claims claims;

    ClaimController(Claims claims) {
      this.claims = claims;
    }

    @GetMapping("/claims/{id}")
    String claim() {
      return claims.payer();
    }
  }
}

package io.upstream.metrics.it.versions.app;

import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.UpstreamRecorder;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.util.ClassUtils;

/**
 * Starts, answers a few requests, writes down what it is made of, and stops. The first argument is
 * the directory of its report, the others are Spring's.
 */
@SpringBootApplication
@EnableCaching
@EnableAsync
@EnableScheduling
public class ReportingApplication {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  public static void main(String[] arguments) throws Exception {
    Path report = Path.of(arguments[0]);
    String[] springs = List.of(arguments).subList(1, arguments.length).toArray(String[]::new);
    try (ConfigurableApplicationContext context =
        SpringApplication.run(ReportingApplication.class, springs)) {
      String base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
      drive(context, base);
      String next = context.getEnvironment().getProperty("rotate.to");
      if (next != null) {
        Files.writeString(report.resolve("user.txt"), rotated(context, next));
      }
      Files.write(report.resolve("beans.txt"), beans(context));
      Files.write(report.resolve("meters.txt"), meters(context));
      if (ClassUtils.isPresent("io.upstream.metrics.UpstreamRecorder", null)) {
        Files.write(report.resolve("refused.txt"), Ours.refused(context));
      }
      for (String page : List.of("/metrics", "/actuator/prometheus", "/actuator/upstream")) {
        HttpResponse<String> response = get(base + page);
        if (response.statusCode() == 200) {
          Files.writeString(
              report.resolve(page.substring(1).replace('/', '-') + ".txt"), response.body());
        }
      }
    }
    Files.write(report.resolve("threads.txt"), threads());
    System.exit(0);
  }

  private static void drive(ConfigurableApplicationContext context, String base) throws Exception {
    Claims claims = context.getBean(Claims.class);
    claims.add(1);
    claims.export();
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> payer = get(base + "/claims/1");
      if (!payer.body().equals("payer-1")) {
        throw new IllegalStateException(payer.statusCode() + " " + payer.body());
      }
    }
    get(base + "/nothing/here");
    long end = System.nanoTime() + 20_000_000_000L;
    while (!claims.haveRun()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the jobs have not run");
      }
      Thread.onSpinWait();
    }
  }

  /** Changes the user of the pool, as a rotation of credentials does. */
  private static String rotated(ConfigurableApplicationContext context, String user) {
    HikariDataSource pool = context.getBean(HikariDataSource.class);
    JdbcTemplate database = new JdbcTemplate(pool);
    database.execute("create role " + user + " login superuser password 'next'");
    pool.getHikariConfigMXBean().setUsername(user);
    pool.getHikariConfigMXBean().setPassword("next");
    pool.getHikariPoolMXBean().softEvictConnections();
    return database.queryForObject("select current_user", String.class);
  }

  private static HttpResponse<String> get(String uri) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Each bean with the class of its object; what differs from run to run is cut off. */
  private static Set<String> beans(ConfigurableApplicationContext context) {
    Set<String> beans = new TreeSet<>();
    for (String name : context.getBeanDefinitionNames()) {
      if (context.getBeanFactory().isSingleton(name)) {
        Class<?> of = context.getBean(name).getClass();
        String type = of.getName();
        if (Proxy.isProxyClass(of)) {
          type +=
              Stream.of(of.getInterfaces())
                  .map(Class::getName)
                  .sorted()
                  .collect(Collectors.joining(",", "[", "]"));
        }
        beans.add(
            name.replaceAll("@[0-9a-f]+", "")
                + " "
                + type.replaceAll("\\$\\$Lambda.*", "\\$\\$Lambda")
                    .replaceAll("\\$Proxy\\d+", "\\$Proxy"));
      }
    }
    return beans;
  }

  private static Set<String> meters(ConfigurableApplicationContext context) {
    return ClassUtils.isPresent("io.micrometer.core.instrument.MeterRegistry", null)
        ? Meters.names(context)
        : Set.of();
  }

  /** Threads of ours, and any that would keep the process alive. */
  private static Set<String> threads() {
    Set<String> threads = new TreeSet<>();
    for (Thread each : Thread.getAllStackTraces().keySet()) {
      if (!each.isDaemon() || each.getName().startsWith("upstream-")) {
        threads.add(each.getName());
      }
    }
    return threads;
  }

  /** Linked only where this library is. */
  private static final class Ours {
    static List<String> refused(ConfigurableApplicationContext context) {
      return context.getBean(UpstreamRecorder.class).strictRefusals();
    }
  }

  /** Linked only where Micrometer is. */
  private static final class Meters {
    static Set<String> names(ConfigurableApplicationContext context) {
      Set<String> names = new TreeSet<>();
      context
          .getBeansOfType(io.micrometer.core.instrument.MeterRegistry.class)
          .values()
          .forEach(
              registry ->
                  registry.getMeters().forEach(meter -> names.add(meter.getId().getName())));
      return names;
    }
  }
}

package io.upstream.metrics.servlet;

import static io.upstream.metrics.servlet.Http.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.LogListener;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.loader.WebappClassLoaderBase;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks that an undeployed war leaves nothing behind. */
@Timeout(300)
class RedeployTest {

  private static final int WARM_UP = 2;

  @TempDir private Path home;

  private final List<String> complaints = new ArrayList<>();

  @BeforeEach
  void directories() throws Exception {
    Files.createDirectories(home.resolve("webapps"));
  }

  @Test
  void an_undeployed_war_with_the_library_is_gone() throws Exception {
    redeploy(war(true), 2);
  }

  @Test
  void an_undeployed_war_with_shared_library_is_gone() throws Exception {
    redeploy(war(false), 4);
  }

  @Test
  @Tag("full")
  void fifty_wars_with_the_library_leave_nothing() throws Exception {
    redeploy(war(true), 50);
  }

  @Test
  @Tag("full")
  void fifty_wars_sharing_the_library_leave_nothing() throws Exception {
    redeploy(war(false), 50);
  }

  private void redeploy(Path war, int times) throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(home.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    // Tomcat would complain of its own thread.
    tomcat.getEngine().setBackgroundProcessorDelay(-1);
    tomcat.start();
    try (LogListener listener =
        LogListener.on(WebappClassLoaderBase.class.getName(), this::complaint)) {
      List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
      int classes = 0;
      for (int i = 0; i < WARM_UP + times; i++) {
        if (i == WARM_UP) {
          awaitGone(loaders);
          classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        }
        loaders.add(deployOnce(tomcat, war));
      }
      awaitGone(loaders);
      assertThat(complaints).isEmpty();
      assertThat(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount())
          .as("classes after %d deployments, %d before", times, classes)
          .isLessThan(classes + 100);
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> !before.contains(thread))
          .extracting(Thread::getName)
          .noneMatch(name -> name.startsWith("upstream-metrics"));
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private static WeakReference<ClassLoader> deployOnce(Tomcat tomcat, Path war) {
    Context context = new StandardContext();
    context.setPath("/app");
    context.setDocBase(war.toString());
    context.addLifecycleListener(new ContextConfig());
    // The application's own classes are looked through, not every jar on the class path.
    context.getJarScanner().setJarScanFilter((type, jar) -> false);
    tomcat.getHost().addChild(context);
    assertThat(context.getState().isAvailable()).as("the application has started").isTrue();
    Container container = container(tomcat.getConnector().getLocalPort());
    assertThat(get(container, "/app/nothing").statusCode()).isEqualTo(404);
    assertThat(get(container, "/app/metrics").body())
        .contains("redeployed_total{customer_id=\"acme\",flavour=\"sour\"} 1.0")
        .contains("redeployed_length 7.0", "redeployed_foreign 5.0");
    WeakReference<ClassLoader> loader = new WeakReference<>(context.getLoader().getClassLoader());
    tomcat.getHost().removeChild(context);
    return loader;
  }

  private static void awaitGone(List<WeakReference<ClassLoader>> loaders) {
    Await.until(
        "all class loaders are collected",
        () -> {
          System.gc();
          return loaders.stream().allMatch(loader -> loader.get() == null);
        });
    loaders.clear();
  }

  private static Container container(int port) {
    return new Container() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public void close() {}
    };
  }

  /** Listens to Tomcat's search for leaks; that the JVM is not open to it is no leak. */
  private void complaint(LogRecord message) {
    String said = String.valueOf(message.getMessage());
    if (!said.contains("add-opens")) {
      complaints.add(said);
    }
  }

  /** The application's classes, with the library and client_java or without. */
  private Path war(boolean whole) throws Exception {
    Path webInf = home.resolve("war/WEB-INF");
    Path tests = place(RedeployedApp.class);
    copy(tests, webInf.resolve("classes"), "RedeployedApp");
    if (whole) {
      put(place(UpstreamRecorder.class), webInf);
      put(place(MetricsServlet.class), webInf);
      for (String jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        if (jar.contains("prometheus-metrics-")) {
          put(Path.of(jar), webInf);
        }
      }
    }
    return webInf.getParent();
  }

  private static Path place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void put(Path jarOrClasses, Path webInf) throws Exception {
    if (Files.isDirectory(jarOrClasses)) {
      copy(jarOrClasses, webInf.resolve("classes"), "");
    } else {
      Path lib = Files.createDirectories(webInf.resolve("lib"));
      Files.copy(jarOrClasses, lib.resolve(jarOrClasses.getFileName()));
    }
  }

  private static void copy(Path from, Path to, String part) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.getFileName().toString().contains(part)) {
          Path target = to.resolve(from.relativize(file).toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }
}

package io.upstream.metrics.spring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.servlet.MetricsFilter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.asm.ClassReader;

/**
 * What of ours can take the place of an application's object: everything that extends a class of a
 * framework's, and everything that makes proxies or changes bean definitions. An addition belongs
 * into docs/spring-reference.md first.
 */
class BeanClassesTest {

  private static final Map<String, String> CLASSES = new TreeMap<>();

  static {
    try {
      for (Class<?> each :
          new Class<?>[] {
            UpstreamRecorder.class,
            MetricsFilter.class,
            UpstreamDataSource.class,
            RecorderHolder.class
          }) {
        read(each.getProtectionDomain().getCodeSource().getLocation().toURI());
      }
    } catch (Exception e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static void read(URI location) throws IOException {
    Path at = Path.of(location);
    if (Files.isDirectory(at)) {
      readTree(at);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(at)) {
        readTree(jar.getPath("/"));
      }
    }
  }

  private static void readTree(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace('/', '.');
        CLASSES.put(
            name.substring(0, name.length() - ".class".length()),
            new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
  }

  @Test
  void framework_subclasses_are_the_documented_ones() {
    Set<String> subclasses = new TreeSet<>();
    for (String name : CLASSES.keySet()) {
      String superclass = new ClassReader(CLASSES.get(name).getBytes(ISO_8859_1)).getSuperName();
      if (superclass != null
          && !superclass.startsWith("java/")
          && !superclass.startsWith("io/upstream/")
          && !superclass.equals("jakarta/servlet/http/HttpServlet")) { // servlets of our own
        subclasses.add(
            name.substring(name.lastIndexOf('.') + 1)
                + " is a "
                + superclass.substring(superclass.lastIndexOf('/') + 1));
      }
    }
    assertThat(subclasses)
        .containsExactlyInAnyOrder(
            // take the place of Spring's own beans
            "MeteredCacheInterceptor is a CacheInterceptor",
            "MeteredScheduledProcessor is a ScheduledAnnotationBeanPostProcessor",
            "MeteredScheduledProcessor$MeteredRun is a ScheduledMethodRunnable",
            // stands behind a pool that was given a data source
            "MeteredTarget is a DelegatingDataSource",
            // wraps by hand
            "UpstreamDataSource is a ProxyDataSource",
            "MeteringFactory is a JdkJdbcProxyFactory",
            // beans of our own
            "JobMetering is a AbstractBeanFactoryAwareAdvisingPostProcessor",
            "MetricsFailureAnalyzer is a AbstractFailureAnalyzer",
            "PageMapping is a SimpleUrlHandlerMapping",
            "PageMapping$AtItsPath is a HttpServletRequestWrapper",
            // a registry that the library makes
            "ShieldedRegistry is a PrometheusRegistry",
            // a request and its response behind the filter
            "CountingRequest is a HttpServletRequestWrapper",
            "CountingResponse is a HttpServletResponseWrapper",
            "CountingInputStream is a ServletInputStream",
            "CountingOutputStream is a ServletOutputStream");
  }

  @Test
  void only_the_documented_classes_make_proxies() {
    assertThat(mentioning("org/springframework/aop/framework/ProxyFactory"))
        .containsExactly("io.upstream.metrics.spring.data.DataSourceMetering");
    assertThat(mentioning("java/lang/reflect/InvocationHandler"))
        .containsExactly(
            "io.upstream.metrics.jdbc.connection.MetaDataProxy",
            // collectors that are registered in a registry that the library made
            "io.upstream.metrics.page.registry.CollectorProxies",
            "io.upstream.metrics.page.registry.CollectorProxies$Ours",
            "io.upstream.metrics.page.registry.CollectorProxies$Shield");
    for (String library :
        new String[] {
          "org/springframework/cglib",
          "net/bytebuddy",
          "org/springframework/objenesis",
          "javassist",
          "java/lang/instrument"
        }) {
      assertThat(mentioning(library)).as(library).isEmpty();
    }
  }

  @Test
  void only_the_documented_class_changes_bean_definitions() {
    for (String change :
        new String[] {"removeBeanDefinition", "setBeanClassName", "registerSingleton"}) {
      assertThat(mentioning(change))
          .as(change)
          .isSubsetOf(
              "io.upstream.metrics.spring.job.ScheduledMetering",
              "io.upstream.metrics.spring.MeteringRegistrar"); // its own definitions
    }
  }

  private static Set<String> mentioning(String constant) {
    Set<String> found = new TreeSet<>();
    CLASSES.forEach(
        (name, bytes) -> {
          if (bytes.contains(constant)) {
            found.add(name);
          }
        });
    return found;
  }
}

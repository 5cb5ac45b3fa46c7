package io.upstream.metrics.benchmarks.http;

import com.sun.management.OperatingSystemMXBean;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * The CPU time of the process for a request to Tomcat, through each filter in turn; the client is
 * in the same process and costs the same each time.
 */
public final class RequestCpu {

  private static final int REQUESTS = 3_000;
  private static final int WARMUPS = 4;
  private static final int BLOCKS = 15;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private RequestCpu() {}

  /** Returns the name of a figure. */
  public static String figure(Filters filters) {
    return "RequestCpu " + filters;
  }

  /** Prints the median of each filter, in nanoseconds a request. */
  public static void main(String[] arguments) throws IOException, LifecycleException {
    Path directory = Files.createTempDirectory("requests");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    for (Filters filters : Filters.values()) {
      mount(tomcat.addContext("/" + filters, directory.toString()), filters.make());
    }
    tomcat.start();
    String server = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/";
    Map<Filters, List<Double>> nanos = new EnumMap<>(Filters.class);
    for (int block = -WARMUPS; block < BLOCKS; block++) {
      for (Filters filters : Filters.values()) {
        double each = block(URI.create(server + filters + "/claims/4711"));
        if (block >= 0) {
          nanos.computeIfAbsent(filters, any -> new ArrayList<>()).add(each);
        }
      }
    }
    nanos.forEach(
        (filters, all) ->
            System.out.println(
                figure(filters) + "\t" + all.stream().sorted().toList().get(BLOCKS / 2)));
    System.exit(0);
  }

  private static double block(URI uri) throws IOException {
    long start = SYSTEM.getProcessCpuTime();
    for (int i = 0; i < REQUESTS; i++) {
      try (InputStream body = uri.toURL().openStream()) {
        body.readAllBytes();
      }
    }
    return (SYSTEM.getProcessCpuTime() - start) / (double) REQUESTS;
  }

  private static void mount(Context context, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("filter");
    definition.setFilter(filter);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName("filter");
    mapping.addURLPattern("/*");
    context.addFilterDef(definition);
    context.addFilterMap(mapping);
    Tomcat.addServlet(
        context,
        "claims",
        new HttpServlet() {
          @Override
          protected void doGet(HttpServletRequest request, HttpServletResponse response)
              throws IOException {
            response.setContentType("text/plain");
            response.getWriter().print("ok");
          }
        });
    context.addServletMappingDecoded("/*", "claims");
  }
}

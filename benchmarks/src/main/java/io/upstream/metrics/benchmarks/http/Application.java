package io.upstream.metrics.benchmarks.http;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** A web application of Spring Boot; what is on the class path is in it. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Application {

  /**
   * Starts the application and prints the CPU time of the process when it answers.
   *
   * @param arguments the name of the figure
   */
  public static void main(String[] arguments) {
    SpringApplication.run(
        Application.class,
        "--server.port=0",
        "--server.address=127.0.0.1",
        "--logging.level.root=off",
        "--spring.main.banner-mode=off");
    long nanos =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    System.out.println(arguments[0] + "\t" + nanos);
    System.exit(0);
  }
}

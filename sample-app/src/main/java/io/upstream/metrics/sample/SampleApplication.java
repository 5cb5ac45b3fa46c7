package io.upstream.metrics.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cache.annotation.EnableCaching;

/**
 * A claims platform in small, in one process: customers send claims, DriftWatch, DelayGuard and
 * DenialScope look for what has changed, alerts go out, reports are made, and all of it shows at
 * {@code /metrics} and on the page at {@code /}.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableCaching
public class SampleApplication {

  /** Starts it, or does what a command among the arguments says. */
  public static void main(String[] args) {
    SampleCommands commands = SampleCommands.among(args);
    if (commands != null) {
      System.exit(commands.run());
    }
    SpringApplication.run(SampleApplication.class, args);
  }
}

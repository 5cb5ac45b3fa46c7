package io.upstream.metrics.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cache.annotation.EnableCaching;

/**
 * A small claims platform in one process: customers send claims, DriftWatch, DelayGuard and
 * DenialScope look for changes, alerts are sent, reports are generated. {@code /metrics} and the
 * page at {@code /} show all of it.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableCaching
public class SampleApplication {

  /** Starts the application, or runs the command among the arguments. */
  public static void main(String[] args) {
    SampleCommands commands = SampleCommands.among(args);
    if (commands != null) {
      System.exit(commands.run());
    }
    SpringApplication.run(SampleApplication.class, args);
  }
}

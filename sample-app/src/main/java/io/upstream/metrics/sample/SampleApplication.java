package io.upstream.metrics.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A service of the platform in small: its page is at {@code /metrics}. */
@SpringBootApplication
@EnableScheduling
public class SampleApplication {

  /** Starts it. */
  public static void main(String[] args) {
    SpringApplication.run(SampleApplication.class, args);
  }
}

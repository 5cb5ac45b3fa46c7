package io.upstream.metrics.spring;

import java.util.Arrays;
import java.util.Set;
import org.springframework.core.env.Environment;

/** Reads properties of the environment where Boot does not bind them. */
public final class MeteringSettings {

  private MeteringSettings() {}

  /** Returns names that are separated by commas. */
  public static Set<String> names(Environment environment, String property) {
    return Set.copyOf(
        Arrays.asList(environment.getProperty(property, String[].class, new String[0])));
  }
}

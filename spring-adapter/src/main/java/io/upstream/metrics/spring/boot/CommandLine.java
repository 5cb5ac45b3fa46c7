package io.upstream.metrics.spring.boot;

import java.util.function.Predicate;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/** Tells which properties are on the command line, where they win over the environment. */
final class CommandLine {

  private CommandLine() {}

  static Predicate<String> of(Environment environment) {
    PropertySource<?> arguments =
        environment instanceof ConfigurableEnvironment configurable
            ? configurable
                .getPropertySources()
                .get(CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME)
            : null;
    return property -> arguments != null && arguments.containsProperty(property);
  }
}

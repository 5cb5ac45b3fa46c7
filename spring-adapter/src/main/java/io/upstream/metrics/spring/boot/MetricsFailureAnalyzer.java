package io.upstream.metrics.spring.boot;

import io.upstream.metrics.spring.MetricsConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Describes how to correct a property or a setting of the metrics that stops the start. */
final class MetricsFailureAnalyzer extends AbstractFailureAnalyzer<MetricsConfigurationException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, MetricsConfigurationException cause) {
    String message = String.valueOf(cause.getMessage());
    PropertyOfSetting property = PropertyOfSetting.namedIn(message);
    String action =
        property == null
            ? "Correct it in the application's properties; docs/spring-reference.md lists them."
            : "Set "
                + property.name()
                + ", for example "
                + property.name()
                + "="
                + property.example()
                + ". Where the property is not set, a system property or an environment variable"
                + " may be.";
    return new FailureAnalysis("The metrics are set up wrongly: " + message, action, failure);
  }
}

package io.upstream.metrics.tools;

import io.upstream.metrics.tools.promql.Expr;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An alert of Prometheus.
 *
 * <pre>{@code
 * Alert.of("NoOrders", "30m", "warning")
 *     .when(Series.of(ORDERS).rate(Window.M30).sum().is(0))
 *     .says("no order for half an hour", "Look at the payment provider first.")
 * }</pre>
 *
 * @param id a requirement's number, or several with spaces between; empty if there is none
 * @param name its name, in camel case
 * @param expr the condition
 * @param lasting the time for which it has to hold, such as {@code 5m}
 * @param severity the label by which Alertmanager routes it, such as {@code warning}
 * @param labels labels beside the severity
 * @param summary one line, with Prometheus' templates
 * @param description the text that says what happened and what to do
 * @param annotations annotations beside summary and description, such as {@code runbook_url}
 */
public record Alert(
    String id,
    String name,
    Expr expr,
    String lasting,
    String severity,
    Map<String, String> labels,
    String summary,
    String description,
    Map<String, String> annotations) {

  /** Copies the maps and keeps their order. */
  public Alert {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  /** Returns an alert without a condition and texts yet. */
  public static Alert of(String name, String lasting, String severity) {
    return new Alert("", name, Expr.number(0), lasting, severity, Map.of(), "", "", Map.of());
  }

  /** Returns this alert with a requirement's number. */
  public Alert numbered(String id) {
    return new Alert(id, name, expr, lasting, severity, labels, summary, description, annotations);
  }

  /** Returns this alert with its condition. */
  public Alert when(Expr expr) {
    return new Alert(id, name, expr, lasting, severity, labels, summary, description, annotations);
  }

  /** Returns this alert with the texts that people read. */
  public Alert says(String summary, String description) {
    return new Alert(id, name, expr, lasting, severity, labels, summary, description, annotations);
  }

  /** Returns this alert with one more label. */
  public Alert label(String label, String value) {
    return new Alert(
        id,
        name,
        expr,
        lasting,
        severity,
        with(labels, label, value),
        summary,
        description,
        annotations);
  }

  /** Returns this alert with one more annotation. */
  public Alert annotation(String annotation, String value) {
    return new Alert(
        id,
        name,
        expr,
        lasting,
        severity,
        labels,
        summary,
        description,
        with(annotations, annotation, value));
  }

  /** Returns the condition as Prometheus evaluates it. */
  public String text() {
    return expr.text();
  }

  /** Returns the severity and the other labels. */
  Map<String, String> allLabels() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("severity", severity);
    all.putAll(labels);
    return all;
  }

  /** Returns the texts and the other annotations. */
  Map<String, String> allAnnotations() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("summary", summary);
    all.put("description", description);
    all.putAll(annotations);
    return all;
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> all = new LinkedHashMap<>(map);
    all.put(key, value);
    return all;
  }
}

package io.upstream.metrics.tools;

import io.upstream.metrics.tools.promql.Expr;

/**
 * An alert of Prometheus.
 *
 * @param name its name, in camel case
 * @param expr what has to hold
 * @param lasting for how long, such as {@code 5m}
 * @param severity the label by which Alertmanager routes it, such as {@code warning}
 * @param summary one line, with Prometheus' templates
 * @param description what happened and what to do
 */
public record Alert(
    String name, Expr expr, String lasting, String severity, String summary, String description) {}

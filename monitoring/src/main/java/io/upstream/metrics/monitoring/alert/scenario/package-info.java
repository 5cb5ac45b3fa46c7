/** The series with which promtool tries every alert: when it fires, when it is quiet. */
@NullMarked
package io.upstream.metrics.monitoring.alert.scenario;

import org.jspecify.annotations.NullMarked;

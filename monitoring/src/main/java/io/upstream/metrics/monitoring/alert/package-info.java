/** The alert rules, by area; each names the dashboard on which its problem is visible. */
@NullMarked
package io.upstream.metrics.monitoring.alert;

import org.jspecify.annotations.NullMarked;

/** Turns findings into alerts, with suppression and delivery channels. */
@NullMarked
package io.upstream.metrics.sample.alerts;

import org.jspecify.annotations.NullMarked;

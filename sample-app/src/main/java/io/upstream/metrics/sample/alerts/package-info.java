/** From a finding to somebody's inbox: suppression, and the channels. */
@NullMarked
package io.upstream.metrics.sample.alerts;

import org.jspecify.annotations.NullMarked;

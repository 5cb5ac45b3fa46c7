/** Background jobs. */
@NullMarked
package io.upstream.metrics.sample.jobs;

import org.jspecify.annotations.NullMarked;

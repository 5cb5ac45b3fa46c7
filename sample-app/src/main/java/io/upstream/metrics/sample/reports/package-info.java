/** Reports and exports, made as background jobs. */
@NullMarked
package io.upstream.metrics.sample.reports;

import org.jspecify.annotations.NullMarked;

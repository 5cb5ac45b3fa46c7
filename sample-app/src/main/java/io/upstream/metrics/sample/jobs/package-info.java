/** Work that is done apart from any request. */
@NullMarked
package io.upstream.metrics.sample.jobs;

import org.jspecify.annotations.NullMarked;

/** The sample service: everything the library does, on one port. */
@NullMarked
package io.upstream.metrics.sample;

import org.jspecify.annotations.NullMarked;

/** What takes an application a few lines each where nothing does it for it. */
@NullMarked
package io.upstream.metrics.sample.wiring;

import org.jspecify.annotations.NullMarked;

/** The sample application, which uses every part of the library. */
@NullMarked
package io.upstream.metrics.sample;

import org.jspecify.annotations.NullMarked;

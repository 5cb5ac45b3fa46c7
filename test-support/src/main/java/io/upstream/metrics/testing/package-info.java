/** Programs of the distribution and waiting, for the tests of this repository. */
@NullMarked
package io.upstream.metrics.testing;

import org.jspecify.annotations.NullMarked;

/** A page for operators: what the guards do, the catalogue, and current values. */
@NullMarked
package io.upstream.metrics.console;

import org.jspecify.annotations.NullMarked;

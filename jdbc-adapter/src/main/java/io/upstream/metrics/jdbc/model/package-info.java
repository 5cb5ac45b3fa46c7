/** The names of the models that statements write. */
@NullMarked
package io.upstream.metrics.jdbc.model;

import org.jspecify.annotations.NullMarked;

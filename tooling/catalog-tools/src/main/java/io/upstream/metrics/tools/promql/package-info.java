/**
 * PromQL written in Java over the declared families: a label that a family does not have is a
 * method reference that does not compile.
 */
@NullMarked
package io.upstream.metrics.tools.promql;

import org.jspecify.annotations.NullMarked;

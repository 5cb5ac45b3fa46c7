/** The page: writers, the bridge to client_java, third-party families and the report. */
@NullMarked
package io.upstream.metrics.page;

import org.jspecify.annotations.NullMarked;

/** The servlet adapter: mounts the metrics page in any Jakarta servlet container. */
@NullMarked
package io.upstream.metrics.servlet;

import org.jspecify.annotations.NullMarked;

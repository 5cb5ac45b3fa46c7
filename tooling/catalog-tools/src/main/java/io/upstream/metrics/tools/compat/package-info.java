/** Says whether a newer catalogue breaks what was built on an older one. */
@NullMarked
package io.upstream.metrics.tools.compat;

import org.jspecify.annotations.NullMarked;

/** Connections, statements and result sets that count what they forward; not API. */
@NullMarked
package io.upstream.metrics.jdbc.connection;

import org.jspecify.annotations.NullMarked;

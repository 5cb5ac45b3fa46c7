/** Requests and responses that count what passes, and the one sample of each request; not API. */
@NullMarked
package io.upstream.metrics.servlet.exchange;

import org.jspecify.annotations.NullMarked;

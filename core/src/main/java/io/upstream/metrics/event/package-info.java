/**
 * What adapters record: requests, database calls, connections and cache calls, and the {@link
 * io.upstream.metrics.event.Vocabulary} that says which families each event fills.
 */
@NullMarked
package io.upstream.metrics.event;

import org.jspecify.annotations.NullMarked;

/**
 * The events that adapters record: requests, database calls, connections and cache calls. A {@link
 * io.upstream.metrics.event.Vocabulary} decides which families each event fills.
 */
@NullMarked
package io.upstream.metrics.event;

import org.jspecify.annotations.NullMarked;

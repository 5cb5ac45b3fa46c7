/** The answer to one scrape: its format, query, memory and limits. */
@NullMarked
package io.upstream.metrics.servlet.scrape;

import org.jspecify.annotations.NullMarked;

/** Where the numbers go besides the page: to a Pushgateway, and into a database. */
@NullMarked
package io.upstream.metrics.sample.keeping;

import org.jspecify.annotations.NullMarked;

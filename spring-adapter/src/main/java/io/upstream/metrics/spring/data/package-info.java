/** Counts every data source of an application behind its pool, through the JDBC adapter. */
@NullMarked
package io.upstream.metrics.spring.data;

import org.jspecify.annotations.NullMarked;

/** Has the JDBC adapter count every data source of an application behind its pool. */
@NullMarked
package io.upstream.metrics.spring.data;

import org.jspecify.annotations.NullMarked;

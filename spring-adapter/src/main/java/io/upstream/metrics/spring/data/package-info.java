/** Has the JDBC adapter count every data source of an application, each connection once. */
@NullMarked
package io.upstream.metrics.spring.data;

import org.jspecify.annotations.NullMarked;

/**
 * The cost of requests: those of an application through a filter, those for the page over a socket,
 * and the start of a Spring Boot application.
 */
@NullMarked
package io.upstream.metrics.benchmarks.http;

import org.jspecify.annotations.NullMarked;

/**
 * The integration with Spring Boot: one auto-configuration and one class of properties for each
 * feature.
 *
 * <p>Each feature has a switch {@code upstream.metrics.<feature>.enabled}, and a bean that the
 * application declares replaces ours. Classes that work without Boot are in the packages above and
 * beside.
 */
@NullMarked
package io.upstream.metrics.spring.boot;

import org.jspecify.annotations.NullMarked;

/**
 * Spring Boot's side: one auto-configuration and one class of properties for each feature.
 *
 * <p>Each has a switch {@code upstream.metrics.<feature>.enabled}, and every bean gives way to one
 * that the application declares. What can do its work without Boot is in the packages above and
 * beside.
 */
@NullMarked
package io.upstream.metrics.spring.boot;

import org.jspecify.annotations.NullMarked;

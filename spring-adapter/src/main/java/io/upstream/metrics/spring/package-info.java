/** The Spring adapter: Spring MVC, and auto-configuration for Spring Boot. */
@NullMarked
package io.upstream.metrics.spring;

import org.jspecify.annotations.NullMarked;

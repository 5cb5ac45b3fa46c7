/** The goals of the Maven plugin. */
@NullMarked
package io.upstream.metrics.maven;

import org.jspecify.annotations.NullMarked;

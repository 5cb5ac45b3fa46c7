/**
 * The connection with client_java's registry: our families in it, and the families of the JVM and
 * of third-party code that are read from it.
 */
@NullMarked
package io.upstream.metrics.page.registry;

import org.jspecify.annotations.NullMarked;

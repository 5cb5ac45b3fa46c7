/**
 * The registry of client_java: our families in it, and the families of the JVM and of others that
 * are read from it.
 */
@NullMarked
package io.upstream.metrics.page.registry;

import org.jspecify.annotations.NullMarked;

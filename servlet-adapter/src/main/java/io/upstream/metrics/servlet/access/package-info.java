/** The rules of access to the page: addresses, proxies and tokens. */
@NullMarked
package io.upstream.metrics.servlet.access;

import org.jspecify.annotations.NullMarked;

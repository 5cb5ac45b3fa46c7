/** The access rules of the page: addresses, proxies and tokens. */
@NullMarked
package io.upstream.metrics.servlet.access;

import org.jspecify.annotations.NullMarked;

/** Recorders in the contexts of Spring tests, and the page through MockMvc. */
@NullMarked
package io.upstream.metrics.test.spring;

import org.jspecify.annotations.NullMarked;

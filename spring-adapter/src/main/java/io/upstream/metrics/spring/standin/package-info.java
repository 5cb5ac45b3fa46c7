/** Objects of a bean's own class that stand before the bean; what the other packages share. */
@NullMarked
package io.upstream.metrics.spring.standin;

import org.jspecify.annotations.NullMarked;

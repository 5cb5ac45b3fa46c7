/** What the siblings' catalogues need to register and to read; not API. */
@NullMarked
package io.upstream.metrics.vocabularies.shared;

import org.jspecify.annotations.NullMarked;

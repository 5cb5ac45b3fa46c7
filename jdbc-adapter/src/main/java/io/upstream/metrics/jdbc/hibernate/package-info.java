/**
 * Names what is written after JPA's entities. Needs Hibernate 6.6 or 7; nothing else of the adapter
 * touches this package, so nothing else needs Hibernate.
 */
@NullMarked
package io.upstream.metrics.jdbc.hibernate;

import org.jspecify.annotations.NullMarked;

/**
 * Tools that derive files from an application's families: reference, dashboard, rules, alerts with
 * tests, SLOs, the comparison of two versions, and a lint.
 */
@NullMarked
package io.upstream.metrics.tools;

import org.jspecify.annotations.NullMarked;

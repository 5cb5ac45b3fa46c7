/**
 * What an operator types: {@code export-metrics} and {@code cleanup-metrics}.
 *
 * <p>{@link io.upstream.metrics.commands.Commands} is the program, and what an application calls.
 */
@NullMarked
package io.upstream.metrics.commands;

import org.jspecify.annotations.NullMarked;

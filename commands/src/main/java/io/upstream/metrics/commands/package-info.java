/**
 * The operator's commands: {@code export-metrics} and {@code cleanup-metrics}.
 *
 * <p>{@link io.upstream.metrics.commands.Commands} is the main class, which applications can also
 * call.
 */
@NullMarked
package io.upstream.metrics.commands;

import org.jspecify.annotations.NullMarked;

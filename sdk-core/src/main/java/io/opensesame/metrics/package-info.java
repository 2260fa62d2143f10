/**
 * Micrometer meters and observations of a client. Start at {@link io.opensesame.metrics.OpenSesameMetrics}.
 *
 * <p>The one package that uses Micrometer, which is an optional dependency: an application that never touches this
 * package needs none of it.
 */
@NullMarked
package io.opensesame.metrics;

import org.jspecify.annotations.NullMarked;

/**
 * Micrometer meters of a data source. Start at {@link io.opensesame.jdbc.metrics.RotatingDataSourceMetrics}.
 *
 * <p>The one package of the module that uses Micrometer, which is an optional dependency: an application that never
 * touches this package needs none of it.
 */
@NullMarked
package io.opensesame.jdbc.metrics;

import org.jspecify.annotations.NullMarked;

package io.opensesame.spring.jdbc;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opensesame.jdbc.metrics.RotatingDataSourceMetrics;

/** Meters of all rotating data sources, with the pool's bean as the tag {@code name}, as Spring Boot's have it. */
final class RotatingDataSourcesMeters implements MeterBinder {
    private final RotatingDataSources dataSources;

    RotatingDataSourcesMeters(RotatingDataSources dataSources) {
        this.dataSources = dataSources;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        dataSources.follow((pool, dataSource) ->
                new RotatingDataSourceMetrics(dataSource, Tags.of("name", pool)).bindTo(registry));
    }
}

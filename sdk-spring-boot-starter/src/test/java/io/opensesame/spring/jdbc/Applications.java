package io.opensesame.spring.jdbc;

import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Whole applications, started as {@code main} starts them. */
final class Applications {
    private Applications() {}

    /** Starts an application. */
    static ConfigurableApplicationContext start(Class<?> configuration, String... properties) {
        SpringApplication application = new SpringApplicationBuilder(Jdbc.class, configuration)
                .web(WebApplicationType.NONE)
                .build();
        return application.run(Stream.concat(Arrays.stream(properties), Stream.of("spring.main.banner-mode=off"))
                .map(property -> "--" + property)
                .toArray(String[]::new));
    }

    @ImportAutoConfiguration({
        OpenSesameAutoConfiguration.class,
        RotatingDataSourceAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class
    })
    static class Jdbc {}
}

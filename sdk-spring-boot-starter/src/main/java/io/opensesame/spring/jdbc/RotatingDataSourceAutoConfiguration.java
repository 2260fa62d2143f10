package io.opensesame.spring.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opensesame.OpenSesame;
import io.opensesame.jdbc.RotatingDataSource;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JndiDataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** {@link AutoConfiguration Auto-configuration} for connection pools whose login is in a secret. */
@AutoConfiguration(
        after = {
            OpenSesameAutoConfiguration.class,
            JndiDataSourceAutoConfiguration.class,
            XADataSourceAutoConfiguration.class
        },
        before = DataSourceAutoConfiguration.class)
@Conditional(OnRotatingDataSource.class)
@ConditionalOnBean(OpenSesame.class)
public final class RotatingDataSourceAutoConfiguration {
    static final String BOOTS_POOL = "dataSource";
    static final String BOOTS_POOL_PROCESSOR = "bootsPoolLoginPostProcessor";

    /** Creates the configuration. */
    public RotatingDataSourceAutoConfiguration() {}

    @Bean
    static RotatingDataSourceCheck rotatingDataSourceCheck(Environment environment) {
        return new RotatingDataSourceCheck(environment);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HikariDataSource.class, RotatingDataSource.class})
    @EnableConfigurationProperties(RotatingDataSourceProperties.class)
    static final class Pools {
        @Bean
        RotatingDataSources rotatingDataSources(
                SecretsClient secrets,
                RotatingDataSourceProperties properties,
                ObjectProvider<RotatingDataSourceCustomizer> customizers) {
            return new RotatingDataSources(new HikariLogin(
                    secrets, properties, customizers.orderedStream().toList()));
        }

        /**
         * The condition is judged before Spring Boot defines its pool: a DataSource of the application's is its own.
         */
        @Bean(BOOTS_POOL_PROCESSOR)
        @ConditionalOnMissingBean(DataSource.class)
        static HikariLoginPostProcessor bootsPoolLoginPostProcessor(
                ObjectProvider<RotatingDataSources> dataSources,
                ObjectProvider<RotatingDataSourceProperties> properties) {
            return new HikariLoginPostProcessor(
                    dataSources,
                    properties,
                    (settings, bean) -> bean.equals(BOOTS_POOL) ? settings.choice() : Optional.empty());
        }

        @Bean
        static HikariLoginPostProcessor namedPoolsLoginPostProcessor(
                ObjectProvider<RotatingDataSources> dataSources,
                ObjectProvider<RotatingDataSourceProperties> properties) {
            return new HikariLoginPostProcessor(dataSources, properties, RotatingDataSourceProperties::choice);
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(MeterBinder.class)
        static final class Meters {
            @Bean
            RotatingDataSourcesMeters rotatingDataSourcesMeters(RotatingDataSources dataSources) {
                return new RotatingDataSourcesMeters(dataSources);
            }
        }
    }
}

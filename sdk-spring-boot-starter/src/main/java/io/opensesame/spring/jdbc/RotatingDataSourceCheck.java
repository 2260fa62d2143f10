package io.opensesame.spring.jdbc;

import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** Fails the start if a secret is named for a pool, but something is missing, so that no pool would have its login. */
final class RotatingDataSourceCheck implements BeanFactoryPostProcessor {
    private static final Logger LOGGER = LoggerFactory.getLogger(RotatingDataSources.class);
    private static final String HIKARI = "com.zaxxer.hikari.HikariDataSource";
    private static final String TYPE = "spring.datasource.type";

    private final Environment environment;

    RotatingDataSourceCheck(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Binder binder = Binder.get(environment);
        String secret =
                binder.bind(RotatingDataSourceProperties.SECRET, String.class).orElse(null);
        Map<String, String> pools = binder.bind(
                        RotatingDataSourceProperties.POOLS, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        if (StringUtils.hasText(secret)) {
            require(RotatingDataSourceProperties.SECRET, secret, missing(beans));
            require(RotatingDataSourceProperties.SECRET, secret, misfitOfBoots(beans, pools));
        }
        pools.forEach((pool, name) -> {
            require(RotatingDataSourceProperties.propertyOf(pool), name, missing(beans));
            require(RotatingDataSourceProperties.propertyOf(pool), name, misfit(beans, pool));
        });
    }

    private static void require(String property, String value, @Nullable String misfit) {
        if (misfit != null) {
            throw new InvalidConfigurationPropertyValueException(property, value, misfit);
        }
    }

    private static @Nullable String missing(ConfigurableListableBeanFactory beans) {
        ClassLoader loader = beans.getBeanClassLoader();
        if (!ClassUtils.isPresent("io.opensesame.jdbc.RotatingDataSource", loader)) {
            return "Logins that rotate need the dependency io.opensesame:opensesame-sdk-jdbc-rotation; add it.";
        }
        if (!ClassUtils.isPresent(HIKARI, loader)) {
            return "Logins that rotate need HikariCP; add the dependency"
                    + " org.springframework.boot:spring-boot-starter-jdbc, or com.zaxxer:HikariCP.";
        }
        return null;
    }

    private @Nullable String misfitOfBoots(ConfigurableListableBeanFactory beans, Map<String, String> pools) {
        if (pools.containsKey(RotatingDataSourceAutoConfiguration.BOOTS_POOL)) {
            return RotatingDataSourceProperties.propertyOf(RotatingDataSourceAutoConfiguration.BOOTS_POOL)
                    + " is set as well, for the same pool; remove one of the two.";
        }
        String type = environment.getProperty(TYPE);
        if (type != null && !type.isBlank() && !type.equals(HIKARI)) {
            return "Logins that rotate need HikariCP, but " + TYPE + " is " + type + "; remove it, or set it to "
                    + HIKARI + ".";
        }
        String[] all = beans.getBeanNamesForType(DataSource.class, true, false);
        if (all.length == 0) {
            return "There is no DataSource that could have a login; add the dependency"
                    + " org.springframework.boot:spring-boot-starter-jdbc, and set spring.datasource.url.";
        }
        if (!beans.containsBeanDefinition(RotatingDataSourceAutoConfiguration.BOOTS_POOL_PROCESSOR)) {
            LOGGER.warn(
                    "{} has no effect: the application has a DataSource of its own, {}. To give it the login, name it:"
                            + " {}.",
                    RotatingDataSourceProperties.SECRET,
                    String.join(", ", all),
                    RotatingDataSourceProperties.propertyOf(all[0]));
        }
        return null;
    }

    private static @Nullable String misfit(ConfigurableListableBeanFactory beans, String pool) {
        return beans.containsBean(pool)
                ? null
                : "There is no bean '" + pool + "'; the beans of type DataSource are "
                        + String.join(", ", beans.getBeanNamesForType(DataSource.class, true, false)) + ".";
    }
}

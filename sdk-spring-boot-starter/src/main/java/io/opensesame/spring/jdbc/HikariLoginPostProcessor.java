package io.opensesame.spring.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.opensesame.spring.jdbc.HikariLogin.Choice;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

/**
 * Gives pools the login of a secret when they have all their settings, and before anyone connects. Nothing but such a
 * pool makes it look for another bean.
 */
final class HikariLoginPostProcessor implements BeanPostProcessor, Ordered {
    private final ObjectProvider<RotatingDataSources> dataSources;
    private final ObjectProvider<RotatingDataSourceProperties> properties;
    private final BiFunction<RotatingDataSourceProperties, String, Optional<Choice>> choices;

    /**
     * Creates a post-processor.
     *
     * @param choices gives the secret of a pool, by the name of its bean
     */
    HikariLoginPostProcessor(
            ObjectProvider<RotatingDataSources> dataSources,
            ObjectProvider<RotatingDataSourceProperties> properties,
            BiFunction<RotatingDataSourceProperties, String, Optional<Choice>> choices) {
        this.dataSources = dataSources;
        this.properties = properties;
        this.choices = choices;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof DataSource candidate) {
            choices.apply(properties.getObject(), beanName).ifPresent(choice -> give(candidate, beanName, choice));
        }
        return bean;
    }

    private void give(DataSource bean, String beanName, Choice choice) {
        if (bean instanceof HikariDataSource pool) {
            dataSources.getObject().give(pool, beanName, choice);
        } else if (!choice.property().equals(RotatingDataSourceProperties.SECRET)) {
            throw choice.invalid(
                    "The bean '" + beanName + "' is a " + bean.getClass().getName()
                            + ", and a login can be given to a com.zaxxer.hikari.HikariDataSource only. For another pool,"
                            + " build an io.opensesame.jdbc.RotatingDataSource and let the pool draw from it.",
                    null);
        } // else a test has put an embedded database in the place of Spring Boot's own pool
    }

    /** After the binding of properties and the connection details, which come with a precedence. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}

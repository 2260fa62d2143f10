package io.opensesame.spring.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.Ordered;

/**
 * Gives pools the login of a secret when they have all their settings, and before anyone connects. Nothing but such a
 * pool makes it look for another bean.
 */
final class HikariLoginPostProcessor implements BeanPostProcessor, Ordered {
    /** A pool's secret, and which property names it. */
    record Choice(String property, String secretName) {}

    private final ObjectProvider<RotatingDataSources> dataSources;
    private final ObjectProvider<HikariLogin> login;
    private final Function<String, Optional<Choice>> choices;

    HikariLoginPostProcessor(
            ObjectProvider<RotatingDataSources> dataSources,
            ObjectProvider<HikariLogin> login,
            Function<String, Optional<Choice>> choices) {
        this.dataSources = dataSources;
        this.login = login;
        this.choices = choices;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof DataSource pool) {
            choices.apply(beanName).ifPresent(choice -> give(pool, beanName, choice));
        }
        return bean;
    }

    private void give(DataSource bean, String beanName, Choice choice) {
        if (!(bean instanceof HikariDataSource pool)) {
            throw new InvalidConfigurationPropertyValueException(
                    choice.property(),
                    choice.secretName(),
                    "The bean '" + beanName + "' is a " + bean.getClass().getName()
                            + ", and a login can be given to a com.zaxxer.hikari.HikariDataSource only. For other pools,"
                            + " build an io.opensesame.jdbc.RotatingDataSource and let them draw from it.");
        }
        // This first: it is closed in the reverse order.
        RotatingDataSources all = dataSources.getObject();
        all.add(beanName, login.getObject().give(pool, beanName, choice.property(), choice.secretName()));
    }

    /** After the binding of properties and the connection details, which come with a precedence. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}

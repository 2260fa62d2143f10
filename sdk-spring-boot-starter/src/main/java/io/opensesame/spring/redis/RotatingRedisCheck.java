package io.opensesame.spring.redis;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Fails the start if a secret is named for Redis, but something is missing, so that nothing would have its login. */
final class RotatingRedisCheck implements BeanFactoryPostProcessor {
    private static final String CLIENT_TYPE = "spring.data.redis.client-type";

    private final Environment environment;

    RotatingRedisCheck(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        String misfit = misfit(beans.getBeanClassLoader());
        if (misfit != null) {
            throw new InvalidConfigurationPropertyValueException(
                    RotatingRedisProperties.SECRET, environment.getProperty(RotatingRedisProperties.SECRET), misfit);
        }
    }

    private @Nullable String misfit(@Nullable ClassLoader loader) {
        if (!ClassUtils.isPresent(
                        "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration", loader)
                || !ClassUtils.isPresent("io.lettuce.core.RedisClient", loader)) {
            return "Logins of Redis that rotate need Spring Data Redis and Lettuce; add the dependency"
                    + " org.springframework.boot:spring-boot-starter-data-redis.";
        }
        String type = environment.getProperty(CLIENT_TYPE);
        if (type != null && !type.equalsIgnoreCase("lettuce")) {
            return "Logins of Redis that rotate need Lettuce, but " + CLIENT_TYPE + " is " + type
                    + "; remove it, or set it to lettuce.";
        }
        return null;
    }
}

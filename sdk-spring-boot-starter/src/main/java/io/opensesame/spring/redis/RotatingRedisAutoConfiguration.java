package io.opensesame.spring.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.opensesame.OpenSesame;
import io.opensesame.error.OpenSesameException;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

/** {@link AutoConfiguration Auto-configuration} for Redis connections of Lettuce whose login is in a secret. */
@AutoConfiguration(after = OpenSesameAutoConfiguration.class, before = DataRedisAutoConfiguration.class)
@Conditional(OnRotatingRedis.class)
@ConditionalOnBean(OpenSesame.class)
public final class RotatingRedisAutoConfiguration {
    /** Creates the configuration. */
    public RotatingRedisAutoConfiguration() {}

    @Bean
    static RotatingRedisCheck rotatingRedisCheck(Environment environment) {
        return new RotatingRedisCheck(environment);
    }

    /** Before the application's own customizers, which have the last word. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({RedisClient.class, DataRedisAutoConfiguration.class})
    @EnableConfigurationProperties(RotatingRedisProperties.class)
    static final class Lettuce {
        private static final Logger LOGGER = LoggerFactory.getLogger(RotatingRedisAutoConfiguration.class);

        @Bean
        RotatingRedisLogin rotatingRedisLogin(SecretsClient secrets, RotatingRedisProperties properties) {
            try {
                return new RotatingRedisLogin(secrets, properties, System::nanoTime);
            } catch (IllegalArgumentException | OpenSesameException e) {
                throw new InvalidConfigurationPropertyValueException(
                        RotatingRedisProperties.SECRET,
                        properties.secret(),
                        "Redis gets no login: " + e.getMessage(),
                        e);
            }
        }

        /** The condition is judged before Spring Boot defines its factory: one that is there is the application's. */
        @Bean
        @ConditionalOnBean(RedisConnectionFactory.class)
        SmartInitializingSingleton ownRedisConnectionFactoryNotice() {
            return () -> LOGGER.warn(
                    "{} has no effect on the RedisConnectionFactory that the application defines; remove the property,"
                            + " or the factory, so that Spring Boot makes one",
                    RotatingRedisProperties.SECRET);
        }

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        LettuceClientConfigurationBuilderCustomizer rotatingRedisCredentials(
                RotatingRedisLogin login, ObjectProvider<DataRedisConnectionDetails> details) {
            return builder -> {
                details.ifAvailable(Lettuce::warnOfLogin);
                builder.redisCredentialsProviderFactory(new RedisCredentialsProviderFactory() {
                    @Override
                    public RedisCredentialsProvider createCredentialsProvider(RedisConfiguration configuration) {
                        return login;
                    }
                });
            };
        }

        private static void warnOfLogin(DataRedisConnectionDetails details) {
            if (details.getUsername() != null || details.getPassword() != null) {
                LOGGER.warn(
                        "User name and password of Redis are ignored, since {} is set; remove them"
                                + " (spring.data.redis.username and spring.data.redis.password, or those in"
                                + " spring.data.redis.url)",
                        RotatingRedisProperties.SECRET);
            }
        }

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        LettuceClientOptionsBuilderCustomizer rotatingRedisReauthentication() {
            return options -> options.reauthenticateBehavior(ClientOptions.ReauthenticateBehavior.ON_NEW_CREDENTIALS);
        }

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        ClientResourcesBuilderCustomizer rotatingRedisRefusals(RotatingRedisLogin login) {
            return resources -> resources.nettyCustomizer(new NettyCustomizer() {
                @Override
                public void afterChannelInitialized(Channel channel) {
                    channel.pipeline().addLast(new RedisLoginHandler(login));
                }
            });
        }
    }
}

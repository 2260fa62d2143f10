package io.opensesame.spring.actuate;

import io.opensesame.spring.configdata.SecretPropertySource;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.PropertyPlaceholderHelper;

/**
 * Tells whether a property comes from a secret: directly, or through placeholders, or as a part of a property that
 * does. It reads no secret's value. Thread-safe.
 */
final class SecretOrigins {
    private static final PropertyPlaceholderHelper PLACEHOLDERS =
            new PropertyPlaceholderHelper("${", "}", ":", '\\', true);

    private final ConfigurableEnvironment environment;

    SecretOrigins(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /**
     * @param source the source that the property is of, if that is known
     * @param key the property's name, in its source's spelling, or that of {@code @ConfigurationProperties}
     */
    boolean isFromSecret(@Nullable PropertySource<?> source, String key) {
        if (source instanceof SecretPropertySource) {
            return true;
        }
        if (source != null && refersToSecret(source.getProperty(key))) {
            return true;
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
        while (!name.isEmpty()) {
            if (isFromSecret(find(name))) {
                return true;
            }
            name = name.getParent();
        }
        return false;
    }

    private boolean isFromSecret(@Nullable ConfigurationProperty property) {
        if (property == null) {
            return false;
        }
        ConfigurationPropertySource source = property.getSource();
        return (source != null && source.getUnderlyingSource() instanceof SecretPropertySource)
                || refersToSecret(property.getValue());
    }

    private @Nullable ConfigurationProperty find(ConfigurationPropertyName name) {
        return StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .map(source -> property(source, name))
                .filter(property -> property != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable ConfigurationProperty property(
            ConfigurationPropertySource source, ConfigurationPropertyName name) {
        try {
            return source.getConfigurationProperty(name);
        } catch (RuntimeException e) { // a secret that has no value any more shows none either
            return null;
        }
    }

    private boolean refersToSecret(@Nullable Object value) {
        if (!(value instanceof CharSequence) || !value.toString().contains("${")) {
            return false;
        }
        Walk walk = new Walk();
        try {
            PLACEHOLDERS.replacePlaceholders(value.toString(), walk);
        } catch (RuntimeException e) { // such as a placeholder that leads to itself
            return walk.metSecret;
        }
        return walk.metSecret;
    }

    /** Follows placeholders from property to property, and stops at those of a secret. */
    private final class Walk implements PropertyPlaceholderHelper.PlaceholderResolver {
        private boolean metSecret;

        @Override
        public @Nullable String resolvePlaceholder(String name) {
            for (PropertySource<?> source : environment.getPropertySources()) {
                if (ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
                    continue; // stands for all others
                }
                if (source instanceof SecretPropertySource secret && secret.gives(name)) {
                    metSecret = true;
                    return "";
                }
                Object value = source instanceof SecretPropertySource ? null : source.getProperty(name);
                if (value != null) {
                    return value.toString();
                }
            }
            return relaxed(name);
        }

        /** Spring Boot also finds a property by the spelling of another kind of source. */
        private @Nullable String relaxed(String name) {
            ConfigurationProperty property = find(ConfigurationPropertyName.adapt(name, '.'));
            if (property == null) {
                return null;
            }
            if (isFromSecret(property)) {
                metSecret = true;
                return "";
            }
            return String.valueOf(property.getValue());
        }
    }
}

package io.opensesame.spring.live;

import io.opensesame.error.OpenSesameException;
import io.opensesame.spring.configdata.SecretPropertySource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.PropertyPlaceholderHelper;

/** Which properties of an environment may have another value, since secrets that give some of them have changed. */
final class ChangedProperties {
    private static final PropertyPlaceholderHelper PLACEHOLDERS =
            new PropertyPlaceholderHelper("${", "}", ":", '\\', true);

    private final ConfigurableEnvironment environment;

    /** Made once: it remembers the names of large sources. */
    private final Iterable<ConfigurationPropertySource> all;

    private final Set<SecretPropertySource> sources;
    private final Set<String> names;
    private final Set<ConfigurationPropertyName> canonicalNames;

    /**
     * Creates the view of a change.
     *
     * @param environment the environment
     * @param names what each source that changed gives, or gave before
     */
    ChangedProperties(ConfigurableEnvironment environment, Map<SecretPropertySource, Set<String>> names) {
        this.environment = environment;
        this.all = ConfigurationPropertySources.from(environment.getPropertySources());
        this.sources = names.keySet();
        this.names = names.values().stream().flatMap(Collection::stream).collect(Collectors.toCollection(TreeSet::new));
        this.canonicalNames = this.names.stream()
                .map(name -> ConfigurationPropertyName.adapt(name, '.'))
                .collect(Collectors.toSet());
    }

    /** {@return the names of what the changed secrets give, or gave before} */
    Set<String> names() {
        return names;
    }

    /** {@return the versions that all secrets of the environment are at now, in the order of the sources} */
    List<String> versionIds() {
        return SecretPropertySource.in(environment)
                .map(source -> source.versionId().orElse(""))
                .toList();
    }

    /** {@return whether they give something at or below a prefix that is not among the names known} */
    boolean addTo(String prefix, Set<ConfigurationPropertyName> known) {
        ConfigurationPropertyName root = ConfigurationPropertyName.of(prefix);
        return canonicalNames.stream()
                .anyMatch(name -> (root.equals(name) || root.isAncestorOf(name)) && !known.contains(name));
    }

    /** {@return whether the value of a property comes from them, directly or through placeholders} */
    boolean contain(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : all) {
            boolean changed = sources.contains(source.getUnderlyingSource());
            try {
                ConfigurationProperty property = source.getConfigurationProperty(name);
                if (property != null) {
                    return changed || referToIt(property.getValue());
                }
            } catch (OpenSesameException e) { // a secret without a value any more
                return changed;
            }
            if (changed && canonicalNames.contains(name)) {
                return true; // what it gave before: what a source below gives now comes to light
            }
        }
        return false;
    }

    private boolean referToIt(@Nullable Object value) {
        if (!(value instanceof CharSequence text) || !text.toString().contains("${")) {
            return false;
        }
        AtomicBoolean found = new AtomicBoolean();
        try {
            PLACEHOLDERS.replacePlaceholders(text.toString(), name -> {
                if (givenByThem(name)) {
                    found.set(true);
                }
                return raw(name);
            });
        } catch (IllegalArgumentException | OpenSesameException e) {
            return found.get(); // a circle, or a secret without a value: binding will say so
        }
        return found.get();
    }

    private boolean givenByThem(String name) {
        if (!ConfigurationPropertyName.isValid(name)) {
            return names.contains(name);
        }
        ConfigurationPropertyName canonical = ConfigurationPropertyName.of(name);
        return canonicalNames.contains(canonical) && notHidden(canonical);
    }

    private boolean notHidden(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : all) {
            if (sources.contains(source.getUnderlyingSource())) {
                return true;
            }
            if (source.getConfigurationProperty(name) != null) {
                return false;
            }
        }
        return false;
    }

    private @Nullable String raw(String name) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            Object value = source.getProperty(name);
            if (value != null) {
                return value.toString();
            }
        }
        return null;
    }
}

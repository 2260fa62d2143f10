package io.opensesame.spring.configdata;

import io.opensesame.error.OpenSesameException;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.VersionStage;
import io.opensesame.spring.masking.SecretTexts;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.StringUtils;

/**
 * The properties that one secret gives, as of its newest version: {@code Environment.getProperty} answers the rotated
 * value. Thread-safe.
 *
 * <p>A property that the secret gave once is asked of the secret for good: when it has no value any more (KMS away for
 * longer than {@code maxStale}, or a refusal past its grace), reading that property throws the cause, and no other
 * property is affected.
 */
public final class SecretPropertySource extends EnumerablePropertySource<Secret<Map<String, String>>> {
    /** The names of the last version that could be read: not secret, and needed when there is no value any more. */
    private volatile Set<String> names;

    /** Whatever leaves this source is remembered there first. */
    private final SecretTexts texts;

    private volatile Map<String, String> remembered;

    SecretPropertySource(String name, Secret<Map<String, String>> secret) {
        super(name, secret);
        this.remembered = secret.value();
        this.names = Set.copyOf(remembered.keySet());
        this.texts = SecretTexts.of(secret.name());
        texts.remember(remembered);
    }

    /**
     * Returns those of an environment.
     *
     * @param environment the environment
     * @return its sources of imported secrets, in their order
     */
    public static Stream<SecretPropertySource> in(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(SecretPropertySource.class::isInstance)
                .map(SecretPropertySource.class::cast);
    }

    /** {@return the secret's name or ARN, as it was imported} */
    public String secretName() {
        return source.name();
    }

    /** {@return the stage that is followed} */
    public VersionStage stage() {
        return source.stage();
    }

    /** {@return the id of the version whose values are given now; empty if there is none any more} */
    public java.util.Optional<String> versionId() {
        try {
            return java.util.Optional.of(source.version().versionId());
        } catch (OpenSesameException e) {
            return java.util.Optional.empty();
        }
    }

    /** {@return the values that are given now, for what must keep them out of its output; empty if there are none} */
    public Collection<String> exposeValues() {
        try {
            return values().values();
        } catch (OpenSesameException e) {
            return Set.of();
        }
    }

    /** {@return what every version has given so far, for what must keep it out of its output} */
    public SecretTexts texts() {
        return texts;
    }

    /**
     * Tells whether a property comes from here, without reading its value.
     *
     * @param name the property's name
     * @return whether the last version that could be read gives it
     */
    public boolean gives(String name) {
        return names.contains(name);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        if (names.contains(name)) {
            return values().get(name);
        }
        // A later version may have more.
        try {
            return values().get(name);
        } catch (OpenSesameException e) {
            return null;
        }
    }

    @Override
    public String[] getPropertyNames() {
        try {
            return StringUtils.toStringArray(values().keySet());
        } catch (OpenSesameException e) {
            return StringUtils.toStringArray(names);
        }
    }

    private Map<String, String> values() {
        Map<String, String> values = source.value();
        if (remembered != values) {
            texts.remember(values);
            names = Set.copyOf(values.keySet());
            remembered = values;
        }
        return values;
    }
}

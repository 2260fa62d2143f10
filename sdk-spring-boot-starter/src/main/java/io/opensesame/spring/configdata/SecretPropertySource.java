package io.opensesame.spring.configdata;

import io.opensesame.error.OpenSesameException;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.VersionStage;
import io.opensesame.spring.masking.SecretTexts;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.StringUtils;

/**
 * The properties that one secret gives: as of its newest version, so that {@code Environment.getProperty} answers the
 * rotated value, or of one version for good if that was imported by its id. Thread-safe.
 *
 * <p>When there is no value any more (KMS away for longer than {@code maxStale}, or a refusal past its grace), reading
 * a property that the secret gave last throws the cause; no other property is affected.
 *
 * <p>Values are texts, not templates: what looks like a placeholder in them is escaped, so that the environment gives
 * it out as it is.
 */
public final class SecretPropertySource extends EnumerablePropertySource<String> implements OriginLookup<String> {
    private final SecretLocation wanted;
    private final Versions versions;

    /** Names are not secret. They are held apart, as they are asked for when there is no value any more. */
    private volatile Set<String> names = Set.of();

    /** Whatever leaves this source is remembered there first. */
    private final SecretTexts texts;

    /** Where the values come from. */
    private interface Versions {
        /** The values now: one volatile read, unless there is none any more. */
        Map<String, String> values();

        String versionId();
    }

    private SecretPropertySource(SecretLocation wanted, SecretValue first, SecretsClient secrets) {
        super("OpenSesame " + wanted, wanted.name());
        this.wanted = wanted;
        this.texts = SecretTexts.of(wanted.name());
        this.versions = wanted.versionId() == null ? following(secrets) : pinned(first);
    }

    /**
     * Makes the source of a location.
     *
     * @param first the version that was read; it stays, if the location pins one
     * @param secrets gives the handle on the later ones
     */
    static SecretPropertySource of(SecretLocation wanted, SecretValue first, SecretsClient secrets) {
        return new SecretPropertySource(wanted, first, secrets);
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

    private Versions pinned(SecretValue version) {
        Map<String, String> values = mapped(version);
        String versionId = version.versionId();
        return new Versions() {
            @Override
            public Map<String, String> values() {
                return values;
            }

            @Override
            public String versionId() {
                return versionId;
            }
        };
    }

    private Versions following(SecretsClient secrets) {
        Secret<Map<String, String>> secret = secrets.secret(wanted.name(), wanted.stage(), this::mapped);
        return new Versions() {
            @Override
            public Map<String, String> values() {
                return secret.value();
            }

            @Override
            public String versionId() {
                return secret.version().versionId();
            }
        };
    }

    /** Called for each version before it can be seen, so that a name is known no later than its value. */
    private Map<String, String> mapped(SecretValue version) {
        Map<String, String> values = wanted.format().read(version, wanted.prefix());
        texts.remember(values);
        Map<String, String> givenOut = new LinkedHashMap<>(values);
        givenOut.replaceAll((name, value) -> Placeholders.escaped(value));
        texts.remember(givenOut);
        know(values);
        return values;
    }

    private void know(Map<String, String> values) {
        if (!names.equals(values.keySet())) {
            names = new LinkedHashSet<>(values.keySet());
        }
    }

    /** {@return the secret's name or ARN, as it was imported} */
    public String secretName() {
        return wanted.name();
    }

    /** {@return the stage that is followed; {@code ACSCurrent} if the source is {@linkplain #isPinned() pinned}} */
    public VersionStage stage() {
        return wanted.stage();
    }

    /** {@return whether one version was imported by its id, so that the values never change} */
    public boolean isPinned() {
        return wanted.versionId() != null;
    }

    /** {@return the id of the version whose values are given now; empty if there is none any more} */
    public Optional<String> versionId() {
        try {
            return Optional.of(versions.versionId());
        } catch (OpenSesameException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** {@return the values that are given now, for what must keep them out of its output; empty if there are none} */
    public Collection<String> exposeValues() {
        try {
            return values().values();
        } catch (OpenSesameException | IllegalStateException e) {
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

    /**
     * Returns the newest value of a property, with placeholders escaped.
     *
     * @param name the property's name
     * @return the value; null if the secret does not give it
     * @throws OpenSesameException if the secret gave it, and there is no value any more; it tells why
     * @throws IllegalStateException if the client is closed
     */
    @Override
    public @Nullable Object getProperty(String name) {
        if (!names.contains(name)) {
            return null; // without a look at the value, which might ask KMS
        }
        String value = values().get(name);
        return value == null ? null : Placeholders.escaped(value);
    }

    @Override
    public boolean containsProperty(String name) {
        return names.contains(name);
    }

    @Override
    public String[] getPropertyNames() {
        return StringUtils.toStringArray(names);
    }

    /** {@return the secret, as the place that a property is from} */
    @Override
    public @Nullable Origin getOrigin(String name) {
        return names.contains(name) ? new SecretOrigin(wanted.name(), name) : null;
    }

    /** Versions may be read in another order than they come to count; what counts is known here. */
    private Map<String, String> values() {
        Map<String, String> values = versions.values();
        know(values);
        return values;
    }

    /** {@return the secret and what of it; no value} */
    @Override
    public String toString() {
        return "SecretPropertySource[" + wanted + "]";
    }

    /** One property of a secret. */
    private record SecretOrigin(String secretName, String property) implements Origin {
        @Override
        public String toString() {
            return "\"" + property + "\" of secret '" + secretName + "'";
        }
    }
}

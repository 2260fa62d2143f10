package io.opensesame.spring.ssl;

import io.opensesame.error.OpenSesameException;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.VersionStage;
import io.opensesame.spring.ssl.SecretSslProperties.Bundle;
import java.security.KeyStore;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * One bundle that follows its secrets.
 *
 * <p>Each of both parts, the key and what is trusted, stays at its last usable version: a version that is not usable is
 * told in the log and changes nothing.
 */
final class SecretSslBundle {
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretSslBundle.class);

    private final String name;
    private final Bundle settings;
    private final @Nullable Part<KeyMaterial> key;
    private final @Nullable Part<KeyStore> trust;

    /**
     * Reads the secrets.
     *
     * @throws InvalidConfigurationPropertyValueException if one cannot be read or used
     */
    SecretSslBundle(String name, Bundle settings, SecretsClient secrets) {
        this.name = name;
        this.settings = settings;
        if (settings.secret() == null && settings.trustSecret() == null) {
            throw new InvalidConfigurationPropertyValueException(
                    property("secret"), null, "A bundle needs a secret, a trust-secret, or both.");
        }
        this.key = part("secret", settings.secret(), secrets, value -> KeyMaterial.of(value, settings.password()));
        this.trust = part("trust-secret", settings.trustSecret(), secrets, KeyMaterial::trusted);
    }

    private <T> @Nullable Part<T> part(
            String setting, @Nullable String secret, SecretsClient secrets, Function<SecretValue, T> reader) {
        if (secret == null) {
            return null;
        }
        try {
            return new Part<>(secrets.secret(secret, VersionStage.CURRENT, value -> value), reader);
        } catch (OpenSesameException | UnusableSecretException | IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(
                    property(setting), secret, "SSL bundle '" + name + "' cannot be made of it: " + e.getMessage(), e);
        }
    }

    private String property(String setting) {
        return "opensesame.ssl.bundle." + name + "." + setting;
    }

    /** Registers the bundle, and updates it at each change from now on. */
    void register(SslBundleRegistry registry) {
        registry.registerBundle(name, bundle());
        follow(key, registry);
        follow(trust, registry);
    }

    private void follow(@Nullable Part<?> part, SslBundleRegistry registry) {
        if (part != null) {
            part.secret.onChange(change -> update(part, registry));
            update(part, registry); // what changed before there was a listener
        }
    }

    private synchronized void update(Part<?> part, SslBundleRegistry registry) {
        String versionId = "?";
        try {
            SecretValue value = part.secret.value();
            versionId = value.versionId();
            if (!part.take(value)) {
                return;
            }
            registry.updateBundle(name, bundle());
            LOGGER.info("SSL bundle '{}' has version '{}' of secret '{}'", name, versionId, part.secret.name());
        } catch (OpenSesameException | UnusableSecretException e) {
            LOGGER.warn(
                    "SSL bundle '{}' keeps what it has, as version '{}' of secret '{}' cannot be used: {}",
                    name,
                    versionId,
                    part.secret.name(),
                    e.getMessage());
        } catch (RuntimeException e) {
            // A foreign message may quote anything.
            LOGGER.warn(
                    "SSL bundle '{}' has version '{}' of secret '{}', but who uses the bundle failed to take it up: {}",
                    name,
                    versionId,
                    part.secret.name(),
                    e.getClass().getName());
        }
    }

    private SslBundle bundle() {
        SslStoreBundle stores = SslStoreBundle.of(
                key == null ? null : key.usable.exposeStore(),
                key == null ? null : key.usable.exposePassword(),
                trust == null ? null : trust.usable);
        return SslBundle.of(
                stores,
                null,
                SslOptions.of(orNull(settings.ciphers()), orNull(settings.enabledProtocols())),
                settings.protocol());
    }

    private static @Nullable Set<String> orNull(Set<String> set) {
        return set.isEmpty() ? null : set;
    }

    void close() {
        if (key != null) {
            key.secret.close();
        }
        if (trust != null) {
            trust.secret.close();
        }
    }

    /** A secret, and the last of its versions that was usable. */
    private static final class Part<T> {
        private final Secret<SecretValue> secret;
        private final Function<SecretValue, T> reader;
        private String takenVersionId;
        private T usable;

        Part(Secret<SecretValue> secret, Function<SecretValue, T> reader) {
            this.secret = secret;
            this.reader = reader;
            try {
                SecretValue value = secret.value();
                this.takenVersionId = value.versionId();
                this.usable = reader.apply(value);
            } catch (RuntimeException e) {
                secret.close();
                throw e;
            }
        }

        /** Returns whether it is another version than the one it has. */
        boolean take(SecretValue value) {
            if (value.versionId().equals(takenVersionId)) {
                return false;
            }
            usable = reader.apply(value);
            takenVersionId = value.versionId();
            return true;
        }
    }
}

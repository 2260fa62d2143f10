package io.opensesame.spring;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.DataKeyCacheOptions;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.envelope.EnvelopeOptions;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The application's {@code EnvelopeCipher}; there is one if there is a key to encrypt with or to decrypt with.
 *
 * @param encryptWith ids, aliases or ARNs of the keys that messages are encrypted under
 * @param alsoDecryptWith further keys whose messages are decrypted
 * @param decryptWithAnyKey whether messages under any key are decrypted
 * @param suite algorithm suite of new messages
 * @param dataKeyMaxAge longest time for which a data key is used
 * @param dataKeyMaxMessages most messages that one data key encrypts
 * @param dataKeyMaxSize most plaintext that one data key encrypts
 * @param dataKeyMaxEntries most data keys of each kind that are held
 */
public record EnvelopeSettings(
        @DefaultValue List<String> encryptWith,
        @DefaultValue List<String> alsoDecryptWith,
        @DefaultValue("false") boolean decryptWithAnyKey,
        @DefaultValue("aes-256-gcm") AlgorithmSuite suite,
        @DefaultValue("5m") Duration dataKeyMaxAge,
        @DefaultValue("1048576") long dataKeyMaxMessages,
        @DefaultValue("64GB") DataSize dataKeyMaxSize,
        @DefaultValue("1000") int dataKeyMaxEntries) {
    /**
     * Returns the options of a cipher with these settings.
     *
     * @return the options
     * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException if one is
     *     refused
     */
    public EnvelopeOptions options() {
        EnvelopeOptions.Builder builder = EnvelopeOptions.builder().suite(suite).dataKeys(dataKeys());
        if (!encryptWith.isEmpty()) {
            Setting.apply("envelope.encrypt-with", encryptWith, keys -> builder.encryptWith(keys(keys)));
        }
        Setting.apply("envelope.also-decrypt-with", alsoDecryptWith, keys -> builder.alsoDecryptWith(keys(keys)));
        if (decryptWithAnyKey) {
            builder.decryptWithAnyKey();
        }
        return Setting.make("envelope.encrypt-with", encryptWith, builder::build);
    }

    private DataKeyCacheOptions dataKeys() {
        DataKeyCacheOptions.Builder builder = DataKeyCacheOptions.builder();
        Setting.apply("envelope.data-key-max-age", dataKeyMaxAge, builder::maxAge);
        Setting.apply("envelope.data-key-max-messages", dataKeyMaxMessages, builder::maxMessages);
        Setting.apply("envelope.data-key-max-size", dataKeyMaxSize, size -> builder.maxBytes(size.toBytes()));
        Setting.apply("envelope.data-key-max-entries", dataKeyMaxEntries, builder::maxEntries);
        return builder.build();
    }

    private static EnvelopeKey[] keys(List<String> names) {
        return names.stream().map(EnvelopeKey::of).toArray(EnvelopeKey[]::new);
    }
}

package io.opensesame.envelope.migration;

import io.opensesame.kms.crypto.EncryptionContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which messages of Alibaba Cloud's Encryption SDK an {@link EncryptionSdkReader} opens. Immutable. */
public final class EncryptionSdkReaderOptions {
    private static final Pattern KEY_ARN = Pattern.compile("acs:kms:[^:/\\s]+:[^:/\\s]+:key/[^:/\\s]+");
    private static final int MOST_MESSAGE_BYTES = 1 << 30;

    private final Set<String> allowedKeys;
    private final EncryptionContext requiredContext;
    private final int maxEncryptedDataKeys;
    private final int maxMessageBytes;
    private final boolean unauthenticatedMessagesAllowed;

    private EncryptionSdkReaderOptions(Builder builder) {
        this.allowedKeys = Set.copyOf(builder.allowedKeys);
        this.requiredContext = builder.requiredContext;
        this.maxEncryptedDataKeys = builder.maxEncryptedDataKeys;
        this.maxMessageBytes = builder.maxMessageBytes;
        this.unauthenticatedMessagesAllowed = builder.unauthenticatedMessagesAllowed;
    }

    /**
     * Returns a builder that starts from the defaults.
     *
     * @param keyArn the ARN of a customer master key whose messages are opened, such as
     *     {@code acs:kms:cn-hangzhou:1234567890123456:key/key-hzz62f1cb66fa42qo}
     * @param further ARNs of more such keys
     * @return the builder
     * @throws IllegalArgumentException if one is not the ARN of a key; an alias has none here
     */
    public static Builder builder(String keyArn, String... further) {
        Set<String> arns = new LinkedHashSet<>(List.of(further));
        arns.add(keyArn);
        return new Builder(arns);
    }

    /** {@return the ARNs of the keys whose messages are opened; unmodifiable} */
    public Set<String> allowedKeys() {
        return allowedKeys;
    }

    /** {@return the pairs that each message must have; none by default} */
    public EncryptionContext requiredContext() {
        return requiredContext;
    }

    /** {@return the most encrypted data keys that a message may have; 5 by default} */
    public int maxEncryptedDataKeys() {
        return maxEncryptedDataKeys;
    }

    /** {@return the longest message that is read; 64 MiB by default} */
    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    /** {@return whether messages in CBC and CTR mode are opened; false by default} */
    public boolean unauthenticatedMessagesAllowed() {
        return unauthenticatedMessagesAllowed;
    }

    @Override
    public String toString() {
        return "EncryptionSdkReaderOptions[allowedKeys=" + allowedKeys + ", requiredContext=" + requiredContext
                + ", maxEncryptedDataKeys=" + maxEncryptedDataKeys + ", maxMessageBytes=" + maxMessageBytes
                + ", unauthenticatedMessagesAllowed=" + unauthenticatedMessagesAllowed + "]";
    }

    /** Builds {@link EncryptionSdkReaderOptions}. Not thread-safe. */
    public static final class Builder {
        private final Set<String> allowedKeys;
        private EncryptionContext requiredContext = EncryptionContext.none();
        private int maxEncryptedDataKeys = 5;
        private int maxMessageBytes = 64 << 20;
        private boolean unauthenticatedMessagesAllowed;

        private Builder(Set<String> allowedKeys) {
            for (String arn : allowedKeys) {
                if (!KEY_ARN.matcher(arn).matches()) {
                    throw new IllegalArgumentException(
                            "name a key by its ARN, acs:kms:<region>:<account>:key/<id>; got '" + arn + "'");
                }
            }
            this.allowedKeys = allowedKeys;
        }

        /**
         * Requires pairs in the encryption context of each message; others may be there as well.
         *
         * @param requiredContext the pairs
         * @return this builder
         */
        public Builder requiredContext(EncryptionContext requiredContext) {
            this.requiredContext = requiredContext;
            return this;
        }

        /**
         * Sets the most encrypted data keys that a message may have.
         *
         * @param maxEncryptedDataKeys 1 to 100
         * @return this builder
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder maxEncryptedDataKeys(int maxEncryptedDataKeys) {
            this.maxEncryptedDataKeys = inRange("maxEncryptedDataKeys", maxEncryptedDataKeys, 100);
            return this;
        }

        /**
         * Sets the longest message that is read. A message is one piece with one tag at its end, so all of its
         * plaintext is held in memory, about twice, until it is verified.
         *
         * @param maxMessageBytes 1 byte to 1 GiB
         * @return this builder
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder maxMessageBytes(int maxMessageBytes) {
            this.maxMessageBytes = inRange("maxMessageBytes", maxMessageBytes, MOST_MESSAGE_BYTES);
            return this;
        }

        /**
         * Opens messages in CBC and CTR mode too. Nothing authenticates their plaintext: whoever can write where they
         * are stored can change it unnoticed, and whoever learns which changed messages open may learn plaintext in CBC
         * mode. Allow it to move data over from a store that nobody else writes to, and never for messages that
         * strangers send.
         *
         * @return this builder
         */
        public Builder allowUnauthenticatedMessages() {
            this.unauthenticatedMessagesAllowed = true;
            return this;
        }

        private static int inRange(String name, int value, int most) {
            if (value < 1 || value > most) {
                throw new IllegalArgumentException(name + " must be from 1 to " + most + ": " + value);
            }
            return value;
        }

        /** {@return the options} */
        public EncryptionSdkReaderOptions build() {
            return new EncryptionSdkReaderOptions(this);
        }
    }
}

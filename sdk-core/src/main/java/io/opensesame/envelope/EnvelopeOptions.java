package io.opensesame.envelope;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which keys a cipher encrypts under, which messages it opens, and how data keys are cached. Immutable.
 *
 * <p>A cipher opens the messages of its own keys, and of those named by {@link Builder#alsoDecryptWith}: what counts is
 * the key that KMS says it decrypted the data key with, never what a header claims.
 */
public final class EnvelopeOptions {
    private static final int MAX_KEYS = 16;

    /**
     * Measured on JDK 17: frames of 16 KiB encrypt 1 MiB within 5 % of the best, 32 KiB. But the JIT compiler counts
     * calls of the cipher, so a fresh process is at full speed after 16 MiB, with frames of 64 KiB only after 64 MiB;
     * until then it is ten times slower.
     */
    private static final int DEFAULT_FRAME_LENGTH_BYTES = 16 << 10;

    private final List<EnvelopeKey> encryptionKeys;
    private final Set<EnvelopeKey> decryptionKeys;
    private final boolean anyDecryptionKey;
    private final AlgorithmSuite suite;
    private final Set<AlgorithmSuite> allowedSuites;
    private final MessageContext requiredContext;
    private final int maxEncryptedDataKeys;
    private final int frameLengthBytes;
    private final DataKeyCacheOptions dataKeys;
    private final int parallelCalls;

    private EnvelopeOptions(Builder builder) {
        Set<EnvelopeKey> allowed = new LinkedHashSet<>(builder.encryptionKeys);
        allowed.addAll(builder.decryptionKeys);
        if (allowed.isEmpty() && !builder.anyDecryptionKey) {
            throw new IllegalArgumentException(
                    "name a key: encryptWith(...), or alsoDecryptWith(...) for a cipher that only decrypts");
        }
        if (builder.allowedSuites.isEmpty()) {
            throw new IllegalArgumentException("allowedSuites names none, so no message could be opened; name one");
        }
        if (!builder.encryptionKeys.isEmpty() && !builder.allowedSuites.contains(builder.suite)) {
            throw new IllegalArgumentException("messages of the suite " + builder.suite
                    + " could not be read back, as allowed are " + builder.allowedSuites
                    + "; set suite(...) to one of these, or allow it");
        }
        if (builder.encryptionKeys.size() > builder.maxEncryptedDataKeys) {
            throw new IllegalArgumentException("messages under " + builder.encryptionKeys.size()
                    + " keys could not be read back: maxEncryptedDataKeys is " + builder.maxEncryptedDataKeys);
        }
        this.encryptionKeys = List.copyOf(builder.encryptionKeys);
        this.decryptionKeys = Collections.unmodifiableSet(allowed);
        this.anyDecryptionKey = builder.anyDecryptionKey;
        this.suite = builder.suite;
        this.allowedSuites = Set.copyOf(builder.allowedSuites);
        this.requiredContext = builder.requiredContext;
        this.maxEncryptedDataKeys = builder.maxEncryptedDataKeys;
        this.frameLengthBytes = builder.frameLengthBytes;
        this.dataKeys = builder.dataKeys;
        this.parallelCalls = builder.parallelCalls;
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the default options for one key.
     *
     * @param key the key's id, an alias of it, or the ARN of either
     * @return the options
     * @throws IllegalArgumentException as {@link EnvelopeKey#of} does
     */
    public static EnvelopeOptions encryptingWith(String key) {
        return builder().encryptWith(key).build();
    }

    /**
     * {@return the keys of which any one opens a message; the first one makes the data key; empty if it only decrypts}
     */
    public List<EnvelopeKey> encryptionKeys() {
        return encryptionKeys;
    }

    /** {@return the keys whose messages are opened, those for encryption first} */
    public Set<EnvelopeKey> decryptionKeys() {
        return decryptionKeys;
    }

    /** {@return whether messages of any key are opened; false by default} */
    public boolean anyDecryptionKey() {
        return anyDecryptionKey;
    }

    /** {@return the algorithms for encryption; {@link AlgorithmSuite#AES_256_GCM} by default} */
    public AlgorithmSuite suite() {
        return suite;
    }

    /** {@return the algorithms whose messages are opened; all by default} */
    public Set<AlgorithmSuite> allowedSuites() {
        return allowedSuites;
    }

    /** {@return the pairs that each message must have; none by default} */
    public MessageContext requiredContext() {
        return requiredContext;
    }

    /** {@return the most encrypted data keys that a message may have; 5 by default} */
    public int maxEncryptedDataKeys() {
        return maxEncryptedDataKeys;
    }

    /** {@return the length of a frame of plaintext when encrypting; 16 KiB by default} */
    public int frameLengthBytes() {
        return frameLengthBytes;
    }

    /** {@return how data keys are cached} */
    public DataKeyCacheOptions dataKeys() {
        return dataKeys;
    }

    /** {@return the most calls to KMS at a time for one batch; 8 by default} */
    public int parallelCalls() {
        return parallelCalls;
    }

    /** Builds {@link EnvelopeOptions}. Not thread-safe. */
    public static final class Builder {
        private List<EnvelopeKey> encryptionKeys = List.of();
        private List<EnvelopeKey> decryptionKeys = List.of();
        private boolean anyDecryptionKey;
        private AlgorithmSuite suite = AlgorithmSuite.AES_256_GCM;
        private Set<AlgorithmSuite> allowedSuites = EnumSet.allOf(AlgorithmSuite.class);
        private MessageContext requiredContext = MessageContext.none();
        private int maxEncryptedDataKeys = 5;
        private int frameLengthBytes = DEFAULT_FRAME_LENGTH_BYTES;
        private DataKeyCacheOptions dataKeys = DataKeyCacheOptions.builder().build();
        private int parallelCalls = 8;

        private Builder() {}

        /**
         * Encrypts under these keys: the first one makes each data key, and the others wrap it too, so that any one of
         * them opens a message.
         *
         * @param keys one key or more, each once
         * @return this builder
         * @throws IllegalArgumentException if there are none, more than 16, or one twice
         */
        public Builder encryptWith(EnvelopeKey... keys) {
            if (keys.length < 1
                    || keys.length > MAX_KEYS
                    || Set.copyOf(Arrays.asList(keys)).size() < keys.length) {
                throw new IllegalArgumentException(
                        "a message is encrypted under 1 to " + MAX_KEYS + " different keys: " + Arrays.toString(keys));
            }
            this.encryptionKeys = List.of(keys);
            return this;
        }

        /**
         * Encrypts under one key.
         *
         * @param key the key's id, an alias of it, or the ARN of either
         * @return this builder
         * @throws IllegalArgumentException as {@link EnvelopeKey#of} does
         */
        public Builder encryptWith(String key) {
            return encryptWith(EnvelopeKey.of(key));
        }

        /**
         * Opens the messages of these keys too, such as of keys that were used before.
         *
         * @param keys the keys
         * @return this builder
         */
        public Builder alsoDecryptWith(EnvelopeKey... keys) {
            this.decryptionKeys = List.of(keys);
            return this;
        }

        /**
         * Opens the messages of any key that the credentials may decrypt with. Whoever can grant them such a key can
         * then hand in messages of his own: name the keys where you can.
         *
         * @return this builder
         */
        public Builder decryptWithAnyKey() {
            this.anyDecryptionKey = true;
            return this;
        }

        /**
         * Sets the algorithms for encryption.
         *
         * @param suite the suite
         * @return this builder
         */
        public Builder suite(AlgorithmSuite suite) {
            this.suite = suite;
            return this;
        }

        /**
         * Opens messages of these algorithms alone.
         *
         * @param suites one or more, among them that for encryption if the cipher encrypts
         * @return this builder
         */
        public Builder allowedSuites(AlgorithmSuite... suites) {
            this.allowedSuites = Set.of(suites);
            return this;
        }

        /**
         * Opens messages alone that have these pairs in their context, be it in its encryption context or with the
         * message, and encrypts no others.
         *
         * @param required the pairs
         * @return this builder
         */
        public Builder requiredContext(MessageContext required) {
            this.requiredContext = required;
            return this;
        }

        /**
         * Limits the encrypted data keys of a message, each of which may cost a call to KMS.
         *
         * @param maxEncryptedDataKeys 1 to 16
         * @return this builder
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder maxEncryptedDataKeys(int maxEncryptedDataKeys) {
            this.maxEncryptedDataKeys = inRange("maxEncryptedDataKeys", maxEncryptedDataKeys, 1, MAX_KEYS);
            return this;
        }

        /**
         * Sets how much plaintext is encrypted and verified at a time.
         *
         * @param frameLengthBytes 1 byte to 1 MiB
         * @return this builder
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder frameLengthBytes(int frameLengthBytes) {
            this.frameLengthBytes = inRange("frameLengthBytes", frameLengthBytes, 1, 1 << 20);
            return this;
        }

        /**
         * Sets how data keys are cached.
         *
         * @param options the options
         * @return this builder
         */
        public Builder dataKeys(DataKeyCacheOptions options) {
            this.dataKeys = options;
            return this;
        }

        /**
         * Limits the calls to KMS that {@link EnvelopeCipher#decryptAll} has under way at a time.
         *
         * @param parallelCalls 1 to 64
         * @return this builder
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder parallelCalls(int parallelCalls) {
            this.parallelCalls = inRange("parallelCalls", parallelCalls, 1, 64);
            return this;
        }

        private static int inRange(String name, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ": " + value);
            }
            return value;
        }

        /**
         * Builds the options.
         *
         * @return the options
         * @throws IllegalArgumentException if no key is named, or what is set doesn't fit together
         */
        public EnvelopeOptions build() {
            return new EnvelopeOptions(this);
        }
    }
}

package io.opensesame.secrets;

import io.opensesame.pem.PemBundle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One version of a secret, with its plaintext. Immutable and thread-safe.
 *
 * <p>Every way to the plaintext is named {@code expose…}. What such a method returns is the caller's: wipe a byte array
 * after use; a {@code String} or a parsed object cannot be wiped. When a client is closed, it wipes the values that it
 * holds: the newest of each secret and stage, and the one before. Their {@code expose…} methods then throw
 * {@link IllegalStateException}.
 */
public final class SecretValue {
    private final String name;
    private final String versionId;
    private final Set<VersionStage> stages;
    private final SecretType type;
    private final boolean binary;
    private final Plaintext plaintext;
    private final Instant loadedAt;
    private final InstantSource clock;
    private final @Nullable Instant nextRotation;
    private final @Nullable Instant lastRotation;
    private final boolean stale;

    private SecretValue(Builder builder, Plaintext plaintext, boolean stale) {
        this.name = builder.name;
        this.versionId = builder.versionId;
        this.stages = Set.copyOf(builder.stages);
        this.type = builder.type;
        this.binary = builder.binary;
        this.plaintext = plaintext;
        this.loadedAt = builder.loadedAt;
        this.clock = builder.clock;
        this.nextRotation = builder.nextRotation;
        this.lastRotation = builder.lastRotation;
        this.stale = stale;
    }

    private SecretValue(SecretValue other, boolean stale) {
        this.name = other.name;
        this.versionId = other.versionId;
        this.stages = other.stages;
        this.type = other.type;
        this.binary = other.binary;
        this.plaintext = other.plaintext;
        this.loadedAt = other.loadedAt;
        this.clock = other.clock;
        this.nextRotation = other.nextRotation;
        this.lastRotation = other.lastRotation;
        this.stale = stale;
    }

    /**
     * Returns a builder of a value, for a test's own double of {@link SecretsClient}.
     *
     * @param name the secret's name
     * @param versionId the version's id
     * @return a builder of an empty {@code Generic} text value without stages, loaded at the epoch
     */
    public static Builder builder(String name, String versionId) {
        return new Builder(name, versionId);
    }

    /** {@return the secret's name, as the service gives it} */
    public String name() {
        return name;
    }

    /** {@return the id of this version} */
    public String versionId() {
        return versionId;
    }

    /** {@return the stages that this version held when it was read; unmodifiable} */
    public Set<VersionStage> stages() {
        return stages;
    }

    /** {@return the secret's type} */
    public SecretType type() {
        return type;
    }

    /** {@return whether the secret holds bytes, which KMS stores as Base64, rather than text} */
    public boolean binary() {
        return binary;
    }

    /** {@return when this version was last confirmed by KMS} */
    public Instant loadedAt() {
        return loadedAt;
    }

    /** {@return how long ago this version was last confirmed by KMS, by the clock of the client that read it} */
    public Duration age() {
        Duration age = Duration.between(loadedAt, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** {@return when KMS plans to rotate the secret, if it does and said so} */
    public Optional<Instant> nextRotation() {
        return Optional.ofNullable(nextRotation);
    }

    /** {@return when KMS last rotated the secret, if it did and said so} */
    public Optional<Instant> lastRotation() {
        return Optional.ofNullable(lastRotation);
    }

    /** {@return whether the last refresh failed, so that this value may have been replaced at KMS meanwhile} */
    public boolean stale() {
        return stale;
    }

    /**
     * Returns a copy of the plaintext: the bytes, or the UTF-8 bytes of a text.
     *
     * @return a new array, which the caller wipes
     * @throws IllegalStateException if the client that read the value is closed
     */
    public byte[] exposeBytes() {
        return plaintext.copy();
    }

    /**
     * Returns the plaintext as KMS stores it: the text itself, or the Base64 form of bytes.
     *
     * @return a new string
     * @throws IllegalStateException if the client that read the value is closed
     */
    public String exposeText() {
        byte[] bytes = plaintext.copy();
        try {
            return binary ? Base64.getEncoder().encodeToString(bytes) : new String(bytes, StandardCharsets.UTF_8);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Returns the plaintext, a JSON document, as an object of the given type: a record, a bean, a {@code Map}.
     *
     * <p>Members that the type does not have are ignored; each component of a record must be in the document, be it as
     * {@code null}, and a member must not come twice. {@code String.class} gives the text itself. A list is best read
     * as an array, {@code DbLogin[].class}, which keeps the type of its elements. Times of {@code java.time} and
     * {@code Optional} are not read: declare a {@code String} or a number, or map by hand.
     *
     * @param <T> the type to read
     * @param type the type to read
     * @return a new object
     * @throws io.opensesame.error.SecretFormatException if the plaintext is no JSON that fits the type; the message
     *     names the place, never the content
     * @throws IllegalStateException if the client that read the value is closed
     */
    public <T> T exposeJson(Class<T> type) {
        return SecretJson.read(this, type);
    }

    /**
     * Returns the plaintext, a JSON object, as keys and values in the order of the document.
     *
     * <p>A value that is text comes as it is; a number, a boolean, an object or an array comes as its JSON text.
     * Members that are {@code null} are left out.
     *
     * @return an unmodifiable map
     * @throws io.opensesame.error.SecretFormatException if the plaintext is no JSON object
     * @throws IllegalStateException if the client that read the value is closed
     */
    public Map<String, String> exposeFields() {
        return SecretJson.fields(this);
    }

    /**
     * Returns the plaintext, PEM text, as certificates and a private key.
     *
     * @return a new bundle: at least one certificate or a private key
     * @throws io.opensesame.error.SecretFormatException if the plaintext is not such a text, if its private key is
     *     encrypted, or belongs to none of its certificates; the message names the block and its line, never the
     *     content
     * @throws IllegalStateException if the client that read the value is closed
     */
    public PemBundle exposePem() {
        return SecretPem.read(this, Optional.empty());
    }

    /**
     * Returns the plaintext, PEM text, as certificates and a private key that may be encrypted.
     *
     * @param passphrase decrypts the private key; not kept
     * @return a new bundle: at least one certificate or a private key
     * @throws io.opensesame.error.SecretFormatException as {@link #exposePem()} does, and if the passphrase does not
     *     fit
     * @throws IllegalStateException if the client that read the value is closed
     */
    public PemBundle exposePem(char[] passphrase) {
        return SecretPem.read(this, Optional.of(passphrase));
    }

    /**
     * Returns certificates and their private key from two members of the plaintext, a JSON object; each is a PEM text.
     *
     * @param certificateField the member with the certificates
     * @param privateKeyField the member with the private key, which is not encrypted; may be the same
     * @return a new bundle, with a private key
     * @throws io.opensesame.error.SecretFormatException if the plaintext is no such object, or the key belongs to none
     *     of the certificates; the message names the member, the block and its line, never the content
     * @throws IllegalStateException if the client that read the value is closed
     */
    public PemBundle exposePem(String certificateField, String privateKeyField) {
        return SecretPem.read(this, certificateField, privateKeyField, Optional.empty());
    }

    /**
     * Returns certificates and their private key, which may be encrypted, from two members of the plaintext, a JSON
     * object.
     *
     * @param certificateField the member with the certificates
     * @param privateKeyField the member with the private key
     * @param passphrase decrypts the private key; not kept
     * @return a new bundle, with a private key
     * @throws io.opensesame.error.SecretFormatException as {@link #exposePem(String, String)} does, and if the
     *     passphrase does not fit
     * @throws IllegalStateException if the client that read the value is closed
     */
    public PemBundle exposePem(String certificateField, String privateKeyField, char[] passphrase) {
        return SecretPem.read(this, certificateField, privateKeyField, Optional.of(passphrase));
    }

    /**
     * Returns the plaintext, the bytes of a PKCS #12 file, as a key store.
     *
     * @param password opens the store
     * @return a new key store, the caller's own
     * @throws io.opensesame.error.SecretFormatException if the plaintext is no key store, or the password does not open
     *     it
     * @throws IllegalStateException if the client that read the value is closed
     */
    public KeyStore exposeKeyStore(char[] password) {
        return SecretPem.keyStore(this, password);
    }

    /**
     * Returns whether another value is the same version with the same plaintext, compared in constant time.
     *
     * @param other the value to compare with
     * @return whether both would expose the same bytes under the same version id
     */
    public boolean sameVersion(SecretValue other) {
        return versionId.equals(other.versionId) && plaintext.same(other.plaintext);
    }

    /**
     * Returns this value with another mark of staleness, sharing the plaintext.
     *
     * @param stale whether the last refresh failed
     * @return this value if it is so marked already, else a new one
     */
    public SecretValue withStale(boolean stale) {
        return this.stale == stale ? this : new SecretValue(this, stale);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof SecretValue that
                        && name.equals(that.name)
                        && stages.equals(that.stages)
                        && stale == that.stale
                        && loadedAt.equals(that.loadedAt)
                        && sameVersion(that));
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, versionId);
    }

    /** {@return name, version and stages; the plaintext is redacted} */
    @Override
    public String toString() {
        return "SecretValue[name=" + name + ", versionId=" + versionId + ", stages=" + stages + ", type=" + type
                + (stale ? ", stale" : "") + ", plaintext=<redacted>]";
    }

    /** The plaintext, shared by the fresh and the stale face of one version, and wiped once for both. */
    private static final class Plaintext {
        private final byte[] bytes;
        private volatile boolean wiped;

        Plaintext(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] copy() {
            byte[] copy = bytes.clone();
            // A wipe may run meanwhile: the flag, read after the bytes, tells whether the copy can be trusted.
            VarHandle.loadLoadFence();
            if (wiped) {
                throw new IllegalStateException("this secret value was wiped when its client was closed");
            }
            return copy;
        }

        boolean same(Plaintext other) {
            return MessageDigest.isEqual(bytes, other.bytes);
        }

        void wipe() {
            wiped = true;
            VarHandle.fullFence();
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Collects the parts of a {@link SecretValue}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final String versionId;
        private Set<VersionStage> stages = Set.of();
        private SecretType type = SecretType.GENERIC;
        private boolean binary;
        private byte[] plaintext = new byte[0];
        private Instant loadedAt = Instant.EPOCH;
        private InstantSource clock = Clock.systemUTC();
        private @Nullable Instant nextRotation;
        private @Nullable Instant lastRotation;

        private Builder(String name, String versionId) {
            this.name = Objects.requireNonNull(name, "name");
            this.versionId = Objects.requireNonNull(versionId, "versionId");
        }

        /**
         * Sets the stages that the version holds.
         *
         * @param stages the stages; copied
         * @return this builder
         */
        public Builder stages(Set<VersionStage> stages) {
            this.stages = new LinkedHashSet<>(stages);
            return this;
        }

        /**
         * Sets the secret's type; {@code Generic} by default.
         *
         * @param type the type
         * @return this builder
         */
        public Builder type(SecretType type) {
            this.type = Objects.requireNonNull(type, "type");
            return this;
        }

        /**
         * Sets a text plaintext.
         *
         * @param text the plaintext
         * @return this builder
         */
        public Builder text(String text) {
            this.plaintext = text.getBytes(StandardCharsets.UTF_8);
            this.binary = false;
            return this;
        }

        /**
         * Sets a binary plaintext.
         *
         * @param bytes the plaintext; copied
         * @return this builder
         */
        public Builder bytes(byte[] bytes) {
            this.plaintext = bytes.clone();
            this.binary = true;
            return this;
        }

        /**
         * Sets when the version was read.
         *
         * @param loadedAt the time
         * @return this builder
         */
        public Builder loadedAt(Instant loadedAt) {
            this.loadedAt = Objects.requireNonNull(loadedAt, "loadedAt");
            return this;
        }

        /**
         * Sets the clock that tells the version's age; the system's by default.
         *
         * @param clock the clock that gave {@code loadedAt}
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets when KMS plans to rotate the secret.
         *
         * @param nextRotation the time
         * @return this builder
         */
        public Builder nextRotation(Instant nextRotation) {
            this.nextRotation = Objects.requireNonNull(nextRotation, "nextRotation");
            return this;
        }

        /**
         * Sets when KMS last rotated the secret.
         *
         * @param lastRotation the time
         * @return this builder
         */
        public Builder lastRotation(Instant lastRotation) {
            this.lastRotation = Objects.requireNonNull(lastRotation, "lastRotation");
            return this;
        }

        /** {@return the value} */
        public SecretValue build() {
            return buildWipeable(wipe -> {});
        }

        /**
         * Returns the value, and hands the one means to wipe it to whoever will.
         *
         * <p>After {@code wipe.run()} the plaintext is overwritten, and every {@code expose…} method of the value
         * throws.
         *
         * @param keeper given the means to wipe, before this method returns
         * @return the value
         */
        public SecretValue buildWipeable(Consumer<Runnable> keeper) {
            Plaintext copy = new Plaintext(plaintext.clone());
            keeper.accept(copy::wipe);
            return new SecretValue(this, copy, false);
        }
    }
}

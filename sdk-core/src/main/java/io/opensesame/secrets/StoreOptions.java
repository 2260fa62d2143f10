package io.opensesame.secrets;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where encrypted copies of secret values outlive the process, for a start while KMS is down, and the key that opens
 * them: a passphrase or a key file.
 *
 * <p>Copies are filed under the client's endpoint, not under its account: clients of different accounts need a file
 * each.
 *
 * <p>Thread-safe, and immutable but for {@link #wipe()}. The passphrase is copied in and out: the caller wipes the
 * array that was given to the builder, {@link #wipe()} the copy in here, and {@code OpenSesame.close()} the client's
 * own.
 */
public final class StoreOptions {
    private final Path file;
    private final char @Nullable [] passphrase;
    private final @Nullable Path keyFile;
    private final int argon2MemoryKib;
    private final int argon2Iterations;
    private final int argon2Parallelism;
    private final int maxEntries;
    private boolean wiped;

    private StoreOptions(Builder builder) {
        this.file = builder.file;
        this.passphrase = builder.passphrase;
        this.keyFile = builder.keyFile;
        this.argon2MemoryKib = builder.argon2MemoryKib;
        this.argon2Iterations = builder.argon2Iterations;
        this.argon2Parallelism = builder.argon2Parallelism;
        this.maxEntries = builder.maxEntries;
    }

    /**
     * Returns a builder of a store in that file.
     *
     * @param file the file, which the store makes with mode 0600; its directory should be this user's alone, and is
     *     made with mode 0700 if there is none
     * @return a builder that starts from the defaults
     * @throws IllegalArgumentException if the path names no file
     */
    public static Builder builder(Path file) {
        return new Builder(named("store file", file));
    }

    /** {@return the file, as an absolute path} */
    public Path file() {
        return file;
    }

    /** {@return the key file, as an absolute path; empty if a passphrase is the key} */
    public Optional<Path> keyFile() {
        return Optional.ofNullable(keyFile);
    }

    /**
     * Returns a copy of the passphrase.
     *
     * @return a new array, which the caller wipes; empty if a key file is the key
     * @throws IllegalStateException if these options were wiped
     */
    public synchronized Optional<char[]> exposePassphrase() {
        if (passphrase == null) {
            return Optional.empty();
        }
        if (wiped) {
            throw new IllegalStateException(
                    "the passphrase of these store options was wiped; build new options for another client");
        }
        return Optional.of(passphrase.clone());
    }

    /** {@return the memory of Argon2id in KiB; 65,536 by default} */
    public int argon2MemoryKib() {
        return argon2MemoryKib;
    }

    /** {@return the passes of Argon2id over its memory; 3 by default} */
    public int argon2Iterations() {
        return argon2Iterations;
    }

    /** {@return the lanes of Argon2id; 4 by default} */
    public int argon2Parallelism() {
        return argon2Parallelism;
    }

    /** {@return how many copies the file holds at most; 1,024 by default} */
    public int maxEntries() {
        return maxEntries;
    }

    /**
     * Overwrites the passphrase held here. Clients that were built with these options go on; building another with them
     * fails.
     */
    public synchronized void wipe() {
        wiped = true;
        if (passphrase != null) {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** {@return the file, the kind of key and the bounds; nothing secret} */
    @Override
    public String toString() {
        return "StoreOptions[file=" + file + ", key=" + (keyFile == null ? "<redacted passphrase>" : "file " + keyFile)
                + ", argon2MemoryKib=" + argon2MemoryKib + ", argon2Iterations=" + argon2Iterations
                + ", argon2Parallelism=" + argon2Parallelism + ", maxEntries=" + maxEntries + "]";
    }

    private static Path named(String what, Path path) {
        Path name = path.getFileName();
        if (name == null || name.toString().isEmpty()) {
            throw new IllegalArgumentException("the " + what + " must name a file; got '" + path + "'");
        }
        return path.toAbsolutePath();
    }

    /** Collects the options; each setter returns this builder. Not thread-safe. */
    public static final class Builder {
        private static final int MIN_PASSPHRASE = 12;
        private static final int MAX_PASSPHRASE = 1024;

        private final Path file;
        private char @Nullable [] passphrase;
        private @Nullable Path keyFile;
        private int argon2MemoryKib = 65_536;
        private int argon2Iterations = 3;
        private int argon2Parallelism = 4;
        private int maxEntries = 1024;

        private Builder(Path file) {
            this.file = file;
        }

        /**
         * Derives the key from a passphrase by Argon2id. Its characters count exactly as they are, in UTF-8.
         *
         * @param passphrase 12 to 1,024 characters; copied, so that the caller can wipe it at once
         * @return this builder
         * @throws IllegalArgumentException if it is shorter or longer, or no well-formed UTF-16
         */
        public Builder passphrase(char[] passphrase) {
            if (passphrase.length < MIN_PASSPHRASE || passphrase.length > MAX_PASSPHRASE) {
                throw new IllegalArgumentException("the passphrase of the store must have " + MIN_PASSPHRASE + " to "
                        + MAX_PASSPHRASE + " characters");
            }
            requireWellFormed(passphrase);
            forgetPassphrase();
            this.passphrase = passphrase.clone();
            return this;
        }

        /** Two passphrases must not become one because both hold something that UTF-8 cannot say. */
        private static void requireWellFormed(char[] passphrase) {
            for (int i = 0; i < passphrase.length; i++) {
                boolean pair = Character.isHighSurrogate(passphrase[i])
                        && i + 1 < passphrase.length
                        && Character.isLowSurrogate(passphrase[i + 1]);
                if (pair) {
                    i++;
                } else if (Character.isSurrogate(passphrase[i])) {
                    throw new IllegalArgumentException("the passphrase of the store must be well-formed UTF-16;"
                            + " it has half of a surrogate pair");
                }
            }
        }

        private void forgetPassphrase() {
            if (passphrase != null) {
                Arrays.fill(passphrase, '\0');
                passphrase = null;
            }
        }

        /**
         * Takes the key from a file of random bytes, such as {@code openssl rand -out key 32} writes. It is read when
         * the client is built and then only if the store's file was made anew by another process.
         *
         * @param keyFile a file of 32 to 4,096 bytes, which others than its owner and group must not be able to read
         * @return this builder
         * @throws IllegalArgumentException if the path names no file
         */
        public Builder keyFile(Path keyFile) {
            this.keyFile = named("key file of the store", keyFile);
            return this;
        }

        /**
         * Sets what Argon2id costs whoever guesses passphrases, and this process when it opens the file. The default is
         * the second recommendation of RFC 9106: 64 MiB, 3 passes, 4 lanes. A file keeps what it was made with.
         *
         * @param memoryKib the memory in KiB, 8,192 to 262,144; taken from the heap for as long as it runs
         * @param iterations the passes over the memory, 1 to 16
         * @param parallelism the lanes, 1 to 16; they are computed one after the other
         * @return this builder
         */
        public Builder argon2id(int memoryKib, int iterations, int parallelism) {
            this.argon2MemoryKib = memoryKib;
            this.argon2Iterations = iterations;
            this.argon2Parallelism = parallelism;
            return this;
        }

        /**
         * Sets how many copies the file holds at most; beyond it, those that KMS gave longest ago are left out.
         *
         * @param maxEntries 1 to 16,384
         * @return this builder
         */
        public Builder maxEntries(int maxEntries) {
            this.maxEntries = maxEntries;
            return this;
        }

        /**
         * Checks the options and returns them. The passphrase moves into them: to build again, set it again.
         *
         * @return the options
         * @throws IllegalStateException unless exactly one of passphrase and key file is set
         * @throws IllegalArgumentException if a number is out of its range, or the key file is the store's file
         */
        public StoreOptions build() {
            if ((passphrase == null) == (keyFile == null)) {
                throw new IllegalStateException("the store needs one key: call passphrase(...) or keyFile(...), and not"
                        + " both; a builder gives its passphrase away when it builds");
            }
            if (file.equals(keyFile)) {
                throw new IllegalArgumentException("the store's file and its key file must differ; both are " + file);
            }
            requireRange("argon2id memory in KiB", argon2MemoryKib, 8_192, 262_144);
            requireRange("argon2id iterations", argon2Iterations, 1, 16);
            requireRange("argon2id parallelism", argon2Parallelism, 1, 16);
            requireRange("maxEntries", maxEntries, 1, 16_384);
            StoreOptions options = new StoreOptions(this);
            passphrase = null;
            return options;
        }

        private static void requireRange(String what, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(what + " must be from " + least + " to " + most + ": " + value);
            }
        }
    }
}

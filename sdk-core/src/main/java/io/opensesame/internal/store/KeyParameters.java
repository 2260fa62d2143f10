package io.opensesame.internal.store;

import io.opensesame.secrets.StoreOptions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How the master key of a file comes from the passphrase or the key file; the file's header says it. */
final class KeyParameters {
    static final int SALT_BYTES = 16;

    private static final int PASSPHRASE = 1;
    private static final int KEY_FILE = 2;
    private static final int MIN_MEMORY_KIB = 8_192;
    private static final int MAX_MEMORY_KIB = 262_144;
    private static final int MAX_ITERATIONS = 16;
    private static final int MAX_PARALLELISM = 16;

    private final int source;
    private final int memoryKib;
    private final int iterations;
    private final int parallelism;
    private final byte[] salt;

    private KeyParameters(int source, int memoryKib, int iterations, int parallelism, byte[] salt) {
        this.source = source;
        this.memoryKib = memoryKib;
        this.iterations = iterations;
        this.parallelism = parallelism;
        this.salt = salt;
    }

    /** Returns the parameters of a file that is made now. */
    static KeyParameters fresh(StoreOptions options, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return options.keyFile().isPresent()
                ? new KeyParameters(KEY_FILE, 0, 0, 0, salt)
                : new KeyParameters(
                        PASSPHRASE,
                        options.argon2MemoryKib(),
                        options.argon2Iterations(),
                        options.argon2Parallelism(),
                        salt);
    }

    void write(FieldWriter out) {
        out.u8(source).u8(0).u32(memoryKib).u32(iterations).u32(parallelism).raw(salt);
    }

    /** The file is not trusted yet: what it asks for is capped before anybody allocates or computes for it. */
    static KeyParameters read(FieldReader in) throws StoreException {
        int source = in.u8();
        int reserved = in.u8();
        KeyParameters read = new KeyParameters(source, in.u32(), in.u32(), in.u32(), in.raw(SALT_BYTES));
        if (reserved != 0 || !read.allowed()) {
            throw StoreException.damaged("it asks for a key derivation that no store of ours asks for (" + read + ")");
        }
        return read;
    }

    private boolean allowed() {
        return switch (source) {
            case PASSPHRASE ->
                memoryKib >= MIN_MEMORY_KIB
                        && memoryKib <= MAX_MEMORY_KIB
                        && iterations >= 1
                        && iterations <= MAX_ITERATIONS
                        && parallelism >= 1
                        && parallelism <= MAX_PARALLELISM;
            case KEY_FILE -> memoryKib == 0 && iterations == 0 && parallelism == 0;
            default -> false;
        };
    }

    boolean fromPassphrase() {
        return source == PASSPHRASE;
    }

    int memoryKib() {
        return memoryKib;
    }

    int iterations() {
        return iterations;
    }

    int parallelism() {
        return parallelism;
    }

    byte[] salt() {
        return salt.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyParameters that
                && source == that.source
                && memoryKib == that.memoryKib
                && iterations == that.iterations
                && parallelism == that.parallelism
                && MessageDigest.isEqual(salt, that.salt);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    @Override
    public String toString() {
        return "source " + source + ", Argon2id memory " + memoryKib + " KiB, iterations " + iterations
                + ", parallelism " + parallelism;
    }
}

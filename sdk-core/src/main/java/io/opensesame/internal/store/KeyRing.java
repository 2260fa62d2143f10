package io.opensesame.internal.store;

import io.opensesame.secrets.StoreOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the master key of a file, and derives it once: again only if the file is another one meanwhile. Used by one
 * thread.
 */
final class KeyRing {
    static final int MIN_KEY_FILE_BYTES = 32;
    static final int MAX_KEY_FILE_BYTES = 4096;

    private static final int MAX_BYTES_PER_CHAR = 3;

    private static final byte[] FROM_KEY_FILE = MasterKey.info("opensesame store v1 key file");
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private final StoreOptions options;
    private final SecureRandom random;
    private final byte[] passphrase;
    private @Nullable MasterKey held;
    private @Nullable KeyParameters fresh;

    /** Copies the passphrase, so that the options may be wiped. */
    KeyRing(StoreOptions options, SecureRandom random) {
        this.options = options;
        this.random = random;
        this.passphrase = options.exposePassphrase().map(KeyRing::utf8).orElseGet(() -> new byte[0]);
    }

    private static byte[] utf8(char[] chars) {
        ByteBuffer encoded = ByteBuffer.allocate(chars.length * MAX_BYTES_PER_CHAR);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(chars), encoded, true);
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(chars, '\0');
        return bytes;
    }

    /** Returns the key of a file, if it is the one that wrote the file. */
    MasterKey keyOf(FileHeader header) throws StoreException {
        boolean fromPassphrase = header.parameters().fromPassphrase();
        if (fromPassphrase == options.keyFile().isPresent()) {
            throw wrongKey(fromPassphrase ? "a passphrase, not a key file" : "a key file, not a passphrase");
        }
        MasterKey master = keyFor(header.parameters());
        if (!MessageDigest.isEqual(master.check(), header.keyCheck())) {
            throw wrongKey(fromPassphrase ? "another passphrase" : "another key file");
        }
        return master;
    }

    private StoreException wrongKey(String what) {
        return new StoreException(
                StoreProblem.WRONG_KEY,
                "The local store " + options.file() + " was written under " + what
                        + ". It is left alone, and nothing is stored: configure its key, or delete the file.");
    }

    private MasterKey keyFor(KeyParameters parameters) throws StoreException {
        MasterKey known = held;
        if (known != null && known.parameters().equals(parameters)) {
            return known;
        }
        MasterKey derived = derive(parameters);
        if (known != null) {
            known.wipe();
        }
        held = derived;
        return derived;
    }

    /**
     * Returns the key of a file that is made now. Its parameters are this process's own choice: those of a file that
     * was not proven to be ours could be there to make the next one weak.
     */
    MasterKey keyForNewFile() throws StoreException {
        if (fresh == null) {
            fresh = KeyParameters.fresh(options, random);
        }
        return keyFor(fresh);
    }

    private MasterKey derive(KeyParameters parameters) throws StoreException {
        Path keyFile = options.keyFile().orElse(null);
        try {
            return new MasterKey(
                    parameters,
                    keyFile == null
                            ? KeyDerivation.argon2id(passphrase, parameters, MasterKey.BYTES)
                            : fromFile(keyFile, parameters));
        } catch (OutOfMemoryError e) {
            throw new StoreException(
                    StoreProblem.KEY_UNUSABLE,
                    "There is no memory to derive the key of the local store " + options.file() + ": Argon2id needs "
                            + parameters.memoryKib() + " KiB. Give the JVM more heap, or set argon2id(...) lower and"
                            + " delete the file.",
                    e);
        }
    }

    private static byte[] fromFile(Path keyFile, KeyParameters parameters) throws StoreException {
        byte[] secret = read(keyFile);
        try {
            return KeyDerivation.hkdf(secret, parameters.salt(), FROM_KEY_FILE, MasterKey.BYTES);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static byte[] read(Path keyFile) throws StoreException {
        try {
            // Opening a pipe or a device may wait for good.
            if (!Files.isRegularFile(keyFile)) {
                throw unusable(keyFile, "is missing or no regular file", null);
            }
            requirePrivate(keyFile);
            try (InputStream in = Files.newInputStream(keyFile)) {
                byte[] secret = in.readNBytes(MAX_KEY_FILE_BYTES + 1);
                if (secret.length < MIN_KEY_FILE_BYTES || secret.length > MAX_KEY_FILE_BYTES) {
                    Arrays.fill(secret, (byte) 0);
                    throw unusable(
                            keyFile,
                            "must have " + MIN_KEY_FILE_BYTES + " to " + MAX_KEY_FILE_BYTES + " random bytes",
                            null);
                }
                return secret;
            }
        } catch (IOException e) {
            throw unusable(keyFile, "cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** The group may read: that is how an orchestrator hands files to a container that is not root. */
    private static void requirePrivate(Path keyFile) throws IOException, StoreException {
        if (StoreFile.hasModes(keyFile)) {
            Set<PosixFilePermission> open = Files.getPosixFilePermissions(keyFile);
            if (open.stream().anyMatch(OTHERS::contains)) {
                throw unusable(keyFile, "is open to every user; set its mode to 0400 or 0440", null);
            }
        }
    }

    private static StoreException unusable(Path keyFile, String why, @Nullable Exception cause) {
        return new StoreException(
                StoreProblem.KEY_UNUSABLE,
                "The key file of the local store, " + keyFile + ", " + why + ". Until it is, nothing is stored.",
                cause);
    }

    void wipe() {
        Arrays.fill(passphrase, (byte) 0);
        if (held != null) {
            held.wipe();
        }
    }
}

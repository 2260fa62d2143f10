package io.opensesame.spring;

import io.opensesame.secrets.StoreOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The encrypted local store, which lets an application start while KMS is away; there is none unless its file is set.
 *
 * @param file the file
 * @param keyFile file with the key that encrypts it
 * @param passphrase passphrase that encrypts it, in the place of a key file
 * @param maxEntries how many copies it holds at most
 */
public record StoreSettings(
        @Nullable Path file,
        @Nullable Path keyFile,
        @Nullable String passphrase,
        @DefaultValue("1024") int maxEntries) {
    Optional<StoreOptions> options() {
        if (file == null) {
            if (keyFile != null || passphrase != null) {
                throw Setting.refused("store.file", null, "A store with a key has a file; set it as well.");
            }
            return Optional.empty();
        }
        if ((keyFile == null) == (passphrase == null)) {
            throw Setting.refused(
                    "store.key-file",
                    keyFile,
                    "A store is encrypted by a key file or by a passphrase; set one of both.");
        }
        StoreOptions.Builder builder = Setting.make("store.file", file, () -> StoreOptions.builder(file));
        Setting.apply("store.key-file", keyFile, builder::keyFile);
        if (passphrase != null) {
            applyPassphrase(builder, passphrase.toCharArray());
        }
        return Optional.of(Setting.make(
                "store.max-entries",
                maxEntries,
                () -> builder.maxEntries(maxEntries).build()));
    }

    private static void applyPassphrase(StoreOptions.Builder builder, char[] characters) {
        try {
            Setting.make("store", null, () -> builder.passphrase(characters));
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** {@return the files; the passphrase is redacted} */
    @Override
    public String toString() {
        return "StoreSettings[file=" + file + ", keyFile=" + keyFile + ", passphrase="
                + (passphrase == null ? "null" : "<redacted>") + ", maxEntries=" + maxEntries + "]";
    }
}

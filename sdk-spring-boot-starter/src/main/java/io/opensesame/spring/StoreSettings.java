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
            return Optional.empty();
        }
        StoreOptions[] built = new StoreOptions[1];
        Setting.guard("store", "file " + file, () -> {
            StoreOptions.Builder builder = StoreOptions.builder(file).maxEntries(maxEntries);
            if (keyFile != null) {
                builder.keyFile(keyFile);
            }
            if (passphrase != null) {
                char[] characters = passphrase.toCharArray();
                builder.passphrase(characters);
                Arrays.fill(characters, '\0');
            }
            built[0] = builder.build();
        });
        return Optional.of(built[0]);
    }

    /** {@return the file; the passphrase is redacted} */
    @Override
    public String toString() {
        return "StoreSettings[file=" + file + ", keyFile=" + keyFile + ", passphrase=<redacted>]";
    }
}

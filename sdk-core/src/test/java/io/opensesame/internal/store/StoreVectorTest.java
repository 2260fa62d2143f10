package io.opensesame.internal.store;

import static io.opensesame.internal.store.StoreScene.START;
import static io.opensesame.internal.store.StoreScene.current;
import static io.opensesame.internal.store.StoreScene.find;
import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.internal.cache.ReadRequest;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were written when the format was made still open: whoever changes the format changes its version. */
class StoreVectorTest {
    @TempDir
    Path directory;

    private final SecretValue login = SecretValue.builder("acs:kms:orders/db", "v1")
            .stages(Set.of(VersionStage.CURRENT, VersionStage.of("blue")))
            .type(SecretType.RDS)
            .text("{\"username\":\"app\",\"password\":\"pässword\"}")
            .loadedAt(START)
            .nextRotation(START.plusSeconds(3600))
            .lastRotation(START.minusSeconds(3600))
            .build();
    private final SecretValue keystore = SecretValue.builder("mail/keystore", "v7")
            .bytes(new byte[] {0, 1, -1})
            .loadedAt(START.minusSeconds(5))
            .build();

    @Test
    void find_fileOfVersionOneUnderAPassphrase_givesItsValues() throws Exception {
        StoreScene scene = scene("passphrase.store");

        try (EncryptedArchive archive = scene.open(scene.byPassphrase("correct horse battery staple"))) {
            assertValues(archive);
        }
        assertThat(scene.reporter.problems).isEmpty();
    }

    @Test
    void find_fileOfVersionOneUnderAKeyFile_givesItsValues() throws Exception {
        StoreScene scene = scene("key-file.store");

        try (EncryptedArchive archive = scene.open()) {
            assertValues(archive);
        }
        assertThat(scene.reporter.problems).isEmpty();
    }

    private void assertValues(EncryptedArchive archive) {
        assertThat(find(archive, current("orders/db"))).hasValueSatisfying(value -> {
            assertThat(value).isEqualTo(login);
            assertThat(value.type()).isEqualTo(login.type());
            assertThat(value.nextRotation()).isEqualTo(login.nextRotation());
            assertThat(value.lastRotation()).isEqualTo(login.lastRotation());
        });
        assertThat(find(archive, ReadRequest.version("mail/keystore", "v7"))).hasValue(keystore);
        assertThat(find(archive, current("refused"))).isEmpty();
    }

    private StoreScene scene(String resource) throws IOException {
        StoreScene scene = StoreScene.existing(directory);
        byte[] key = new byte[64];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        StoreScene.write(scene.keyFile, key);
        try (InputStream in = getClass().getResourceAsStream("/store-v1/" + resource)) {
            scene.bytes(Objects.requireNonNull(in, resource).readAllBytes());
        }
        return scene;
    }
}

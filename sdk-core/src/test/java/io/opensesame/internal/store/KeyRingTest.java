package io.opensesame.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.secrets.StoreOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
    @TempDir
    Path directory;

    private StoreScene scene;

    @BeforeEach
    void prepare() {
        scene = StoreScene.fresh(directory);
    }

    @Test
    void wipe_afterAPassphraseWasUsed_leavesNoKey() throws Exception {
        KeyRing keys = new KeyRing(scene.byPassphrase("correct horse battery"), scene.random);
        MasterKey master = keys.keyForNewFile();
        MasterKey zeros = new MasterKey(master.parameters(), new byte[MasterKey.BYTES]);
        assertThat(master.check()).isNotEqualTo(zeros.check());

        keys.wipe();

        assertThat(master.check()).isEqualTo(zeros.check());
        assertThat(passphrase(keys)).isNotEmpty().containsOnly(0);
    }

    @Test
    void wipe_throughTheArchive_happensAtItsEnd() throws Exception {
        EncryptedArchive archive = scene.open(scene.byPassphrase("correct horse battery"));
        archive.keep(StoreScene.current("orders/db"), scene.value("orders/db", "v1"));
        KeyRing keys = (KeyRing) field(field(archive, "file"), "keys");

        archive.close();

        assertThat(passphrase(keys)).isNotEmpty().containsOnly(0);
        assertThat((byte[]) field(field(keys, "held"), "key")).hasSize(32).containsOnly(0);
    }

    @Test
    void keyOf_sameFileTwice_derivesOnce() throws Exception {
        KeyRing keys = new KeyRing(scene.byPassphrase("correct horse battery"), scene.random);
        MasterKey master = keys.keyForNewFile();
        FileHeader header = header(master);

        assertThat(keys.keyOf(header)).isSameAs(master);
        assertThat(keys.keyForNewFile()).isSameAs(master);
    }

    @Test
    void keyOf_fileOfAnotherRing_isTheSameKeyUnderTheSamePassphrase() throws Exception {
        KeyRing one = new KeyRing(scene.byPassphrase("correct horse battery"), scene.random);
        KeyRing other = new KeyRing(scene.byPassphrase("correct horse battery"), scene.random);
        FileHeader header = header(one.keyForNewFile());

        assertThat(other.keyOf(header).check()).isEqualTo(header.keyCheck());
    }

    @Test
    void keyForNewFile_afterAFileThatAsksForLess_keepsToTheOptions() throws Exception {
        StoreOptions stronger = StoreOptions.builder(scene.file)
                .passphrase("correct horse battery".toCharArray())
                .argon2id(16_384, 2, 1)
                .build();
        KeyRing weaker = new KeyRing(scene.byPassphrase("correct horse battery"), scene.random);
        KeyRing keys = new KeyRing(stronger, scene.random);
        keys.keyOf(header(weaker.keyForNewFile()));

        KeyParameters fresh = keys.keyForNewFile().parameters();

        assertThat(fresh.memoryKib()).isEqualTo(16_384);
        assertThat(fresh.iterations()).isEqualTo(2);
    }

    @Test
    void keyForNewFile_keyFileOpenToAll_isRefused() throws Exception {
        Files.setPosixFilePermissions(scene.keyFile, PosixFilePermissions.fromString("rw-r--r--"));

        assertUnusable("open to every user; set its mode to 0400 or 0440");
    }

    @Test
    void keyForNewFile_keyFileOpenToItsGroup_isUsed() throws Exception {
        Files.setPosixFilePermissions(scene.keyFile, PosixFilePermissions.fromString("r--r-----"));

        assertThat(scene.keys().keyForNewFile()).isNotNull();
    }

    @Test
    void keyForNewFile_keyFileTooShortTooLongOrMissing_isRefused() throws Exception {
        writeKey(new byte[31]);
        assertUnusable("32 to 4096 random bytes");
        writeKey(new byte[4097]);
        assertUnusable("32 to 4096 random bytes");
        Files.delete(scene.keyFile);
        assertUnusable("is missing or no regular file");
    }

    @Test
    void read_parametersBeyondTheCaps_areDamageBeforeAnythingIsDerived() {
        assertDamaged(1, 262_145, 1, 1);
        assertDamaged(1, Integer.MAX_VALUE, 1, 1);
        assertDamaged(1, -1, 1, 1);
        assertDamaged(1, 8_191, 1, 1);
        assertDamaged(1, 8_192, 17, 1);
        assertDamaged(1, 8_192, 0, 1);
        assertDamaged(1, 8_192, 1, 17);
        assertDamaged(1, 8_192, 1, 0);
        assertDamaged(2, 8_192, 1, 1);
        assertDamaged(3, 0, 0, 0);
    }

    @Test
    void read_largestOptions_areWithinTheCaps() throws Exception {
        StoreOptions largest = StoreOptions.builder(scene.file)
                .passphrase("correct horse battery".toCharArray())
                .argon2id(262_144, 16, 16)
                .build();
        KeyParameters parameters = KeyParameters.fresh(largest, scene.random);
        FieldWriter out = new FieldWriter();
        parameters.write(out);

        assertThat(KeyParameters.read(new FieldReader(out.toBytes()))).isEqualTo(parameters);
    }

    private static void assertDamaged(int source, int memoryKib, int iterations, int parallelism) {
        byte[] bytes = new FieldWriter()
                .u8(source)
                .u8(0)
                .u32(memoryKib)
                .u32(iterations)
                .u32(parallelism)
                .raw(new byte[KeyParameters.SALT_BYTES])
                .toBytes();

        assertThatThrownBy(() -> KeyParameters.read(new FieldReader(bytes)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.DAMAGED));
    }

    private void assertUnusable(String message) {
        assertThatThrownBy(() -> scene.keys().keyForNewFile())
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.KEY_UNUSABLE))
                .hasMessageContaining(message)
                .hasMessageContaining(scene.keyFile.toString());
    }

    private void writeKey(byte[] key) throws IOException {
        Files.write(scene.keyFile, key);
    }

    private static FileHeader header(MasterKey master) {
        return new FileHeader(master.parameters(), master.check(), new byte[FileHeader.SALT_BYTES], 16, 0);
    }

    private static byte[] passphrase(KeyRing keys) throws ReflectiveOperationException {
        return (byte[]) field(keys, "passphrase");
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return Objects.requireNonNull(field.get(owner));
    }
}

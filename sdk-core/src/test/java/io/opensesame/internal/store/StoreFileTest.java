package io.opensesame.internal.store;

import static io.opensesame.internal.store.StoreScene.CANARY;
import static io.opensesame.internal.store.StoreScene.current;
import static io.opensesame.internal.store.StoreScene.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.StoreOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFileTest {
    @TempDir
    Path directory;

    private StoreScene scene;

    @BeforeEach
    void prepare() {
        assumeThat(StoreFile.hasModes(directory)).isTrue();
        scene = StoreScene.fresh(directory);
    }

    @Test
    void write_anyFile_isForItsOwnerAloneFromTheStart() throws Exception {
        List<String> modesAtCreation = new CopyOnWriteArrayList<>();
        scene.steps = new FileSteps() {
            @Override
            FileChannel create(Path temporary) throws IOException {
                FileChannel channel = super.create(temporary);
                modesAtCreation.add(mode(temporary));
                return channel;
            }
        };

        scene.store(scene.value("orders/db", "v1"));

        assertThat(modesAtCreation).containsExactly("rw-------");
        assertThat(mode(scene.file)).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("secrets.store.lock"))).isEqualTo("rw-------");
        assertThat(scene.files()).containsExactly("secrets.key", "secrets.store", "secrets.store.lock");
    }

    @Test
    void write_noDirectoryYet_makesItForItsOwnerAlone() throws Exception {
        Path made = directory.resolve("state");
        StoreOptions options = StoreOptions.builder(made.resolve("secrets.store"))
                .keyFile(scene.keyFile)
                .build();

        try (EncryptedArchive archive = scene.open(options)) {
            archive.keep(current("orders/db"), scene.value("orders/db", "v1"));
        }

        assertThat(mode(made)).isEqualTo("rwx------");
        assertThat(made.resolve("secrets.store")).exists();
    }

    @Test
    void write_everyFileAtEveryStep_hasNoPlaintext() {
        List<String> seen = new CopyOnWriteArrayList<>();
        scene.steps = new FileSteps() {
            @Override
            void write(FileChannel channel, byte[] bytes) throws IOException {
                seen.add(new String(bytes, StandardCharsets.ISO_8859_1));
                super.write(channel, bytes);
            }

            @Override
            void move(Path from, Path to) throws IOException {
                for (String name : scene.files()) {
                    seen.add(Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1));
                }
                super.move(from, to);
            }
        };

        scene.store(scene.value("orders/db", "v1"), scene.value("payments/token", "t1"));

        assertThat(seen).hasSizeGreaterThan(2).noneMatch(text -> text.contains(CANARY) || text.contains("orders/db"));
        assertThat(scene.reporter.messages).isEmpty();
    }

    @Test
    void read_fileOpenToOthers_isReportedAndPutRight() throws Exception {
        scene.store(scene.value("orders/db", "v1"));
        Files.setPosixFilePermissions(scene.file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(scene.stored("orders/db")).isPresent();

        assertThat(mode(scene.file)).isEqualTo("rw-------");
        assertThat(scene.reporter.problems).containsExactly(StoreProblem.EXPOSED);
    }

    @Test
    void write_throughASymbolicLink_isRefused() throws Exception {
        Path target = Files.writeString(directory.resolve("target"), "not ours");
        Files.createSymbolicLink(scene.file, target);

        scene.store(scene.value("orders/db", "v1"));

        assertThat(target).hasContent("not ours");
        assertThat(scene.file).isSymbolicLink();
        assertThat(scene.reporter.problems).containsOnly(StoreProblem.UNREADABLE);
        assertThat(scene.reporter.messages.get(0)).contains("symbolic link");
    }

    @Test
    void write_lockThatIsASymbolicLink_isRefused() throws Exception {
        Path target = Files.writeString(directory.resolve("target"), "not ours");
        Files.createSymbolicLink(directory.resolve("secrets.store.lock"), target);

        scene.store(scene.value("orders/db", "v1"));

        assertThat(scene.files()).doesNotContain("secrets.store");
        assertThat(scene.reporter.problems).containsOnly(StoreProblem.UNWRITABLE);
    }

    @Test
    void read_directoryInItsPlace_isReportedAndLeftAlone() throws Exception {
        Files.createDirectory(scene.file);

        scene.store(scene.value("orders/db", "v1"));

        assertThat(scene.file).isDirectory();
        assertThat(scene.reporter.problems).containsOnly(StoreProblem.UNREADABLE);
    }

    @Test
    void read_fileLargerThanAnyStore_isSetAsideUnread() throws Exception {
        try (RandomAccessFile sparse = new RandomAccessFile(scene.file.toFile(), "rw")) {
            sparse.setLength(StoreFormat.MAX_FILE_BYTES + 1L);
        }

        scene.store(scene.value("orders/db", "v1"));

        assertThat(scene.damaged()).hasSize(1);
        assertThat(scene.stored("orders/db")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "write", "force", "move"})
    void write_failingAtAStep_leavesTheOldFileAndNothingElse(String step) {
        scene.store(scene.value("orders/db", "v1"));
        byte[] before = scene.bytes();
        scene.steps = new FailingSteps(step, new AtomicBoolean(true));
        scene.now = scene.now.plusSeconds(1);

        scene.store(scene.value("orders/db", "v2"));

        assertThat(scene.bytes()).isEqualTo(before);
        assertThat(scene.files()).containsExactly("secrets.key", "secrets.store", "secrets.store.lock");
        assertThat(scene.reporter.problems).containsOnly(StoreProblem.UNWRITABLE);
        assertThat(scene.reporter.messages.get(0))
                .contains(scene.file.toString())
                .doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "write", "force", "move"})
    void write_failingForAWhile_isMadeUpFor(String step) {
        AtomicBoolean failing = new AtomicBoolean(true);
        scene.steps = new FailingSteps(step, failing);
        try (EncryptedArchive archive = scene.open()) {
            archive.keep(current("orders/db"), scene.value("orders/db", "v1"));
            await().until(() -> scene.reporter.problems.contains(StoreProblem.UNWRITABLE));
            assertThat(find(archive, current("orders/db"))).isPresent();

            failing.set(false);
            await().until(() -> scene.reporter.written.contains(1));
        }

        assertThat(scene.stored("orders/db")).map(SecretValue::versionId).hasValue("v1");
    }

    @Test
    void write_temporaryFileOfAKilledProcess_isSwept() throws Exception {
        Files.write(directory.resolve("secrets.store.tmp-0011223344556677"), new byte[] {1, 2, 3});

        scene.store(scene.value("orders/db", "v1"));

        assertThat(scene.files()).containsExactly("secrets.key", "secrets.store", "secrets.store.lock");
    }

    @Test
    void read_oldCopyOfTheFilePutBack_isBoundedByMaxStaleAlone() {
        scene.store(scene.value("orders/db", "v1"));
        byte[] old = scene.bytes();
        scene.now = scene.now.plusSeconds(60);
        scene.store(scene.value("orders/db", "v2"));

        scene.bytes(old);

        assertThat(scene.stored("orders/db")).map(SecretValue::versionId).hasValue("v1");
        scene.now = StoreScene.START.plus(StoreScene.MAX_STALE).plusSeconds(1);
        assertThat(scene.stored("orders/db")).isEmpty();
    }

    /** Fails one step, half done where it can be. */
    private static final class FailingSteps extends FileSteps {
        private final String step;
        private final AtomicBoolean failing;

        FailingSteps(String step, AtomicBoolean failing) {
            this.step = step;
            this.failing = failing;
        }

        private void failAt(String name) throws IOException {
            if (failing.get() && step.equals(name)) {
                throw new IOException("no space left on device");
            }
        }

        @Override
        FileChannel create(Path temporary) throws IOException {
            failAt("create");
            return super.create(temporary);
        }

        @Override
        void write(FileChannel channel, byte[] bytes) throws IOException {
            if (step.equals("write")) {
                super.write(channel, Arrays.copyOf(bytes, bytes.length / 2));
                failAt("write");
                channel.truncate(0);
                channel.position(0);
            }
            super.write(channel, bytes);
        }

        @Override
        void force(FileChannel channel) throws IOException {
            failAt("force");
            super.force(channel);
        }

        @Override
        void move(Path from, Path to) throws IOException {
            failAt("move");
            super.move(from, to);
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

package io.opensesame.internal.store;

import static io.opensesame.internal.store.StoreScene.CANARY;
import static io.opensesame.internal.store.StoreScene.MAX_STALE;
import static io.opensesame.internal.store.StoreScene.SCOPE;
import static io.opensesame.internal.store.StoreScene.START;
import static io.opensesame.internal.store.StoreScene.current;
import static io.opensesame.internal.store.StoreScene.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opensesame.internal.cache.ReadRequest;
import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.StoreOptions;
import io.opensesame.secrets.VersionStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EncryptedArchiveTest {
    @TempDir
    Path directory;

    private StoreScene scene;

    @BeforeEach
    void prepare() {
        scene = StoreScene.fresh(directory);
    }

    @Test
    void find_afterARestart_givesTheValueWithAllThatItKnew() throws Exception {
        SecretValue kept = scene.value("orders/db", "v1");
        scene.store(kept);

        try (EncryptedArchive archive = scene.open()) {
            Loaded found =
                    archive.find(current("orders/db")).get(30, TimeUnit.SECONDS).orElseThrow();

            assertThat(found.value()).isEqualTo(kept);
            assertThat(found.value().type()).isEqualTo(SecretType.RDS);
            assertThat(found.value().binary()).isFalse();
            assertThat(found.value().nextRotation()).isEqualTo(kept.nextRotation());
            assertThat(found.value().lastRotation()).isEmpty();
            assertThat(found.home()).isFalse();
            assertThat(scene.reporter.read).containsExactly("orders/db");
            assertThat(scene.reporter.problems).isEmpty();
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void close_whileTheThreadComesToItsEnd_neverWaitsForItForGood() {
        SecretValue value = scene.value("orders/db", "v1");

        for (int i = 0; i < 300; i++) {
            try (EncryptedArchive archive = scene.open()) {
                archive.keep(current("orders/db"), value);
            }
        }

        assertThat(scene.stored("orders/db")).isPresent();
    }

    @Test
    void find_valueAgesByTheClockThatTheStoreWasGiven() throws Exception {
        scene.store(scene.value("orders/db", "v1"));
        scene.now = START.plus(Duration.ofHours(2));

        try (EncryptedArchive archive = scene.open()) {
            Loaded found =
                    archive.find(current("orders/db")).get(30, TimeUnit.SECONDS).orElseThrow();

            assertThat(found.value().age()).isEqualTo(Duration.ofHours(2));
        }
    }

    @Test
    void find_binaryValueByVersionId_givesItsBytesAndTheMeansToWipeThem() throws Exception {
        byte[] bytes = {0, -1, 127, -128};
        SecretValue kept = SecretValue.builder("mail/keystore", "v7")
                .bytes(bytes)
                .loadedAt(START)
                .lastRotation(START.minusSeconds(9))
                .build();
        ReadRequest byId = ReadRequest.version("mail/keystore", "v7");
        try (EncryptedArchive archive = scene.open()) {
            archive.keep(byId, kept);
        }

        try (EncryptedArchive archive = scene.open()) {
            Loaded found = archive.find(byId).get(30, TimeUnit.SECONDS).orElseThrow();
            assertThat(found.value().binary()).isTrue();
            assertThat(found.value().exposeBytes()).isEqualTo(bytes);
            assertThat(found.value().lastRotation()).isEqualTo(kept.lastRotation());

            found.wipe().run();

            assertThatThrownBy(() -> found.value().exposeBytes()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void find_copy_agesByTheClockOfItsClient() {
        scene.store(scene.value("orders/db", "v1"));
        scene.now = START.plus(Duration.ofHours(3));

        assertThat(scene.stored("orders/db")).map(SecretValue::age).hasValue(Duration.ofHours(3));
    }

    @Test
    void find_whatWasNotKept_isEmpty() {
        scene.store(scene.value("orders/db", "v1"));

        try (EncryptedArchive archive = scene.open()) {
            assertThat(find(archive, current("another"))).isEmpty();
            assertThat(find(archive, ReadRequest.stage("orders/db", VersionStage.PREVIOUS)))
                    .isEmpty();
            assertThat(find(archive, ReadRequest.version("orders/db", "ACSCurrent")))
                    .isEmpty();
        }
    }

    @Test
    void find_keptUnderAnotherScope_isEmptyAndStaysThere() {
        scene.store(scene.value("orders/db", "v1"));

        try (EncryptedArchive other = scene.open(scene.byKeyFile(), "kms.cn-beijing.aliyuncs.com")) {
            assertThat(find(other, current("orders/db"))).isEmpty();
            other.keep(current("orders/db"), scene.value("orders/db", "b1"));
        }

        assertThat(scene.stored("orders/db")).map(SecretValue::versionId).hasValue("v1");
    }

    @Test
    void find_beforeTheWrite_givesWhatWasKept() {
        try (EncryptedArchive archive = slow()) {
            archive.keep(current("orders/db"), scene.value("orders/db", "v1"));

            assertThat(find(archive, current("orders/db")))
                    .map(SecretValue::exposeText)
                    .hasValue(CANARY + "/orders/db/v1");
        }
    }

    @Test
    void find_asOldAsMaxStale_givesItAndNothingOlder() {
        scene.store(scene.value("orders/db", "v1"));

        scene.now = START.plus(MAX_STALE);
        assertThat(scene.stored("orders/db")).isPresent();

        scene.now = START.plus(MAX_STALE).plusNanos(1);
        assertThat(scene.stored("orders/db")).isEmpty();
    }

    @Test
    void find_fetchedInTheFuture_isEmptyBeyondAMinute() {
        scene.store(scene.value("orders/db", "v1"));

        scene.now = START.minus(StoreAge.TOLERANCE);
        assertThat(scene.stored("orders/db")).map(SecretValue::loadedAt).hasValue(scene.now);

        scene.now = START.minus(StoreAge.TOLERANCE).minusNanos(1);
        assertThat(scene.stored("orders/db")).isEmpty();
    }

    @Test
    void keep_newerVersion_replacesTheOlder() {
        scene.store(scene.value("orders/db", "v1"));
        scene.now = START.plusSeconds(60);
        scene.store(scene.value("orders/db", "v2"));

        assertThat(scene.stored("orders/db")).map(SecretValue::versionId).hasValue("v2");
    }

    @Test
    void keep_unchangedVersion_isWrittenWithTheNextChangeAndNotBefore() {
        WriteSchedule patient = new WriteSchedule(Duration.ofMillis(1), Duration.ofHours(1), Duration.ofHours(1));
        try (EncryptedArchive archive = open(patient)) {
            archive.keep(current("orders/db"), scene.value("orders/db", "v1"));
            await().until(() -> scene.reporter.written.size() == 1);

            scene.now = START.plusSeconds(600);
            archive.keep(current("orders/db"), scene.value("orders/db", "v1"));
            assertThat(scene.stored("orders/db")).map(SecretValue::loadedAt).hasValue(START);

            archive.keep(current("payments/token"), scene.value("payments/token", "t1"));
            await().until(() -> scene.reporter.written.size() == 2);
            assertThat(scene.stored("orders/db")).map(SecretValue::loadedAt).hasValue(scene.now);
        }
    }

    @Test
    void forget_whatTheFileHasNot_leavesItAsItIs() {
        scene.store(scene.value("orders/db", "v1"));
        byte[] before = scene.bytes();

        try (EncryptedArchive archive = scene.open()) {
            archive.forget(current("never/kept"));
        }

        assertThat(scene.bytes()).isEqualTo(before);
        assertThat(scene.reporter.written).containsExactly(1);
    }

    @Test
    void keep_moreThanTheBound_keepsTheNewest() {
        StoreOptions two = StoreOptions.builder(scene.file)
                .keyFile(scene.keyFile)
                .maxEntries(2)
                .build();
        for (String name : List.of("a", "b", "c")) {
            scene.now = scene.now.plusSeconds(1);
            try (EncryptedArchive archive = scene.open(two)) {
                archive.keep(current(name), scene.value(name, "v1"));
            }
        }

        assertThat(scene.stored("a")).isEmpty();
        assertThat(scene.stored("b")).isPresent();
        assertThat(scene.stored("c")).isPresent();
    }

    @Test
    void keep_valueThatIsWipedMeanwhile_writesNothing() {
        Runnable[] wipe = new Runnable[1];
        SecretValue value =
                SecretValue.builder("orders/db", "v1").text("x").loadedAt(START).buildWipeable(w -> wipe[0] = w);
        wipe[0].run();

        scene.store(value);

        assertThat(scene.files()).doesNotContain("secrets.store");
        assertThat(scene.reporter.problems).isEmpty();
    }

    @Test
    void keep_valueWipedAfterwards_hasItsCopy() {
        Runnable[] wipe = new Runnable[1];
        SecretValue value = SecretValue.builder("orders/db", "v1")
                .text("still here")
                .loadedAt(START)
                .buildWipeable(w -> wipe[0] = w);
        try (EncryptedArchive archive = slow()) {
            archive.keep(current("orders/db"), value);
            wipe[0].run();
        }

        assertThat(scene.stored("orders/db")).map(SecretValue::exposeText).hasValue("still here");
    }

    @Test
    void keep_valueBeyondTheBound_isReportedAndHasNoCopy() {
        SecretValue large = SecretValue.builder("large", "v1")
                .bytes(new byte[StoredEntry.MAX_PLAINTEXT_BYTES + 1])
                .loadedAt(START)
                .build();

        scene.store(large, scene.value("orders/db", "v1"));

        assertThat(scene.reporter.problems).containsExactly(StoreProblem.TOO_LARGE);
        assertThat(scene.stored("large")).isEmpty();
        assertThat(scene.stored("orders/db")).isPresent();
    }

    @Test
    void forget_whatWasKept_isGoneAtOnceAndFromTheFile() {
        scene.store(scene.value("orders/db", "v1"), scene.value("payments/token", "t1"));
        scene.now = START.plusSeconds(1);

        try (EncryptedArchive archive = slow()) {
            archive.forget(current("orders/db"));
            assertThat(find(archive, current("orders/db"))).isEmpty();
        }

        assertThat(scene.stored("orders/db")).isEmpty();
        assertThat(scene.stored("payments/token")).isPresent();
    }

    @Test
    void forget_beforeAnotherProcessWritesAnOlderCopy_winsOverIt() {
        SecretValue old = scene.value("orders/db", "v1");
        scene.store(old);
        try (EncryptedArchive behind = slow()) {
            behind.keep(current("orders/db"), old);
            scene.now = START.plusSeconds(1);
            try (EncryptedArchive refused = scene.open()) {
                refused.forget(current("orders/db"));
            }
        }

        assertThat(scene.stored("orders/db")).isEmpty();
    }

    @Test
    void keep_afterARefusal_isThereAgain() {
        scene.store(scene.value("orders/db", "v1"));
        scene.now = START.plusSeconds(1);
        try (EncryptedArchive archive = scene.open()) {
            archive.forget(current("orders/db"));
        }
        scene.now = START.plusSeconds(2);

        scene.store(scene.value("orders/db", "v1"));

        assertThat(scene.stored("orders/db")).isPresent();
    }

    @Test
    void find_underAnotherPassphrase_isEmptyAndHarmsNothing() {
        try (EncryptedArchive right = scene.open(scene.byPassphrase("correct horse battery"))) {
            right.keep(current("orders/db"), scene.value("orders/db", "v1"));
        }
        byte[] before = scene.bytes();

        try (EncryptedArchive wrong = scene.open(scene.byPassphrase("incorrect horse battery"))) {
            assertThat(find(wrong, current("orders/db"))).isEmpty();
            wrong.keep(current("payments/token"), scene.value("payments/token", "t1"));
        }

        assertThat(scene.bytes()).isEqualTo(before);
        assertThat(scene.damaged()).isEmpty();
        assertThat(scene.reporter.problems).isNotEmpty().containsOnly(StoreProblem.WRONG_KEY);
        assertThat(scene.reporter.messages.get(0)).contains("another passphrase", scene.file.toString());
        try (EncryptedArchive right = scene.open(scene.byPassphrase("correct horse battery"))) {
            assertThat(find(right, current("orders/db"))).isPresent();
        }
    }

    @Test
    void find_keyFileWherePassphraseWas_isReportedAsTheWrongKey() {
        scene.store(scene.value("orders/db", "v1"));

        try (EncryptedArchive other = scene.open(scene.byPassphrase("correct horse battery"))) {
            assertThat(find(other, current("orders/db"))).isEmpty();
        }

        assertThat(scene.reporter.messages.get(0)).contains("written under a key file, not a passphrase");
        assertThat(scene.stored("orders/db")).isPresent();
    }

    @Test
    void find_damagedFile_setsItAsideAndGoesOnWithAnEmptyStore() {
        scene.store(scene.value("orders/db", "v1"));
        byte[] damaged = scene.bytes();
        damaged[damaged.length - 1] ^= 1;
        scene.bytes(damaged);

        try (EncryptedArchive archive = scene.open()) {
            assertThat(find(archive, current("orders/db"))).isEmpty();
            await().until(() -> scene.damaged().size() == 1);
            archive.keep(current("payments/token"), scene.value("payments/token", "t1"));
        }

        assertThat(scene.damaged()).containsExactly("secrets.store.damaged-20260102T030405678Z");
        assertThat(directory.resolve(scene.damaged().get(0))).hasBinaryContent(damaged);
        assertThat(scene.reporter.problems).containsExactly(StoreProblem.DAMAGED);
        assertThat(scene.stored("payments/token")).isPresent();
    }

    @Test
    void find_damagedAgainAndAgain_keepsTheNewestThree() {
        for (int i = 0; i < 5; i++) {
            scene.bytes(new byte[] {(byte) i});
            scene.now = START.plusSeconds(i);
            try (EncryptedArchive archive = scene.open()) {
                assertThat(find(archive, current("orders/db"))).isEmpty();
                await().until(() -> !scene.files().contains("secrets.store"));
            }
        }

        assertThat(scene.damaged())
                .containsExactly(
                        "secrets.store.damaged-20260102T030407678Z",
                        "secrets.store.damaged-20260102T030408678Z",
                        "secrets.store.damaged-20260102T030409678Z");
    }

    @Test
    void find_keyFileMissing_isReportedAndPutRightLater() throws Exception {
        Path moved = directory.resolve("elsewhere");
        Files.move(scene.keyFile, moved);
        try (EncryptedArchive archive = scene.open()) {
            archive.keep(current("orders/db"), scene.value("orders/db", "v1"));
            await().until(() -> scene.reporter.problems.contains(StoreProblem.KEY_UNUSABLE));
            Files.move(moved, scene.keyFile);
            await().until(() -> scene.reporter.written.contains(1));
        }

        assertThat(scene.stored("orders/db")).isPresent();
    }

    @Test
    void keep_severalArchivesOfOneProcessTogether_losesNothing() throws Exception {
        List<Thread> writers = IntStream.range(0, 4)
                .mapToObj(writer -> new Thread(() -> {
                    try (EncryptedArchive archive = scene.open()) {
                        for (int i = 0; i < 25; i++) {
                            String name = "secret-" + writer + "-" + i;
                            archive.keep(current(name), scene.value(name, "v1"));
                            find(archive, current(name));
                        }
                    }
                }))
                .toList();
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join(60_000);
        }

        assertThat(scene.reporter.problems).isEmpty();
        try (EncryptedArchive archive = scene.open()) {
            for (int writer = 0; writer < 4; writer++) {
                for (int i = 0; i < 25; i++) {
                    assertThat(find(archive, current("secret-" + writer + "-" + i)))
                            .isPresent();
                }
            }
        }
    }

    @Test
    void anyMethod_reporterAndBoundThrow_throwsNothing() {
        StoreReporter hostile = new StoreReporter() {
            @Override
            public void storeRead(String secretName) {
                throw new IllegalStateException(CANARY);
            }

            @Override
            public void storeWritten(int entries) {
                throw new IllegalStateException(CANARY);
            }

            @Override
            public void storeFailed(StoreProblem problem, String message) {
                throw new IllegalStateException(CANARY);
            }
        };
        WriteSchedule soon = new WriteSchedule(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1));
        try (EncryptedArchive archive = new EncryptedArchive(
                scene.byKeyFile(),
                SCOPE,
                name -> {
                    if (name.equals("hostile")) {
                        throw new IllegalStateException(CANARY);
                    }
                    return MAX_STALE;
                },
                scene.clock,
                scene.random,
                hostile,
                soon,
                scene.steps)) {
            archive.keep(current("orders/db"), scene.value("orders/db", "v1"));
            assertThat(find(archive, current("orders/db"))).isPresent();
            archive.keep(current("hostile"), scene.value("hostile", "v1"));
            assertThat(find(archive, current("hostile"))).isEmpty();
        }
    }

    @Test
    void anyMethod_afterClose_doesNothing() {
        EncryptedArchive archive = scene.open();
        archive.close();

        archive.keep(current("orders/db"), scene.value("orders/db", "v1"));
        archive.forget(current("orders/db"));
        archive.close();

        assertThat(archive.find(current("orders/db"))).isCompletedWithValue(Optional.empty());
        assertThat(scene.files()).containsExactly("secrets.key");
    }

    @Test
    void close_withTheLockHeldByOthers_endsItsThreadInBoundedTime() throws Exception {
        scene.store(scene.value("orders/db", "v1"));
        StoreLock.Held held = new StoreLock(scene.file).acquire(Duration.ofSeconds(1));
        try {
            EncryptedArchive archive = scene.open();
            Thread thread = storeThread(archive);
            archive.keep(current("payments/token"), scene.value("payments/token", "t1"));

            archive.close();

            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
            assertThat(scene.reporter.problems).contains(StoreProblem.BUSY);
        } finally {
            held.close();
        }
        assertThat(scene.stored("orders/db")).isPresent();
        assertThat(scene.stored("payments/token")).isEmpty();
    }

    @Test
    void close_ofAnArchiveInUse_leavesNoThread() throws Exception {
        EncryptedArchive archive = scene.open();
        archive.keep(current("orders/db"), scene.value("orders/db", "v1"));
        Thread thread = storeThread(archive);

        archive.close();

        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("opensesame-store");
    }

    @Test
    void constructor_wipedOptions_isRefused() {
        StoreOptions options = scene.byPassphrase("correct horse battery");
        options.wipe();

        assertThatThrownBy(() -> scene.open(options)).isInstanceOf(IllegalStateException.class);
    }

    /** A thread that answers a find is the archive's own. */
    private static Thread storeThread(EncryptedArchive archive) throws Exception {
        Thread answered = Thread.currentThread();
        while (answered.equals(Thread.currentThread())) { // the answer may be there before we say what to do with it
            answered = archive.find(current("any"))
                    .thenApply(found -> Thread.currentThread())
                    .get(30, TimeUnit.SECONDS);
        }
        return answered;
    }

    private EncryptedArchive slow() {
        return open(new WriteSchedule(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)));
    }

    private EncryptedArchive open(WriteSchedule schedule) {
        return new EncryptedArchive(
                scene.byKeyFile(),
                SCOPE,
                name -> MAX_STALE,
                scene.clock,
                scene.random,
                scene.reporter,
                schedule,
                scene.steps);
    }
}

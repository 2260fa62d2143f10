package io.opensesame.internal.store;

import io.opensesame.internal.cache.ReadRequest;
import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.StoreOptions;
import io.opensesame.secrets.VersionStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** A directory with a key file, a clock that stands still, and archives that write at once. */
final class StoreScene {
    static final String SCOPE = "kms.cn-hangzhou.aliyuncs.com";
    static final Instant START = Instant.parse("2026-01-02T03:04:05.678901234Z");
    static final Duration MAX_STALE = Duration.ofHours(24);
    static final String CANARY = "canary-d41d8cd98f00b204";

    final Path directory;
    final Path file;
    final Path keyFile;
    final Recorder reporter = new Recorder();
    final SecureRandom random = new SecureRandom();
    volatile Instant now = START;
    final InstantSource clock = () -> now;
    FileSteps steps = new FileSteps();

    private StoreScene(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("secrets.store");
        this.keyFile = directory.resolve("secrets.key");
    }

    /** A directory that has its key file already. */
    static StoreScene existing(Path directory) {
        return new StoreScene(directory);
    }

    /** A directory that gets a key file now. */
    static StoreScene fresh(Path directory) {
        StoreScene scene = new StoreScene(directory);
        byte[] key = new byte[32];
        scene.random.nextBytes(key);
        write(scene.keyFile, key);
        return scene;
    }

    StoreOptions byKeyFile() {
        return StoreOptions.builder(file).keyFile(keyFile).build();
    }

    /** The cheapest Argon2id that is allowed. */
    StoreOptions byPassphrase(String passphrase) {
        return StoreOptions.builder(file)
                .passphrase(passphrase.toCharArray())
                .argon2id(8_192, 1, 1)
                .build();
    }

    EncryptedArchive open() {
        return open(byKeyFile());
    }

    EncryptedArchive open(StoreOptions options) {
        return open(options, SCOPE);
    }

    EncryptedArchive open(StoreOptions options, String scope) {
        Duration soon = Duration.ofMillis(1);
        return new EncryptedArchive(
                options,
                scope,
                name -> MAX_STALE,
                clock,
                random,
                reporter,
                new WriteSchedule(soon, soon, Duration.ofMillis(50)),
                steps);
    }

    KeyRing keys() {
        return new KeyRing(byKeyFile(), random);
    }

    /** Writes a file with these copies, by an archive of its own. */
    void store(SecretValue... values) {
        try (EncryptedArchive archive = open()) {
            for (SecretValue value : values) {
                archive.keep(current(value.name()), value);
            }
        }
    }

    /** What another process would find. */
    Optional<SecretValue> stored(String name) {
        try (EncryptedArchive archive = open()) {
            return find(archive, current(name));
        }
    }

    static ReadRequest current(String name) {
        return ReadRequest.stage(name, VersionStage.CURRENT);
    }

    static Optional<SecretValue> find(EncryptedArchive archive, ReadRequest request) {
        try {
            return archive.find(request).get(30, TimeUnit.SECONDS).map(Loaded::value);
        } catch (Exception e) {
            return Assertions.fail(e);
        }
    }

    SecretValue value(String name, String versionId) {
        return value(name, versionId, now);
    }

    static SecretValue value(String name, String versionId, Instant loadedAt) {
        return SecretValue.builder(name, versionId)
                .stages(Set.of(VersionStage.CURRENT, VersionStage.of("blue")))
                .type(SecretType.RDS)
                .text(CANARY + "/" + name + "/" + versionId)
                .loadedAt(loadedAt)
                .nextRotation(START.plusSeconds(3600))
                .build();
    }

    List<String> files() {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> damaged() {
        return files().stream().filter(name -> name.contains(".damaged-")).toList();
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void bytes(byte[] bytes) {
        write(file, bytes);
    }

    static void write(Path path, byte[] bytes) {
        try {
            Files.write(path, bytes);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps what it is told. */
    static final class Recorder implements StoreReporter {
        final List<String> read = new CopyOnWriteArrayList<>();
        final List<Integer> written = new CopyOnWriteArrayList<>();
        final List<StoreProblem> problems = new CopyOnWriteArrayList<>();
        final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void storeRead(String secretName) {
            read.add(secretName);
        }

        @Override
        public void storeWritten(int entries) {
            written.add(entries);
        }

        @Override
        public void storeFailed(StoreProblem problem, String message) {
            problems.add(problem);
            messages.add(message);
        }
    }
}

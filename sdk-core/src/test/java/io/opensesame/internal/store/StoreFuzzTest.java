package io.opensesame.internal.store;

import static io.opensesame.internal.store.StoreScene.START;
import static io.opensesame.internal.store.StoreScene.current;
import static io.opensesame.internal.store.StoreScene.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opensesame.secrets.SecretValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever bytes stand in the file: nothing throws, no wrong value comes out, and what is no store is set aside. */
class StoreFuzzTest {
    private static final Path DIRECTORY = temporaryDirectory();

    private final StoreScene scene = StoreScene.fresh(DIRECTORY);
    private final SecretValue one = StoreScene.value("orders/db", "v1", START);
    private final SecretValue two = StoreScene.value("payments/token", "t1", START);

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("opensesame-store-fuzz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeTry
    void empty() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            for (Path file : files.filter(path -> !path.equals(scene.keyFile)).toList()) {
                Files.delete(file);
            }
        }
    }

    @AfterContainer
    static void delete() throws IOException {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 12)
    void find_randomBytes_givesNothingAndSetsThemAside(@ForAll @Size(max = 600) List<Byte> random) {
        byte[] bytes = new byte[random.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.get(i);
        }

        assertSetAside(bytes);
    }

    @Property(tries = 12)
    void find_randomBytesUnderASoundHeader_givesNothingAndSetsThemAside(@ForAll @Size(max = 600) List<Byte> random) {
        scene.store(one, two);
        byte[] bytes = Arrays.copyOf(scene.bytes(), 128 + random.size());
        for (int i = 0; i < random.size(); i++) {
            bytes[128 + i] = random.get(i);
        }

        assertSetAside(bytes);
    }

    @Property(tries = 60)
    void find_headerFieldsAtRandomWithADigestThatFits_givesNothing(
            @ForAll @IntRange(min = 10, max = 95) int at, @ForAll byte value) throws Exception {
        scene.store(one, two);
        byte[] bytes = scene.bytes();
        boolean same = bytes[at] == value;
        bytes[at] = value;
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(bytes, 96));
        System.arraycopy(digest, 0, bytes, 96, digest.length);
        scene.bytes(bytes);

        Optional<SecretValue> found = scene.stored("orders/db");

        assertThat(found).isEqualTo(same ? Optional.of(one) : Optional.empty());
    }

    @Property(tries = 60)
    void find_piecesOfTwoFilesJoined_givesNothingOrWhatWasStored(
            @ForAll @IntRange(min = 0, max = 700) int cut, @ForAll @IntRange(min = 0, max = 700) int resume) {
        scene.store(one);
        byte[] older = scene.bytes();
        scene.store(two);
        byte[] newer = scene.bytes();
        byte[] head = Arrays.copyOf(newer, Math.min(cut, newer.length));
        byte[] tail = Arrays.copyOfRange(older, Math.min(resume, older.length), older.length);
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        boolean whole = Arrays.equals(joined, older) || Arrays.equals(joined, newer);

        scene.bytes(joined);

        assertThat(scene.stored("orders/db")).isEqualTo(whole ? Optional.of(one) : Optional.empty());
    }

    @Property(tries = 40)
    void keep_anyTextAndBytes_comeBackAsTheyWere(
            @ForAll @Size(max = 300) List<Byte> bytes, @ForAll @StringLength(max = 300) String text) {
        byte[] plain = new byte[bytes.size()];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = bytes.get(i);
        }
        SecretValue binary =
                SecretValue.builder("binary", "v1").bytes(plain).loadedAt(START).build();
        SecretValue words =
                SecretValue.builder("words", "v1").text(text).loadedAt(START).build();

        scene.store(binary, words);

        assertThat(scene.stored("binary").orElseThrow().exposeBytes()).isEqualTo(plain);
        assertThat(scene.stored("words").orElseThrow().exposeBytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertSetAside(byte[] bytes) {
        scene.bytes(bytes);

        try (EncryptedArchive archive = scene.open()) {
            assertThat(find(archive, current("orders/db"))).isEmpty();
            assertThat(find(archive, current("payments/token"))).isEmpty();
            await().until(() -> scene.damaged().size() == 1);
        }

        assertThat(scene.files()).doesNotContain("secrets.store");
    }
}

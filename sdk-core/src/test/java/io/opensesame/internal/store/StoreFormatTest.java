package io.opensesame.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.VersionStage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFormatTest {
    private static final Instant TIME = StoreScene.START;
    private static final EntryKey BY_STAGE = new EntryKey(StoreScene.SCOPE, false, "orders/db", "ACSCurrent");
    private static final EntryKey BY_ID = new EntryKey(StoreScene.SCOPE, true, "mail/keystore", "v7");
    private static final EntryKey REFUSED = new EntryKey("another", false, "gone", "blue");

    /** A sealed record with the facts below and a plaintext of three bytes. */
    private static final int RECORD_BYTES = 76;

    @TempDir
    Path directory;

    private StoreScene scene;
    private KeyRing keys;

    @BeforeEach
    void openKeys() {
        scene = StoreScene.fresh(directory);
        keys = scene.keys();
    }

    @Test
    void open_whatWasSealed_givesEveryFieldBack() throws StoreException {
        ValueFacts text = new ValueFacts(
                "acs:kms:orders/db",
                "v-ü",
                Set.of(VersionStage.CURRENT, VersionStage.of("blue")),
                SecretType.RDS,
                false,
                TIME.plusSeconds(5),
                TIME.minusNanos(7));
        ValueFacts binary = new ValueFacts("mail/keystore", "v7", Set.of(), SecretType.GENERIC, true, null, null);
        byte[] file = sealed(
                copy(BY_STAGE, TIME, text, "pässword"),
                StoredEntry.refusal(REFUSED, TIME.plusNanos(1)),
                copy(BY_ID, Instant.EPOCH.minusSeconds(1), binary, "\0\1"));

        List<StoredEntry> entries = readAll(file);

        assertThat(entries).extracting(StoredEntry::key).containsExactly(BY_STAGE, REFUSED, BY_ID);
        assertThat(entries)
                .extracting(StoredEntry::time)
                .containsExactly(TIME, TIME.plusNanos(1), Instant.EPOCH.minusSeconds(1));
        assertThat(entries).extracting(StoredEntry::facts).containsExactly(text, null, binary);
        assertThat(entries.get(0).plaintext()).isEqualTo("pässword".getBytes(StandardCharsets.UTF_8));
        assertThat(entries.get(2).plaintext()).containsExactly(0, 1);
    }

    @Test
    void seal_noEntries_givesAFileThatOpens() throws StoreException {
        assertThat(readAll(sealed())).isEmpty();
    }

    @Test
    void seal_sameEntriesTwice_sharesNothingButTheKeysParameters() throws StoreException {
        byte[] one = sealed(copy(BY_STAGE, TIME, facts("v1"), "same"));
        byte[] other = sealed(copy(BY_STAGE, TIME, facts("v1"), "same"));

        assertThat(Arrays.copyOf(one, 56)).isEqualTo(Arrays.copyOf(other, 56));
        assertThat(Arrays.copyOfRange(one, 56, 88)).isNotEqualTo(Arrays.copyOfRange(other, 56, 88));
        assertThat(Arrays.copyOfRange(one, 128, one.length)).isNotEqualTo(Arrays.copyOfRange(other, 128, other.length));
    }

    @Test
    void seal_namesAndValues_areNotInTheBytes() throws StoreException {
        byte[] file = sealed(copy(BY_STAGE, TIME, facts("version-one"), StoreScene.CANARY));

        String bytes = new String(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain(StoreScene.CANARY, "orders/db", "version-one", StoreScene.SCOPE);
    }

    @Test
    void open_anyBitOfAnyByteFlipped_isDamagedAndGivesNothing() throws StoreException {
        byte[] file = sealed(
                copy(BY_STAGE, TIME, facts("v1"), "one"),
                StoredEntry.refusal(REFUSED, TIME),
                copy(BY_ID, TIME, facts("v7"), "two"));

        for (int at = 0; at < file.length; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] flipped = file.clone();
                flipped[at] ^= (byte) (1 << bit);
                assertDamaged(flipped);
            }
        }
    }

    @Test
    void open_truncatedAtAnyLength_isDamaged() throws StoreException {
        byte[] file = sealed(copy(BY_STAGE, TIME, facts("v1"), "one"), copy(BY_ID, TIME, facts("v7"), "two"));

        for (int length = 0; length < file.length; length++) {
            assertDamaged(Arrays.copyOf(file, length));
        }
    }

    @Test
    void open_bytesAppended_isDamaged() throws StoreException {
        byte[] file = sealed(copy(BY_STAGE, TIME, facts("v1"), "one"));

        assertDamaged(Arrays.copyOf(file, file.length + 1));
    }

    @Test
    void seal_oneMoreCopy_growsByItsLineAndItsRecord() throws StoreException {
        int lineBytes = 2 + StoreScene.SCOPE.length() + 1 + 2 + 9 + 2 + 10 + 12 + 1 + 2 + 2 + 4;

        assertThat(sealed(copy(BY_STAGE, TIME, facts("v1"), "one")))
                .hasSize(128 + lineBytes + RecordCipher.TAG_BYTES + RECORD_BYTES);
    }

    @Test
    void open_recordOfAnOlderFileInItsPlace_isDamaged() throws StoreException {
        byte[] older = sealed(copy(BY_STAGE, TIME, facts("v1"), "old"));
        byte[] newer = sealed(copy(BY_STAGE, TIME, facts("v1"), "new"));
        int record = newer.length - RECORD_BYTES;
        System.arraycopy(older, record, newer, record, newer.length - record);

        assertDamaged(newer);
    }

    @Test
    void open_bodyOfAnOlderFileUnderANewHeader_isDamaged() throws StoreException {
        byte[] older = sealed(copy(BY_STAGE, TIME, facts("v1"), "old"));
        byte[] newer = sealed(copy(BY_STAGE, TIME, facts("v1"), "new"));
        System.arraycopy(older, 128, newer, 128, newer.length - 128);

        assertDamaged(newer);
    }

    @Test
    void open_twoRecordsOfOneFileExchanged_isDamaged() throws StoreException {
        byte[] file = sealed(copy(BY_STAGE, TIME, facts("v1"), "one"), copy(BY_ID, TIME, facts("v7"), "two"));
        int length = RECORD_BYTES;
        byte[] exchanged = file.clone();
        System.arraycopy(file, file.length - length, exchanged, file.length - 2 * length, length);
        System.arraycopy(file, file.length - 2 * length, exchanged, file.length - length, length);

        assertDamaged(exchanged);
    }

    @Test
    void open_headerChangedAndItsDigestMadeToFit_isStillDamaged() throws Exception {
        byte[] file = sealed(copy(BY_STAGE, TIME, facts("v1"), "one"), copy(BY_ID, TIME, facts("v7"), "two"));
        byte[] fewer = file.clone();
        fewer[95] = 1; // the number of entries
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(fewer, 96));
        System.arraycopy(digest, 0, fewer, 96, digest.length);

        assertDamaged(fewer);
    }

    @Test
    void seal_mostEntriesThatAreAllowed_givesAFileThatOpens() throws StoreException {
        StoredEntry[] most = new StoredEntry[FileHeader.MAX_ENTRIES];
        for (int i = 0; i < most.length; i++) {
            most[i] = StoredEntry.refusal(new EntryKey("scope", false, "name-" + i, "ACSCurrent"), TIME);
        }

        assertThat(readAll(sealed(most))).hasSize(most.length);
    }

    @Test
    void maxBytes_ofAnyEntry_isNoLessThanItTakes() throws StoreException {
        StoredEntry entry = copy(BY_STAGE, TIME, facts("\u4e16\u754c".repeat(500)), "x".repeat(999));

        assertThat(entry.maxBytes()).isGreaterThanOrEqualTo(sealed(entry).length - sealed().length);
        assertThat(entry.fits()).isTrue();
        assertThat(copy(BY_STAGE, TIME, facts("v".repeat(4000)), "").fits()).isFalse();
    }

    private byte[] sealed(StoredEntry... entries) throws StoreException {
        return StoreFormat.seal(List.of(entries), keys.keyForNewFile(), scene.random);
    }

    private List<StoredEntry> readAll(byte[] file) throws StoreException {
        try (OpenedStore store = OpenedStore.open(file, keys)) {
            return store.readAll();
        }
    }

    private void assertDamaged(byte[] file) {
        assertThatThrownBy(() -> readAll(file))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.DAMAGED));
    }

    private static ValueFacts facts(String versionId) {
        return new ValueFacts("name", versionId, Set.of(VersionStage.CURRENT), SecretType.GENERIC, false, null, null);
    }

    private static StoredEntry copy(EntryKey key, Instant time, ValueFacts facts, String plaintext) {
        return StoredEntry.copy(key, time, facts, plaintext.getBytes(StandardCharsets.UTF_8));
    }
}

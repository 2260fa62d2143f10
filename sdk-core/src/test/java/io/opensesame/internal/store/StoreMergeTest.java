package io.opensesame.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.secrets.SecretType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoreMergeTest {
    private static final Instant NOW = StoreScene.START;
    private static final EntryKey KEY = key("orders/db");

    private final StoreMerge merge =
            new StoreMerge(StoreScene.SCOPE, name -> name.equals("long") ? Duration.ofDays(9) : Duration.ofHours(1), 3);

    @Test
    void merged_twoCopiesOfOneKey_keepsTheLaterWhereverItIs() {
        StoredEntry older = copy(KEY, NOW.minusSeconds(2));
        StoredEntry newer = copy(KEY, NOW.minusSeconds(1));

        assertThat(merge.merged(List.of(older), List.of(newer), NOW)).containsExactly(newer);
        assertThat(merge.merged(List.of(newer), List.of(older), NOW)).containsExactly(newer);
    }

    @Test
    void merged_refusalAfterTheFetch_replacesTheCopy() {
        StoredEntry copy = copy(KEY, NOW.minusSeconds(1));
        StoredEntry refusal = StoredEntry.refusal(KEY, NOW);

        assertThat(merge.merged(List.of(copy), List.of(refusal), NOW)).containsExactly(refusal);
    }

    @Test
    void merged_refusalAtTheTimeOfTheFetch_replacesTheCopy() {
        StoredEntry copy = copy(KEY, NOW);
        StoredEntry refusal = StoredEntry.refusal(KEY, NOW);

        assertThat(merge.merged(List.of(copy), List.of(refusal), NOW)).containsExactly(refusal);
        assertThat(merge.merged(List.of(refusal), List.of(copy), NOW)).containsExactly(refusal);
    }

    @Test
    void merged_copyFetchedAfterTheRefusal_replacesIt() {
        StoredEntry refusal = StoredEntry.refusal(KEY, NOW.minusSeconds(1));
        StoredEntry copy = copy(KEY, NOW);

        assertThat(merge.merged(List.of(refusal), List.of(copy), NOW)).containsExactly(copy);
    }

    @Test
    void merged_copyOfAnotherProcessFromBeforeTheRefusal_doesNotComeBack() {
        StoredEntry refusal = StoredEntry.refusal(KEY, NOW.minusSeconds(1));
        StoredEntry late = copy(KEY, NOW.minusSeconds(2));

        assertThat(merge.merged(List.of(refusal), List.of(late), NOW)).containsExactly(refusal);
    }

    @Test
    void merged_refusalOfWhatTheFileHasNot_isNotWritten() {
        assertThat(merge.merged(List.of(), List.of(StoredEntry.refusal(KEY, NOW)), NOW))
                .isEmpty();
    }

    @Test
    void merged_pastMaxStale_goesByTheBoundOfItsName() {
        StoredEntry atTheBound = copy(KEY, NOW.minus(Duration.ofHours(1)));
        StoredEntry past =
                copy(key("payments/token"), NOW.minus(Duration.ofHours(1)).minusNanos(1));
        StoredEntry refusal = StoredEntry.refusal(key("refused"), NOW.minus(Duration.ofHours(2)));
        StoredEntry patient = copy(key("long"), NOW.minus(Duration.ofDays(8)));

        assertThat(merge.merged(List.of(atTheBound, past, refusal, patient), List.of(), NOW))
                .containsExactly(atTheBound, patient);
    }

    @Test
    void merged_ofAnotherScope_staysThoughOld() {
        StoredEntry foreign =
                copy(new EntryKey("another", false, "orders/db", "ACSCurrent"), NOW.minus(Duration.ofDays(5)));

        assertThat(merge.merged(List.of(foreign), List.of(), NOW)).containsExactly(foreign);
    }

    @Test
    void merged_fromTheFuture_goesAndKeepsNoNewerCopyOut() {
        StoredEntry future = copy(KEY, NOW.plus(StoreAge.TOLERANCE).plusNanos(1));
        StoredEntry foreign = copy(new EntryKey("another", false, "x", "ACSCurrent"), NOW.plus(Duration.ofDays(1)));
        StoredEntry copy = copy(KEY, NOW);

        assertThat(merge.merged(List.of(future, foreign), List.of(copy), NOW)).containsExactly(copy);
    }

    @Test
    void merged_aLittleInTheFuture_stays() {
        StoredEntry ahead = copy(KEY, NOW.plus(StoreAge.TOLERANCE));

        assertThat(merge.merged(List.of(ahead), List.of(), NOW)).containsExactly(ahead);
    }

    @Test
    void merged_moreThanTheBound_leavesTheOldestOut() {
        List<StoredEntry> five = List.of(
                copy(key("a"), NOW.minusSeconds(5)),
                copy(key("b"), NOW.minusSeconds(1)),
                copy(key("c"), NOW.minusSeconds(4)),
                copy(key("d"), NOW.minusSeconds(2)),
                copy(key("e"), NOW.minusSeconds(3)));

        assertThat(merge.merged(five, List.of(), NOW))
                .extracting(entry -> entry.key().name())
                .containsExactly("b", "d", "e");
    }

    @Test
    void merged_moreBytesThanAFileMayHave_leavesTheOldestOut() {
        StoreMerge roomy = new StoreMerge(StoreScene.SCOPE, name -> Duration.ofHours(1), FileHeader.MAX_ENTRIES);
        byte[] shared = new byte[StoredEntry.MAX_PLAINTEXT_BYTES];
        List<StoredEntry> large = IntStream.range(0, 70)
                .mapToObj(i -> StoredEntry.copy(key("n" + i), NOW.minusSeconds(i), facts(), shared))
                .toList();

        List<StoredEntry> merged = roomy.merged(large, List.of(), NOW);

        assertThat(merged).hasSize(63).isEqualTo(large.subList(0, 63));
    }

    private static EntryKey key(String name) {
        return new EntryKey(StoreScene.SCOPE, false, name, "ACSCurrent");
    }

    private static ValueFacts facts() {
        return new ValueFacts("name", "v1", Set.of(), SecretType.GENERIC, false, null, null);
    }

    private static StoredEntry copy(EntryKey key, Instant time) {
        return StoredEntry.copy(key, time, facts(), new byte[] {1});
    }
}

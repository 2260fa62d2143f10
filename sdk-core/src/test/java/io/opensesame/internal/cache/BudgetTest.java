package io.opensesame.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.secrets.CacheOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent in the background: how much, in what order, and beside what readers wait for. */
class BudgetTest {
    private final CacheRig rig = new CacheRig(CacheOptions.builder()
            .refreshAfter(Duration.ofMinutes(10))
            .refreshAfter("rare", Duration.ofHours(2))
            .maxStale("rare", Duration.ofHours(3))
            .refreshesPerSecond(2)
            .build());
    private final ScriptedSource source = rig.source;
    private final CachingSecretsClient client = rig.client;

    @AfterEach
    void close() {
        rig.close();
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private List<String> askedSince(int call) {
        return source.requests.stream().skip(call).map(ReadRequest::name).toList();
    }

    @Test
    void tick_manyDue_sendsNoMoreThanTheBudgetInTheOrderInWhichTheyWereDue() {
        for (String name : names("s", 20)) {
            client.get(name);
            rig.clock.advance(Duration.ofSeconds(1));
        }
        rig.clock.advance(Duration.ofMinutes(10));

        rig.live(Duration.ofSeconds(5));

        // 2 a second, 2 and 1 at the start; a tenth more is the reserve.
        assertThat(askedSince(20)).hasSizeBetween(10, 14);
        assertThat(askedSince(20))
                .isEqualTo(names("s", 20).subList(0, askedSince(20).size()));
    }

    @Test
    void tick_readersMissAllTheTime_refreshesGoOnByTheReserve() {
        client.get("held");
        rig.clock.advance(Duration.ofMinutes(10));
        for (int i = 0; i < 40; i++) {
            names("miss" + i + "-", 5).forEach(client::get);
            rig.pass(Duration.ofMillis(500));
        }

        assertThat(source.requests.stream().filter(request -> request.name().equals("held")))
                .hasSize(2);
    }

    @Test
    void get_budgetIsUsedUp_isSentAllTheSame() {
        names("s", 50).forEach(client::get);

        assertThat(source.calls).hasValue(50);
    }

    @Test
    void tick_ownRefreshAfterAndMaxStale_areKept() {
        client.get("rare");
        client.get("usual");
        rig.pass(Duration.ofMinutes(10));
        assertThat(askedSince(2)).containsExactly("usual");

        source.failure = Failures.down();
        rig.pass(Duration.ofMinutes(110));
        assertThat(askedSince(3)).contains("rare");
        rig.pass(Duration.ofMinutes(59));
        assertThat(rig.cache.heldCurrent("rare")).isNotNull();
        rig.pass(Duration.ofMinutes(1));
        assertThat(rig.cache.heldCurrent("rare")).isNull();
    }

    @Test
    void preloadAsync_isSpreadAndCostsNothingForWhatIsHeld() {
        client.get("held");
        CompletableFuture<Void> preload = client.preloadAsync(List.of("held", "a"), Duration.ofMinutes(1));

        rig.pass(Duration.ofSeconds(29));
        assertThat(source.calls).hasValue(1);
        rig.pass(Duration.ofSeconds(1));

        assertThat(preload).succeedsWithin(Duration.ofSeconds(5));
        assertThat(askedSince(1)).containsExactly("a");
    }

    @Test
    void preloadAsync_manyAtOnce_keepsToTheBudget() {
        CompletableFuture<Void> preload = client.preloadAsync(names("s", 20), Duration.ZERO);
        assertThat(source.calls.get()).isBetween(2, 3);

        rig.live(Duration.ofSeconds(5));
        assertThat(source.calls.get()).isBetween(10, 14);
        rig.live(Duration.ofSeconds(10));

        assertThat(preload).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void preloadAsync_refreshesAreDueMeanwhile_letsThemGoFirst() {
        names("held", 6).forEach(client::get);
        rig.clock.advance(Duration.ofMinutes(10));
        source.hold = true;
        CompletableFuture<Void> unused = client.preloadAsync(names("s", 100), Duration.ZERO);
        rig.cache.tick(); // finds that the preloads have used the budget up
        int before = source.calls.get();

        for (int i = 0; i < 10; i++) {
            rig.clock.advance(Duration.ofMillis(500));
            source.release(CacheRig.CURRENT); // whose end could start the next preload
            rig.cache.tick();
        }

        List<String> asked = askedSince(before);
        assertThat(asked.subList(0, 6)).containsExactlyInAnyOrderElementsOf(names("held", 6));
        assertThat(asked.subList(6, asked.size())).isNotEmpty().allMatch(name -> name.startsWith("s"));
    }

    @Test
    void close_failsPreloadsThatWaitForTheirMoment() {
        CompletableFuture<Void> preload = client.preloadAsync(List.of("a"), Duration.ofHours(1));

        rig.close();

        assertThat(preload).failsWithin(Duration.ofSeconds(5));
        assertThat(source.calls).hasValue(0);
    }

    @Test
    void preloadAsync_timeOutOfBounds_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.preloadAsync(List.of("a"), Duration.ofHours(25)))
                .withMessageContaining("PT25H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.preloadAsync(List.of("a"), Duration.ofSeconds(-1)));
    }
}

package io.opensesame.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretEvent.Kind;
import io.opensesame.secrets.SecretSnapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleAndSizeTest {
    private final CacheRig rig = new CacheRig(CacheOptions.builder()
            .refreshAfter(Duration.ofHours(1))
            .idleAfter(Duration.ofHours(6))
            .maxEntries(3)
            .build());
    private final ScriptedSource source = rig.source;
    private final CachingSecretsClient client = rig.client;

    @AfterEach
    void close() {
        rig.close();
    }

    private void hours(int hours) {
        for (int i = 0; i < hours; i++) {
            rig.pass(Duration.ofHours(1));
        }
    }

    private List<String> held() {
        return client.snapshot().stream().map(SecretSnapshot::name).toList();
    }

    @Test
    void tick_unusedForLong_isDroppedAtItsDueTimeInsteadOfRefreshed() {
        rig.listening();
        client.get(CacheRig.DB);
        rig.cache.tick(); // sees the mark of the read
        hours(5);
        assertThat(source.calls).hasValue(6);
        assertThat(held()).containsExactly(CacheRig.DB);

        hours(1);

        assertThat(held()).isEmpty();
        assertThat(source.calls).hasValue(6);
        await().until(() -> rig.kinds().contains(Kind.EVICTED));
    }

    @Test
    void tick_unusedForLongButNotDue_isKept() {
        client.get(CacheRig.DB);
        rig.cache.tick();
        hours(5);
        rig.pass(Duration.ofMinutes(59));

        assertThat(held()).containsExactly(CacheRig.DB);
        assertThat(source.calls).hasValue(6);
    }

    @Test
    void tick_oneReadMeanwhile_keepsItAlive() {
        client.get(CacheRig.DB);
        hours(5);
        client.get(CacheRig.DB);
        hours(5);

        assertThat(held()).containsExactly(CacheRig.DB);
        assertThat(source.calls).hasValue(11);
    }

    @Test
    void tick_openHandle_isNeverIdleUntilItIsClosed() {
        Secret<String> handle = client.secret(CacheRig.DB);
        hours(24);
        assertThat(source.calls).hasValue(25);

        handle.close();
        hours(7);

        assertThat(held()).isEmpty();
    }

    @Test
    void get_afterTheDrop_readsAnew() {
        client.get(CacheRig.DB);
        hours(8);
        int before = source.calls.get();
        source.rotate("v2", "two");

        assertThat(client.get(CacheRig.DB).versionId()).isEqualTo("v2");
        assertThat(source.calls).hasValue(before + 1);
    }

    @Test
    void tick_tooMany_dropsThoseThatWereNotReadForLongest() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            client.get(name);
            rig.pass(Duration.ofMillis(10));
        }

        assertThat(held()).containsExactly("c", "d", "e");
        client.get("c");
        rig.pass(Duration.ofMillis(500));
        client.get("f");
        rig.pass(Duration.ofMillis(500));

        assertThat(held()).containsExactly("c", "e", "f");
    }

    @Test
    void tick_tooMany_keepsThoseWithAHandle() {
        Secret<String> kept = client.secret("a");
        for (String name : List.of("b", "c", "d", "e")) {
            rig.pass(Duration.ofSeconds(1));
            client.get(name);
        }
        rig.pass(Duration.ofSeconds(1));

        assertThat(held()).containsExactly("a", "d", "e");
        assertThat(kept.value()).isNotNull();
    }

    @Test
    void tick_tooManyNamesThatCannotBeRead_pushOutNoValue() {
        client.get("a");
        client.get("b");
        rig.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 20; i++) {
            String typo = "typo" + i;
            source.failures.put(typo, Failures.notFound());
            assertThat(client.getAsync(typo)).failsWithin(Duration.ofSeconds(5));
        }

        rig.pass(Duration.ofSeconds(1));

        assertThat(held()).hasSize(3).contains("a", "b");
    }
}

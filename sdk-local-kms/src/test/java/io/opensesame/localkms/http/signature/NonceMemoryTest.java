package io.opensesame.localkms.http.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NonceMemoryTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void remember_twice_isNoticedPerAccessKey() {
        NonceMemory memory = new NonceMemory();

        assertThat(memory.remember("one", "n", NOW.plusSeconds(60), NOW)).isTrue();
        assertThat(memory.remember("one", "n", NOW.plusSeconds(60), NOW)).isFalse();
        assertThat(memory.remember("other", "n", NOW.plusSeconds(60), NOW)).isTrue();
    }

    @Test
    void remember_afterItsEnd_isNewAgain() {
        NonceMemory memory = new NonceMemory();
        memory.remember("one", "n", NOW.plusSeconds(60), NOW);

        assertThat(memory.remember("one", "n", NOW.plusSeconds(60), NOW.plusSeconds(60)))
                .isFalse();
        assertThat(memory.remember("one", "n", NOW.plusSeconds(120), NOW.plusSeconds(61)))
                .isTrue();
    }

    @Test
    void remember_whenFull_forgetsTheOldestAlone() {
        NonceMemory memory = new NonceMemory(2);
        Instant expiry = NOW.plusSeconds(60);
        memory.remember("one", "a", expiry, NOW);
        memory.remember("one", "b", expiry, NOW);
        memory.remember("one", "c", expiry, NOW);

        assertThat(memory.remember("one", "c", expiry, NOW)).isFalse();
        assertThat(memory.remember("one", "b", expiry, NOW)).isFalse();
        assertThat(memory.remember("one", "a", expiry, NOW)).isTrue();
    }
}

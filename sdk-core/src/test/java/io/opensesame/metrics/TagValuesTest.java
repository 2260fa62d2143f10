package io.opensesame.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagValuesTest {
    @Test
    void of_roomLeft_keepsTheValueForGood() {
        TagValues values = new TagValues(2);

        assertThat(values.of("a")).isEqualTo("a");
        assertThat(values.of("b")).isEqualTo("b");
        assertThat(values.of("c")).isEqualTo("other");
        assertThat(values.of("a")).isEqualTo("a");
    }

    @Test
    void of_noRoomAtAll_isAlwaysOther() {
        assertThat(new TagValues(0).of("a")).isEqualTo("other");
    }

    @Test
    void of_empty_isNoneAndTakesNoRoom() {
        TagValues values = new TagValues(1);

        assertThat(values.of("")).isEqualTo("none");
        assertThat(values.of("a")).isEqualTo("a");
    }

    @Test
    void of_manyThreadsAtOnce_neverAdmitsMoreThanAllowed() {
        TagValues values = new TagValues(10);
        Set<String> seen = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 10_000).parallel().forEach(i -> seen.add(values.of("n" + i % 500)));

        assertThat(seen).hasSize(11).contains("other");
    }
}

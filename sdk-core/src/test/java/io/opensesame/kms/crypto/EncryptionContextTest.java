package io.opensesame.kms.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncryptionContextTest {
    @Test
    void of_pairsInAnyOrder_areEqual() {
        EncryptionContext context = EncryptionContext.of("table", "orders").with("tenant", "7");

        assertThat(context).isEqualTo(EncryptionContext.of(Map.of("tenant", "7", "table", "orders")));
        assertThat(context.pairs().keySet()).containsExactly("table", "tenant");
    }

    @Test
    void of_noPairs_isNone() {
        assertThat(EncryptionContext.of(Map.of())).isSameAs(EncryptionContext.none());
        assertThat(EncryptionContext.none().isEmpty()).isTrue();
    }

    @Test
    void of_pairs_copiesThem() {
        Map<String, String> pairs = new HashMap<>(Map.of("a", "b"));
        EncryptionContext context = EncryptionContext.of(pairs);

        pairs.put("c", "d");

        assertThat(context.pairs()).containsExactly(Map.entry("a", "b"));
    }

    @Test
    void of_emptyName_isRefused() {
        assertThatThrownBy(() -> EncryptionContext.of("", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be empty");
    }

    @Test
    void of_unpairedSurrogate_isRefused() {
        assertThatThrownBy(() -> EncryptionContext.of("name", "\ud83d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'name'");
    }

    @Test
    void of_theLongestContext_isTaken_andOneMoreCharacterIsNot() {
        String longest = "v".repeat(EncryptionContext.MAX_LENGTH - "{'n':''}".length());

        assertThat(EncryptionContext.of("n", longest).pairs()).hasSize(1);
        assertThatThrownBy(() -> EncryptionContext.of("n", longest + "v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8192 characters as a JSON object; got 8193");
    }
}

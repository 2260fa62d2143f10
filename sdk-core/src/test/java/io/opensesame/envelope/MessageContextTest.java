package io.opensesame.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.kms.crypto.EncryptionContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageContextTest {
    @Test
    void pairs_ofBothParts_areAllThereInOrder() {
        MessageContext context = MessageContext.of("table", "customers").withMessagePair("id", "42");

        assertThat(context.pairs()).containsExactly(Map.entry("id", "42"), Map.entry("table", "customers"));
        assertThat(context.encryptionContext()).isEqualTo(EncryptionContext.of("table", "customers"));
        assertThat(context.messagePairs()).containsExactly(Map.entry("id", "42"));
    }

    @Test
    void withMessagePair_aNameOfTheEncryptionContext_isRefused() {
        MessageContext context = MessageContext.of("table", "customers");

        assertThatThrownBy(() -> context.withMessagePair("table", "orders"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'table'");
    }

    @Test
    void withMessagePair_theSameNameAgain_takesThePlaceOfTheFirst() {
        MessageContext context =
                MessageContext.none().withMessagePair("id", "1").withMessagePair("id", "2");

        assertThat(context.messagePairs()).containsExactly(Map.entry("id", "2"));
    }

    @Test
    void equals_theSamePairInTheOtherPart_isAnotherContext() {
        MessageContext told = MessageContext.of("id", "42");
        MessageContext own = MessageContext.none().withMessagePair("id", "42");

        assertThat(told).isNotEqualTo(own);
        assertThat(told.pairs()).isEqualTo(own.pairs());
    }
}

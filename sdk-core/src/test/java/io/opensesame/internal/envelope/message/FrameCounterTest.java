package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.error.EnvelopeException;
import org.junit.jupiter.api.Test;

class FrameCounterTest {
    @Test
    void take_beyondTheLastFrame_throwsRatherThanRepeatsANonce() {
        FrameCounter counter = new FrameCounter(FrameCounter.MAX_FRAMES - 2);

        assertThat(Integer.toUnsignedString(counter.take())).isEqualTo("4294967293");
        assertThat(Integer.toUnsignedString(counter.take())).isEqualTo("4294967294");
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(EnvelopeException.class)
                    .isThrownBy(counter::take)
                    .withMessageContaining("4294967295 frames");
        }
    }
}

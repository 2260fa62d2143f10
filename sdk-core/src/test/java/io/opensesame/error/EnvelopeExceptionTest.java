package io.opensesame.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnvelopeExceptionTest {
    @Test
    void getMessage_textWithLineBreaks_staysOnOneLine() {
        String forged = "the key 'x'\n2026-11-22 ERROR all is lost\r\u2028\u0085\u001b[31m' is not allowed";

        assertThat(new EnvelopeException(forged).getMessage())
                .isEqualTo("the key 'x'?2026-11-22 ERROR all is lost????[31m' is not allowed");
        assertThat(new EnvelopeException(forged, null)).hasMessageNotContaining("\n");
    }

    @Test
    void getMessage_textOfOtherScripts_isKept() {
        assertThat(new EnvelopeException("\u90e8\u95e8 \ud83d\udd11")).hasMessage("\u90e8\u95e8 \ud83d\udd11");
    }
}

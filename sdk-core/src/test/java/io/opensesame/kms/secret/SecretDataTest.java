package io.opensesame.kms.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDataTest {
    @Property
    void binary_anyBytes_comeBackFromWhatIsStored(@ForAll @Size(min = 1, max = 300) byte[] bytes) {
        SecretData put = SecretData.binary(bytes);

        SecretData read = SecretData.stored(put.exposeText(), put.dataType());

        assertThat(read.exposeBytes()).isEqualTo(bytes);
        assertThat(read).isEqualTo(put);
    }

    @Property
    void text_anyText_comesBackFromWhatIsStored(@ForAll @StringLength(min = 1, max = 300) String text) {
        Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(text));
        SecretData put = SecretData.text(text);

        SecretData read = SecretData.stored(put.exposeText(), put.dataType());

        assertThat(read.exposeText()).isEqualTo(text);
        assertThat(read.exposeBytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "YQ", "YQ=", "YR==", "YWJj\n", "\u00e9"})
    void exposeBytes_binaryTextOfAnotherClient_isItsUtf8Bytes(String text) {
        SecretData read = SecretData.stored(text, SecretDataType.BINARY);

        assertThat(read.exposeBytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(read.exposeText()).isEqualTo(text);
    }

    @Test
    void exposeBytes_textThatLooksLikeBase64_isNotDecoded() {
        assertThat(SecretData.text("YWJj").exposeBytes()).isEqualTo("YWJj".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void binary_arraysChangedAfterwards_leaveTheDataAlone() {
        byte[] given = {1, 2, 3};
        SecretData data = SecretData.binary(given);

        given[0] = 9;
        data.exposeBytes()[1] = 9;

        assertThat(data.exposeBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void equals_differentContentOrType_isFalse() {
        assertThat(SecretData.text("YQ=="))
                .isEqualTo(SecretData.text("YQ=="))
                .isNotEqualTo(SecretData.text("YQ=!"))
                .isNotEqualTo(SecretData.binary(new byte[] {'a'}));
    }

    @Test
    void hashCode_differentContents_isTheSame() {
        assertThat(SecretData.text("a")).hasSameHashCodeAs(SecretData.text("b"));
    }
}

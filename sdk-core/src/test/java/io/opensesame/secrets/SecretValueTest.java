package io.opensesame.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.error.SecretFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SecretValueTest {
    private static final String CANARY = "cAnArY-5f1d";

    record Login(String username, String password, int port) {}

    @Test
    void exposeBytes_returnedArray_isTheCallersOwn() {
        SecretValue value = text(CANARY);

        value.exposeBytes()[0] = 0;

        assertThat(value.exposeText()).isEqualTo(CANARY);
    }

    @Test
    void exposeJson_record_isRead() {
        SecretValue value = text("{\"username\":\"app\",\"password\":\"p\",\"port\":5432,\"more\":[1]}");

        assertThat(value.exposeJson(Login.class)).isEqualTo(new Login("app", "p", 5432));
    }

    @Test
    void exposeJson_wrongShape_namesThePlaceAndNotTheContent() {
        SecretValue value = text("{\"username\":\"app\",\"port\":\"" + CANARY + "\"}");

        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> value.exposeJson(Login.class))
                .withMessageContaining("orders/db")
                .withMessageContaining("/port")
                .withMessageNotContaining(CANARY)
                .withNoCause();
    }

    @Test
    void exposeJson_noJson_quotesNothing() {
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> text(CANARY).exposeJson(Map.class))
                .withMessageNotContaining(CANARY)
                .withNoCause();
    }

    @Test
    void exposeJson_nullLiteral_isRefused() {
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> text("null").exposeJson(Login.class));
    }

    @Test
    void exposeJson_deepNesting_isRefused() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);

        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> text(deep).exposeJson(Object.class));
    }

    @Test
    void exposeFields_mixedMembers_keepOrderAndText() {
        SecretValue value = text("{\"b\":\"x\",\"a\":1,\"n\":null,\"o\":{\"k\":[true]}}");

        assertThat(value.exposeFields())
                .containsExactly(Map.entry("b", "x"), Map.entry("a", "1"), Map.entry("o", "{\"k\":[true]}"));
    }

    @Test
    void exposeText_bytes_areTheBase64ThatKmsStores() {
        SecretValue value = SecretValue.builder("orders/db", "v1")
                .bytes(new byte[] {(byte) 0xff, 0x00})
                .build();

        assertThat(value.exposeText()).isEqualTo("/wA=");
        assertThat(value.exposeBytes()).containsExactly(0xff, 0x00);
    }

    @Test
    void exposeJson_missingComponentOrDuplicateMember_isRefused() {
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> text("{\"username\":\"app\",\"port\":1}").exposeJson(Login.class))
                .withMessageContaining("/password");
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(
                        () -> text("{\"username\":\"app\",\"password\":\"p\"}").exposeJson(Login.class));
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> text("{\"a\":1,\"a\":2}").exposeFields());
    }

    @Test
    void exposeJson_typeThatCannotBeMade_saysWhatItNeeds() {
        assertThatExceptionOfType(SecretFormatException.class)
                .isThrownBy(() -> text("{}").exposeJson(Runnable.class))
                .withMessageContaining("java.lang.Runnable cannot be made from JSON")
                .withMessageContaining("SecretMapper");
    }

    @Test
    void exposeJson_string_isTheTextItself() {
        assertThat(text(CANARY).exposeJson(String.class)).isEqualTo(CANARY);
    }

    @Test
    void wipe_afterwards_nothingIsExposed() {
        Runnable[] wipe = new Runnable[1];
        SecretValue value = SecretValue.builder("orders/db", "v1").text(CANARY).buildWipeable(means -> wipe[0] = means);
        SecretValue stale = value.withStale(true);

        wipe[0].run();

        assertThatIllegalStateException().isThrownBy(value::exposeBytes);
        assertThatIllegalStateException().isThrownBy(stale::exposeText);
    }

    @Test
    void toStringAndJson_anyValue_showNoPlaintext() throws Exception {
        SecretValue value = text(CANARY);

        assertThat(value.toString()).contains("orders/db", "v1", "<redacted>").doesNotContain(CANARY);
        JsonMapper lenient = JsonMapper.builder()
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();
        assertThat(lenient.writeValueAsString(value)).doesNotContain(CANARY);
    }

    @Test
    void equals_comparesPlaintext() {
        assertThat(text("a")).isEqualTo(text("a")).hasSameHashCodeAs(text("b")).isNotEqualTo(text("b"));
        assertThat(text("a")).isNotEqualTo(text("a").withStale(true));
    }

    @Property
    void exposeText_anyUnicode_roundTrips(@ForAll String text) {
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(text(wellFormed).exposeText()).isEqualTo(wellFormed);
    }

    private static SecretValue text(String text) {
        return SecretValue.builder("orders/db", "v1").text(text).build();
    }
}

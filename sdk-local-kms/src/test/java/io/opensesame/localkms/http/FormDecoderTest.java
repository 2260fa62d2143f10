package io.opensesame.localkms.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FormDecoderTest {

    @Property
    void decode_whatJavaEncodes_isTheSameAgain(@ForAll @Size(max = 20) Map<String, String> parameters) {
        Map<String, String> encodable = parameters.entrySet().stream()
                .filter(entry -> isEncodable(entry.getKey()) && isEncodable(entry.getValue()))
                .filter(entry -> !entry.getKey().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        String form = encodable.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));

        assertThat(FormDecoder.decode(form)).isEqualTo(encodable);
    }

    @Property
    void decode_anything_isDecodedOrRefused(@ForAll String form) {
        try {
            assertThat(FormDecoder.decode(form)).isNotNull();
        } catch (ServiceRefusal refusal) {
            assertThat(refusal.status()).isEqualTo(400);
        }
    }

    @Test
    void decode_withoutEqualsSign_isAnEmptyValue() {
        assertThat(FormDecoder.decode("a&b=&&c=d=e")).isEqualTo(Map.of("a", "", "b", "", "c", "d=e"));
    }

    @Test
    void decode_charactersBeyondAscii_areRefused() {
        assertThatThrownBy(() -> FormDecoder.decode("a=é")).isInstanceOf(ServiceRefusal.class);
    }

    private static boolean isEncodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

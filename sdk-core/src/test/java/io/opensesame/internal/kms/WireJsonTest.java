package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.wire.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class WireJsonTest {
    @Property(tries = 200)
    void tags_anyTexts_areReadBackFromAnAnswer(@ForAll @Size(max = 5) Map<String, String> tags) {
        String answer = "{\"Tags\":{\"Tag\":" + WireJson.tags(tags) + "}}";

        Map<String, String> read = SecretAnswers.tags(
                new Answer("KMS", new RpcCall("A", Map.of(), "", false), "e", FakeTransport.json(answer)));

        assertThat(read).isEqualTo(tags);
    }

    @Property(tries = 200)
    void array_anyTexts_isTheSameListInJson(@ForAll @Size(max = 5) List<String> texts) {
        JsonNode array = FakeTransport.json(WireJson.array(texts));

        assertThat(StreamSupport.stream(array.spliterator(), false).map(JsonNode::textValue))
                .containsExactlyElementsOf(texts);
    }
}

package io.opensesame.localkms.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlAnswerTest {
    @Test
    void of_membersWithElementNames_isTheDocument() {
        assertThat(XmlAnswer.of("KMS", withTag("cost.center-1")))
                .endsWith("<KMS><Tags><cost.center-1>a</cost.center-1></Tags></KMS>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b", "a/b", "1a", "a:b", "", "a><b"})
    void of_memberWithAnotherName_isRefused(String name) {
        assertThatThrownBy(() -> XmlAnswer.of("KMS", withTag(name)))
                .isInstanceOfSatisfying(
                        ServiceRefusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("InvalidParameter.Format"))
                .hasMessage("The answer has a name that XML can't hold: use Format=JSON.");
    }

    private static ObjectNode withTag(String name) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("Tags").put(name, "a");
        return answer;
    }
}

package io.opensesame.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenericCallTest {
    @Test
    void parameter_added_leavesTheFirstRequestAlone() {
        GenericRequest none = GenericRequest.of("ListKeys");

        GenericRequest two = none.parameter("PageSize", "5").parameter("Tag.1.Key", "team");

        assertThat(none.exposeParameters()).isEmpty();
        assertThat(two.exposeParameters().keySet()).containsExactly("PageSize", "Tag.1.Key");
        assertThat(two.action()).isEqualTo("ListKeys");
    }

    @Test
    void isConfidential_markedOrSecretParameter_isTrue() {
        GenericRequest plain = GenericRequest.of("X").parameter("KeyId", "k");

        assertThat(plain.isConfidential()).isFalse();
        assertThat(plain.confidential().isConfidential()).isTrue();
        assertThat(plain.confidential().parameter("a", "b").isConfidential()).isTrue();
        assertThat(plain.parameter("SecretData", "x").isConfidential()).isTrue();
        assertThat(plain.parameter("plaintext", "x").isConfidential()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "List Keys", "List&Keys", "9Keys"})
    void of_noOperationsName_isRefused(String action) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GenericRequest.of(action))
                .withMessageContaining("letters and digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Action", "version", "Signature", "SignatureNonce", "AccessKeyId", "SecurityToken"})
    void parameter_oneOfTheClientsOwn_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GenericRequest.of("X").parameter(name, "v"))
                .withMessage("the client sets the parameter '" + name + "' itself; leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "1a", "a&b"})
    void parameter_illegalName_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GenericRequest.of("X").parameter(name, "v"))
                .withMessageContaining("a parameter's name");
    }

    @Test
    void exposeText_scalarsOnly_areGiven() {
        GenericResponse response =
                GenericResponse.of("X", "{\"t\":\"x\",\"n\":7,\"b\":true,\"z\":null,\"o\":{\"i\":[\"e\"]}}");

        assertThat(response.exposeText("/t")).contains("x");
        assertThat(response.exposeText("/n")).contains("7");
        assertThat(response.exposeText("/b")).contains("true");
        assertThat(response.exposeText("/o/i/0")).contains("e");
        assertThat(response.exposeText("/z")).isEmpty();
        assertThat(response.exposeText("/o")).isEmpty();
        assertThat(response.exposeText("/absent")).isEmpty();
        assertThat(response.elementCount("/o/i")).isEqualTo(1);
        assertThat(response.elementCount("/t")).isZero();
        assertThat(response.requestId()).isEmpty();
    }

    @Test
    void exposeText_noPointer_isRefused() {
        GenericResponse response = GenericResponse.of("X", "{}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> response.exposeText("KeyId"))
                .withMessageContaining("begins with '/'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"canary\":", "<html>canary</html>", "{} canary"})
    void of_noJsonObject_isRefusedWithoutShowingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GenericResponse.of("X", text))
                .withMessage("the answer to X is not a JSON object")
                .withNoCause();
    }
}

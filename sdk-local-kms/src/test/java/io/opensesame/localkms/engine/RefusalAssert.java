package io.opensesame.localkms.engine;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks refusals by what a client sees of them. */
final class RefusalAssert {
    private RefusalAssert() {}

    static void assertRefused(ServiceRefusal refusal, int status, String code) {
        assertThat(refusal.status() + " " + refusal.code()).isEqualTo(status + " " + code);
        assertThat(refusal.getMessage()).isNotBlank();
    }

    static void assertMissing(ServiceRefusal refusal, String parameter) {
        assertRefused(refusal, 400, "MissingParameter");
        assertThat(refusal).hasMessage("The parameter \"" + parameter + "\" is needed but not provided.");
    }

    static void assertInvalid(ServiceRefusal refusal, String parameter) {
        assertRefused(refusal, 400, "InvalidParameter");
        assertThat(refusal).hasMessage("The specified parameter \"" + parameter + "\" is not valid.");
    }
}

package io.opensesame.localkms.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.engine.call.ServiceRefusal;

/** Checks refusals by what a client sees of them. */
public final class RefusalAssert {
    private RefusalAssert() {}

    public static void assertRefused(ServiceRefusal refusal, int status, String code) {
        assertThat(refusal.status() + " " + refusal.code()).isEqualTo(status + " " + code);
        assertThat(refusal.getMessage()).isNotBlank();
    }

    public static void assertMissing(ServiceRefusal refusal, String parameter) {
        assertRefused(refusal, 400, "MissingParameter");
        assertThat(refusal).hasMessage("The parameter \"" + parameter + "\" is needed but not provided.");
    }

    public static void assertInvalid(ServiceRefusal refusal, String parameter) {
        assertRefused(refusal, 400, "InvalidParameter");
        assertThat(refusal).hasMessage("The specified parameter \"" + parameter + "\" is not valid.");
    }
}

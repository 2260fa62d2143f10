package io.opensesame.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.policy.KmsArn;
import io.opensesame.policy.Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRequestTest {
    private static final Principal ALICE = Principal.ramUser("1192853035110001", "alice");
    private static final KmsArn SECRET = KmsArn.secret("cn-hangzhou", "1192853035110001", "orders/db");

    @ParameterizedTest
    @ValueSource(strings = {"kms:Get*", "*", "GetSecretValue", "kms:"})
    void builder_noSingleAction_isRefused(String action) {
        assertThatThrownBy(() -> AccessRequest.builder(ALICE, action, SECRET))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders/db", "acs:kms:cn-hangzhou:secret/orders/db", "acs:kms:${region}:1:secret/a"})
    void builder_noArn_isRefused(String resource) {
        assertThatThrownBy(() -> AccessRequest.builder(ALICE, "kms:GetSecretValue", resource))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void context_setAgain_replaces() {
        AccessRequest request = AccessRequest.builder(ALICE, "kms:GetSecretValue", SECRET)
                .context("acs:SourceIp", "10.0.0.1")
                .context("acs:SourceIp", "10.0.0.2")
                .context("acs:SecureTransport", "true")
                .context("acs:SecureTransport")
                .build();

        assertThat(request.context()).containsOnlyKeys("acs:SourceIp");
        assertThat(request.context().get("acs:SourceIp")).containsExactly("10.0.0.2");
        assertThat(request)
                .hasToString("AccessRequest[acs:ram::1192853035110001:user/alice kms:GetSecretValue on " + SECRET
                        + " {acs:SourceIp=[10.0.0.2]}]");
    }
}

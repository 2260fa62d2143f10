package io.opensesame.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallPermissionsTest {
    private static final Credentials TEMPORARY = Credentials.temporary("STS.AK", "secret", "token");

    private static CallPermissions at(KmsEndpoint endpoint) {
        return new CallPermissions(RpcService.kms(endpoint));
    }

    @ParameterizedTest
    @CsvSource({"true, false, true", "true, true, false", "false, false, true", "false, true, true"})
    void neededBy_read_needsTheKeyByGatewayAndCredentials(boolean shared, boolean temporary, boolean needsKey) {
        KmsEndpoint endpoint =
                shared ? KmsEndpoint.publicRegion("cn-hangzhou") : KmsEndpoint.instance("kst-hzz0000000001");

        assertThat(at(endpoint).neededBy(TransportRig.GET, temporary ? TEMPORARY : TransportRig.CREDENTIALS))
                .extracting(NeededPermission::action)
                .containsExactly(
                        needsKey
                                ? new String[] {"kms:GetSecretValue", "kms:Decrypt"}
                                : new String[] {"kms:GetSecretValue"});
    }

    @Test
    void neededBy_writeWithTemporaryCredentials_needsTheKey() {
        RpcCall put = new RpcCall("PutSecretValue", Map.of("SecretName", "s"), "s", true);

        assertThat(at(KmsEndpoint.vpc("cn-hangzhou")).neededBy(put, TEMPORARY))
                .extracting(NeededPermission::action)
                .containsExactly("kms:PutSecretValue", "kms:GenerateDataKey");
    }

    @Test
    void neededBy_endpointOfARegion_isInThatRegion() {
        assertThat(at(KmsEndpoint.publicRegion("cn-beijing")).neededBy(TransportRig.GET, TEMPORARY))
                .containsExactly(NeededPermission.of("kms:GetSecretValue", "acs:kms:cn-beijing:*:secret/orders/db"));
        assertThat(at(KmsEndpoint.instance("kst-hzz0000000001")).neededBy(TransportRig.GET, TEMPORARY))
                .first()
                .isEqualTo(NeededPermission.of("kms:GetSecretValue", "acs:kms:*:*:secret/orders/db"));
    }
}

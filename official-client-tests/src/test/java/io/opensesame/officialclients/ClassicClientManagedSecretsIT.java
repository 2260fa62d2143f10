package io.opensesame.officialclients;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.kms.model.v20160120.CreateSecretRequest;
import com.aliyuncs.kms.model.v20160120.CreateSecretResponse;
import com.aliyuncs.kms.model.v20160120.DescribeSecretRequest;
import com.aliyuncs.kms.model.v20160120.DescribeSecretResponse;
import com.aliyuncs.kms.model.v20160120.GetSecretValueRequest;
import com.aliyuncs.kms.model.v20160120.GetSecretValueResponse;
import com.aliyuncs.kms.model.v20160120.RotateSecretRequest;
import com.aliyuncs.kms.model.v20160120.RotateSecretResponse;
import com.aliyuncs.kms.model.v20160120.UpdateSecretRequest;
import com.aliyuncs.kms.model.v20160120.UpdateSecretRotationPolicyRequest;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The classic client creates managed secrets, rotates them and follows their rotation on LocalKms's clock. */
@ParameterizedClass
@EnumSource(SignatureVersion.class)
class ClassicClientManagedSecretsIT {
    private final LocalKms kms = LocalKms.builder()
            .frozenClock(Instant.parse("2026-03-01T10:00:00Z"))
            .start();
    private final ClassicClient client;

    ClassicClientManagedSecretsIT(SignatureVersion signature) {
        this.client = new ClassicClient(kms, signature);
    }

    @AfterEach
    void close() {
        client.close();
        kms.close();
    }

    @Test
    void rds_createdWithRotation_rotatesByItself() throws Exception {
        CreateSecretResponse created = client.send(rds());
        kms.clock().advance(Duration.ofDays(7));
        GetSecretValueRequest request = getRequest("rds1", "ACSCurrent");
        request.setFetchExtendedConfig(true);
        GetSecretValueResponse current = client.send(request);

        assertThat(created.getAutomaticRotation()).isEqualTo("Enabled");
        assertThat(created.getRotationInterval()).isEqualTo("604800s");
        assertThat(created.getNextRotationDate()).isEqualTo("2026-03-08T10:00:00Z");
        assertThat(created.getExtendedConfig()).contains("\"DBInstanceId\":\"rm-1\"");
        assertThat(current.getSecretType()).isEqualTo("Rds");
        assertThat(current.getSecretData()).contains("\"AccountName\":\"app\"").doesNotContain("first");
        assertThat(current.getVersionStages()).containsExactly("ACSCurrent");
        assertThat(current.getAutomaticRotation()).isEqualTo("Enabled");
        assertThat(current.getRotationInterval()).isEqualTo("604800s");
        assertThat(current.getLastRotationDate()).isEqualTo("2026-03-08T10:00:00Z");
        assertThat(current.getNextRotationDate()).isEqualTo("2026-03-15T10:00:00Z");
        assertThat(current.getExtendedConfig()).contains("\"SecretSubType\":\"SingleUser\"");
        assertThat(client.send(getRequest("rds1", "ACSPrevious")).getSecretData())
                .contains("first");
    }

    @Test
    void rotateSecret_makesANewVersionOnceAVersionId() throws Exception {
        client.send(rds());
        RotateSecretRequest rotate = new RotateSecretRequest();
        rotate.setSecretName("rds1");
        rotate.setVersionId("v2");

        RotateSecretResponse rotated = client.send(rotate);
        String value = client.send(getRequest("rds1", "ACSCurrent")).getSecretData();
        client.send(rotate);
        GetSecretValueResponse current = client.send(getRequest("rds1", "ACSCurrent"));

        assertThat(rotated.getArn()).endsWith(":secret/rds1");
        assertThat(rotated.getSecretName()).isEqualTo("rds1");
        assertThat(rotated.getVersionId()).isEqualTo("v2");
        assertThat(current.getVersionId()).isEqualTo("v2");
        assertThat(current.getSecretData()).isEqualTo(value).doesNotContain("first");
    }

    @Test
    void updateSecretRotationPolicy_andUpdateSecret_changeWhatIsDescribed() throws Exception {
        client.send(rds());
        UpdateSecretRotationPolicyRequest policy = new UpdateSecretRotationPolicyRequest();
        policy.setSecretName("rds1");
        policy.setEnableAutomaticRotation(false);
        UpdateSecretRequest update = new UpdateSecretRequest();
        update.setSecretName("rds1");
        update.setExtendedConfigCustomData("{\"Port\":\"3306\"}");

        client.send(policy);
        client.send(update);
        DescribeSecretResponse described = describe("rds1");

        assertThat(described.getAutomaticRotation()).isEqualTo("Disabled");
        assertThat(described.getNextRotationDate()).isNull();
        assertThat(described.getExtendedConfig()).contains("\"CustomData\":{\"Port\":\"3306\"}");
    }

    @Test
    void ramCredentials_createdAsAuto_isNamedAfterItsUserAndRotates() throws Exception {
        kms.ram().authorizeRotation();
        LocalAccessKey key = kms.ram().createUser("app").createAccessKey();
        CreateSecretRequest create = new CreateSecretRequest();
        create.setSecretName("$Auto");
        create.setVersionId("v1");
        create.setSecretType("RAMCredentials");
        create.setSecretData("{\"AccessKeys\":[{\"AccessKeyId\":\"" + key.accessKeyId() + "\",\"AccessKeySecret\":\""
                + key.exposeAccessKeySecret() + "\"}]}");
        create.setExtendedConfig("{\"SecretSubType\":\"RamUserAccessKey\",\"UserName\":\"app\"}");
        RotateSecretRequest rotate = new RotateSecretRequest();
        rotate.setSecretName("acs/ram/user/app");
        rotate.setVersionId("v2");

        String name = client.send(create).getSecretName();
        client.send(rotate);

        assertThat(name).isEqualTo("acs/ram/user/app");
        assertThat(client.send(getRequest(name, "ACSCurrent")).getSecretData())
                .contains("\"AccessKeyId\"", "\"AccessKeySecret\"", "\"GenerateTimestamp\":\"2026-03-01T10:00:00Z\"")
                .doesNotContain(key.accessKeyId());
        assertThat(client.send(getRequest(name, "ACSPrevious")).getSecretData()).contains(key.accessKeyId());
    }

    private DescribeSecretResponse describe(String name) throws ClientException {
        DescribeSecretRequest request = new DescribeSecretRequest();
        request.setSecretName(name);
        return client.send(request);
    }

    private static CreateSecretRequest rds() {
        CreateSecretRequest create = new CreateSecretRequest();
        create.setSecretName("rds1");
        create.setVersionId("v1");
        create.setSecretType("Rds");
        create.setSecretData("{\"Accounts\":[{\"AccountName\":\"app\",\"AccountPassword\":\"first\"}]}");
        create.setExtendedConfig("{\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":\"rm-1\",\"CustomData\":{}}");
        create.setEnableAutomaticRotation(true);
        create.setRotationInterval("7d");
        return create;
    }

    private static GetSecretValueRequest getRequest(String name, String stage) {
        GetSecretValueRequest request = new GetSecretValueRequest();
        request.setSecretName(name);
        request.setVersionStage(stage);
        return request;
    }
}

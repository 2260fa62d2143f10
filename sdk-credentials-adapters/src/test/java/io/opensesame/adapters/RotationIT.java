package io.opensesame.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import io.opensesame.OpenSesame;
import io.opensesame.adapters.core.CoreCredentialsProvider;
import io.opensesame.adapters.core.CoreErrorCodes;
import io.opensesame.adapters.oss.OssCredentialsProvider;
import io.opensesame.adapters.oss.OssErrorCodes;
import io.opensesame.adapters.ossv2.OssV2CredentialsProvider;
import io.opensesame.adapters.ossv2.OssV2ErrorCodes;
import io.opensesame.adapters.tea.TeaCredentialsProvider;
import io.opensesame.adapters.tea.TeaErrorCodes;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.ram.FollowOptions;
import io.opensesame.ram.FollowedAccessKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Official clients, unmodified, sign with a followed AccessKey while KMS rotates it: STS of LocalKms judges those of
 * the gateway, a stand-in for Object Storage Service those of OSS.
 */
@SuppressWarnings("try") // the newer OSS SDK's close() methods are declared to throw any Exception
class RotationIT {
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final LocalKms kms = LocalKms.builder()
            .frozenClock(Instant.parse("2026-03-01T10:00:00Z"))
            .start();
    private final OpenSesame sesame = OpenSesame.builder()
            .endpoint(KmsEndpoint.of(kms.endpoint()))
            .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
            .clock(kms.clock())
            .build();
    private final String secretName = created();
    private final FollowedAccessKey key = sesame.ram()
            .follow(
                    secretName,
                    FollowOptions.builder()
                            .errorCodes(new TeaErrorCodes())
                            .errorCodes(new CoreErrorCodes())
                            .errorCodes(new OssErrorCodes())
                            .errorCodes(new OssV2ErrorCodes())
                            .build());

    private String created() {
        kms.ramRotationWindow(WINDOW);
        return kms.createRamSecret("app");
    }

    @AfterEach
    void close() {
        key.close();
        sesame.close();
        kms.close();
    }

    @Test
    void teaClient_throughARotation_keepsWorking() throws Exception {
        var sts = new com.aliyun.sts20150401.Client(new com.aliyun.teaopenapi.models.Config()
                .setProtocol("http")
                .setEndpoint(kms.endpoint().getAuthority())
                .setCredential(
                        new com.aliyun.credentials.Client(new TeaCredentialsProvider(key.credentialsProvider()))));
        String before = sts.getCallerIdentity().getBody().getArn();

        rotateAndEndTheWindow();
        String after = sts.getCallerIdentity().getBody().getArn();

        assertThat(before).endsWith(":user/app");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void teaClient_keyDeletedUnderIt_worksByASecondCall() throws Exception {
        var sts = new com.aliyun.sts20150401.Client(new com.aliyun.teaopenapi.models.Config()
                .setProtocol("http")
                .setEndpoint(kms.endpoint().getAuthority())
                .setCredential(
                        new com.aliyun.credentials.Client(new TeaCredentialsProvider(key.credentialsProvider()))));
        deleteUnseen();

        String arn = key.call(current -> sts.getCallerIdentity().getBody().getArn());

        assertThat(arn).endsWith(":user/app");
    }

    @Test
    void classicClient_throughARotation_keepsWorking() throws Exception {
        DefaultAcsClient client = new DefaultAcsClient(
                DefaultProfile.getProfile(kms.region()), new CoreCredentialsProvider(key.credentialsProvider()));
        String before = whoAmI(client);

        rotateAndEndTheWindow();
        String after = whoAmI(client);
        deleteUnseen();
        String again = key.call(current -> whoAmI(client));
        client.shutdown();

        assertThat(before).contains(":user/app");
        assertThat(after).contains(":user/app");
        assertThat(again).contains(":user/app");
    }

    @Test
    void classicClient_keyDeletedUnderIt_isRefusedWithoutASecondCall() {
        DefaultAcsClient client = new DefaultAcsClient(
                DefaultProfile.getProfile(kms.region()), new CoreCredentialsProvider(key.credentialsProvider()));
        deleteUnseen();

        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> whoAmI(client))
                .satisfies(refusal -> assertThat(refusal.getErrCode()).isEqualTo("InvalidAccessKeyId.NotFound"));
        client.shutdown();
    }

    @Test
    void ossClient_throughARotation_keepsWorking() throws Exception {
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(SignVersion.V1);
        try (ObjectStorage storage = new ObjectStorage()) {
            OSS oss = new OSSClientBuilder()
                    .build(storage.endpoint(), new OssCredentialsProvider(key.credentialsProvider()), configuration);
            storage.accept(key.current().accessKeyId());
            String before = text(oss);

            rotateAndEndTheWindow();
            storage.accept(key.current().accessKeyId());
            String after = text(oss);
            String unseen = kms.rotateNow(secretName);
            storage.accept(newest());
            String again = key.call(current -> text(oss));
            storage.accept("another");

            assertThat(before).isEqualTo("1,234 orders");
            assertThat(after).isEqualTo(before);
            assertThat(again).isEqualTo(before);
            assertThat(key.current().versionId()).isEqualTo(unseen);
            assertThatExceptionOfType(OSSException.class).isThrownBy(() -> key.call(current -> text(oss)));
            oss.shutdown();
        }
    }

    @Test
    void ossV2Client_keyRefused_worksByASecondCall() throws Exception {
        try (ObjectStorage storage = new ObjectStorage();
                OSSClient oss = OSSClient.newBuilder()
                        .region("cn-hangzhou")
                        .endpoint(storage.endpoint())
                        .usePathStyle(true)
                        .credentialsProvider(new OssV2CredentialsProvider(key.credentialsProvider()))
                        .build()) {
            String old = key.current().accessKeyId();
            storage.accept(old);
            String before = text(oss);
            kms.rotateNow(secretName);
            storage.accept(newest());

            String after = key.call(current -> text(oss));

            assertThat(before).isEqualTo("1,234 orders");
            assertThat(after).isEqualTo(before);
        }
    }

    /** The client looks every five minutes, and so sees a rotation before the window of ten ends. */
    private void rotateAndEndTheWindow() {
        String versionId = kms.rotateNow(secretName);
        kms.clock().advance(Duration.ofMinutes(6));
        await().until(() -> key.current().versionId().equals(versionId));
        kms.clock().advance(WINDOW);
    }

    /** Deletes the AccessKey that the client still takes for the current one. */
    private void deleteUnseen() {
        kms.rotateNow(secretName);
        kms.deleteAccessKey(key.current().accessKeyId());
    }

    /** Returns the AccessKey that KMS holds, without the client's knowledge. */
    private String newest() {
        try (OpenSesame other = OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                .build()) {
            return other.secrets().get(secretName).exposeFields().getOrDefault("AccessKeyId", "");
        }
    }

    private String whoAmI(DefaultAcsClient client) throws ClientException {
        CommonRequest request = new CommonRequest();
        request.setSysMethod(MethodType.POST);
        request.setSysProtocol(ProtocolType.HTTP);
        request.setSysDomain(kms.endpoint().getAuthority());
        request.setSysVersion("2015-04-01");
        request.setSysAction("GetCallerIdentity");
        return client.getCommonResponse(request).getData();
    }

    private static String text(OSS oss) throws Exception {
        try (var object = oss.getObject("reports", "orders.txt").getObjectContent()) {
            return new String(object.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String text(OSSClient oss) throws Exception {
        GetObjectRequest request = GetObjectRequest.newBuilder()
                .bucket("reports")
                .key("orders.txt")
                .build();
        try (var object = oss.getObject(request)) {
            return new String(object.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package io.opensesame.officialclients;

import com.aliyuncs.AcsRequest;
import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;

/** The classic client, aliyun-java-sdk-kms on aliyun-java-sdk-core, set up for one LocalKms as its manual says. */
final class ClassicClient implements AutoCloseable {
    private final DefaultAcsClient client;
    private final SignatureVersion signature;

    ClassicClient(LocalKms kms, SignatureVersion signature) {
        this(kms, signature, kms.accessKeyId(), kms.exposeAccessKeySecret());
    }

    ClassicClient(LocalKms kms, SignatureVersion signature, String accessKeyId, String accessKeySecret) {
        this(kms, signature, DefaultProfile.getProfile(kms.region(), accessKeyId, accessKeySecret));
    }

    ClassicClient(LocalKms kms, SignatureVersion signature, LocalAccessKey temporary) {
        this(
                kms,
                signature,
                DefaultProfile.getProfile(
                        kms.region(),
                        temporary.accessKeyId(),
                        temporary.exposeAccessKeySecret(),
                        temporary.exposeSecurityToken().orElseThrow()));
    }

    private ClassicClient(LocalKms kms, SignatureVersion signature, DefaultProfile profile) {
        pointAt(kms.region(), kms.endpoint().getAuthority());
        this.client = new DefaultAcsClient(profile);
        this.signature = signature;
    }

    /** Sends the region's requests to an address; the client keeps these for the whole process. */
    static void pointAt(String region, String address) {
        DefaultProfile.addEndpoint(region, "Kms", address);
    }

    <T extends AcsResponse> T send(AcsRequest<T> request) throws ClientException {
        request.setSysProtocol(ProtocolType.HTTP);
        request.setSysSignatureVersion(signature);
        return client.getAcsResponse(request);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}

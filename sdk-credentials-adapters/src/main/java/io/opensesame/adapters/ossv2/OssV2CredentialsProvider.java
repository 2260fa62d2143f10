package io.opensesame.adapters.ossv2;

import com.aliyun.sdk.service.oss2.credentials.Credentials;
import io.opensesame.auth.CredentialsProvider;
import java.util.Objects;

/**
 * Signs the calls of the newer OSS SDK's clients with credentials of this library, such as those of a followed
 * AccessKey. These clients ask for credentials at every call, so that a rotation reaches them at once.
 *
 * <pre>{@code
 * OSSClient oss = OSSClient.newBuilder()
 *         .region("cn-hangzhou")
 *         .credentialsProvider(new OssV2CredentialsProvider(key.credentialsProvider()))
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe; it works for as long as the provider behind it does. Needs {@code com.aliyun:alibabacloud-oss-v2} 0.4
 * at run time.
 */
public final class OssV2CredentialsProvider implements com.aliyun.sdk.service.oss2.credentials.CredentialsProvider {
    private final CredentialsProvider credentials;

    /**
     * Adapts a provider.
     *
     * @param credentials asked at every call
     */
    public OssV2CredentialsProvider(CredentialsProvider credentials) {
        this.credentials = Objects.requireNonNull(credentials, "credentials");
    }

    /**
     * Returns the credentials as of now, as one pair.
     *
     * @return the pair, with its token if it is temporary
     * @throws io.opensesame.error.OpenSesameException if there are none
     */
    @Override
    public Credentials getCredentials() {
        io.opensesame.auth.Credentials current = credentials.credentials();
        String id = current.accessKeyId();
        String secret = current.exposeAccessKeySecret();
        return current.exposeSecurityToken()
                .map(token -> new Credentials(id, secret, token))
                .orElseGet(() -> new Credentials(id, secret));
    }

    /** {@return the name of the class; nothing secret} */
    @Override
    public String toString() {
        return "OssV2CredentialsProvider";
    }
}

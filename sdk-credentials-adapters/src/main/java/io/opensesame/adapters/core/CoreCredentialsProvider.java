package io.opensesame.adapters.core;

import com.aliyuncs.auth.AlibabaCloudCredentials;
import com.aliyuncs.auth.AlibabaCloudCredentialsProvider;
import com.aliyuncs.auth.BasicCredentials;
import com.aliyuncs.auth.BasicSessionCredentials;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import java.util.Objects;

/**
 * Signs the calls of the vendor's classic clients with credentials of this library, such as those of a followed
 * AccessKey. These clients ask for credentials at every call, so that a rotation reaches them at once.
 *
 * <pre>{@code
 * var client = new DefaultAcsClient(profile, new CoreCredentialsProvider(key.credentialsProvider()));
 * }</pre>
 *
 * <p>Thread-safe; it works for as long as the provider behind it does. Needs {@code com.aliyun:aliyun-java-sdk-core} 4
 * at run time.
 */
public final class CoreCredentialsProvider implements AlibabaCloudCredentialsProvider {
    private final CredentialsProvider credentials;

    /**
     * Adapts a provider.
     *
     * @param credentials asked at every call
     */
    public CoreCredentialsProvider(CredentialsProvider credentials) {
        this.credentials = Objects.requireNonNull(credentials, "credentials");
    }

    /**
     * Returns the credentials as of now, as one pair.
     *
     * @return the pair, with its token if it is temporary
     * @throws io.opensesame.error.OpenSesameException if there are none
     */
    @Override
    public AlibabaCloudCredentials getCredentials() {
        Credentials current = credentials.credentials();
        String id = current.accessKeyId();
        String secret = current.exposeAccessKeySecret();
        return current.exposeSecurityToken()
                .<AlibabaCloudCredentials>map(token -> new BasicSessionCredentials(id, secret, token))
                .orElseGet(() -> new BasicCredentials(id, secret));
    }

    /** {@return the name of the class; nothing secret} */
    @Override
    public String toString() {
        return "CoreCredentialsProvider";
    }
}

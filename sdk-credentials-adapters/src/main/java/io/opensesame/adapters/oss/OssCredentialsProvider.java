package io.opensesame.adapters.oss;

import com.aliyun.oss.common.auth.Credentials;
import com.aliyun.oss.common.auth.DefaultCredentials;
import io.opensesame.auth.CredentialsProvider;
import java.util.Objects;

/**
 * Signs the calls of the OSS SDK's clients with credentials of this library, such as those of a followed AccessKey.
 * These clients ask for credentials at every call, so that a rotation reaches them at once.
 *
 * <pre>{@code
 * OSS oss = new OSSClientBuilder().build(endpoint, new OssCredentialsProvider(key.credentialsProvider()));
 * }</pre>
 *
 * <p>A signed URL is signed with the AccessKey of that moment, and ends with it: give it no longer life than the
 * rotation window.
 *
 * <p>Thread-safe; it works for as long as the provider behind it does. Needs {@code com.aliyun.oss:aliyun-sdk-oss} 3 at
 * run time.
 */
public final class OssCredentialsProvider implements com.aliyun.oss.common.auth.CredentialsProvider {
    private final CredentialsProvider credentials;

    /**
     * Adapts a provider.
     *
     * @param credentials asked at every call
     */
    public OssCredentialsProvider(CredentialsProvider credentials) {
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
                .map(token -> new DefaultCredentials(id, secret, token))
                .orElseGet(() -> new DefaultCredentials(id, secret));
    }

    /**
     * Refuses to be told other credentials: it follows the provider that it was made with.
     *
     * @param others ignored
     * @throws UnsupportedOperationException always
     */
    @Override
    public void setCredentials(Credentials others) {
        throw new UnsupportedOperationException("this client follows the credentials of OpenSesame:"
                + " build another client for others, rather than switch this one's");
    }

    /** {@return the name of the class; nothing secret} */
    @Override
    public String toString() {
        return "OssCredentialsProvider";
    }
}

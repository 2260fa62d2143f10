package io.opensesame.adapters.tea;

import com.aliyun.credentials.models.CredentialModel;
import com.aliyun.credentials.provider.AlibabaCloudCredentialsProvider;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import java.time.Instant;
import java.util.Objects;

/**
 * Signs the calls of clients on the Tea runtime with credentials of this library, such as those of a followed
 * AccessKey. These clients ask for credentials at every call, so that a rotation reaches them at once.
 *
 * <pre>{@code
 * var credentials = new com.aliyun.credentials.Client(new TeaCredentialsProvider(key.credentialsProvider()));
 * var sts = new com.aliyun.sts20150401.Client(new com.aliyun.teaopenapi.models.Config().setCredential(credentials));
 * }</pre>
 *
 * <p>How {@code tea-openapi} asks decides whether a call at the very moment of a rotation may meet two pairs: version
 * 0.2 asks the credentials library for the id and for the secret apart, 0.3.5 does so in {@code doRPCRequest} only.
 * Such a call is refused with {@code SignatureDoesNotMatch}; add that to
 * {@link io.opensesame.ram.FollowOptions.Builder#refusalCodes} to have {@code call} make it once more.
 *
 * <p>Thread-safe; it works for as long as the provider behind it does, which it does not close. Needs
 * {@code com.aliyun:credentials-java} 1.0 at run time.
 */
public final class TeaCredentialsProvider implements AlibabaCloudCredentialsProvider {
    private static final String NAME = "opensesame";

    private final CredentialsProvider credentials;

    /**
     * Adapts a provider.
     *
     * @param credentials asked at every call
     */
    public TeaCredentialsProvider(CredentialsProvider credentials) {
        this.credentials = Objects.requireNonNull(credentials, "credentials");
    }

    /**
     * Returns the credentials as of now, as one pair.
     *
     * @return credentials of the type {@code access_key}, or {@code sts} if they are temporary
     * @throws io.opensesame.error.OpenSesameException if there are none
     */
    @Override
    public CredentialModel getCredentials() {
        Credentials current = credentials.credentials();
        CredentialModel.Builder model = CredentialModel.builder()
                .providerName(NAME)
                .type("access_key")
                .accessKeyId(current.accessKeyId())
                .accessKeySecret(current.exposeAccessKeySecret());
        current.exposeSecurityToken().ifPresent(token -> model.type("sts").securityToken(token));
        current.expiration().map(Instant::toEpochMilli).ifPresent(model::expiration);
        return model.build();
    }

    /** {@return the name under which the credentials library knows it} */
    @Override
    public String getProviderName() {
        return NAME;
    }

    /** Has nothing to close: the provider behind it belongs to who made it. */
    @Override
    public void close() {}

    /** {@return the name of the class; nothing secret} */
    @Override
    public String toString() {
        return "TeaCredentialsProvider";
    }
}

package io.opensesame.auth;

import java.net.URI;
import java.nio.file.Path;

/**
 * Says where credentials come from.
 *
 * <p>A source is a description: making one checks its settings, and reads nothing. The client that it is given to reads
 * the source on the first call that needs credentials, keeps temporary credentials fresh ahead of their expiry, and
 * lets go of the source when it is closed.
 *
 * <p>Each method here returns a source that is ready to use. A source with more settings has a builder on its own type:
 *
 * <pre>{@code
 * CredentialsSource source = AssumeRoleSource.builder("acs:ram::1234567890123456:role/orders-reader")
 *         .signedBy(CredentialsSource.profile())
 *         .sessionName("orders")
 *         .build();
 * }</pre>
 *
 * <p>Every source is immutable, and names itself in {@link Object#toString()} without secrets.
 */
public sealed interface CredentialsSource
        permits AmbientSource,
                AssumeRoleSource,
                EcsRamRoleSource,
                OidcRoleSource,
                ProcessSource,
                ProfileSource,
                ProvidedSource,
                UriSource {
    /**
     * Returns the chain of sources that Alibaba Cloud's own clients try, in their order: system properties, environment
     * variables, OIDC role, CLI profile, credentials file, ECS RAM role, credentials URI. The first one that has
     * credentials is kept.
     *
     * @return the default chain
     */
    static CredentialsSource defaultChain() {
        return AmbientSource.DEFAULT_CHAIN;
    }

    /**
     * Returns the variables {@code ALIBABA_CLOUD_ACCESS_KEY_ID} and {@code ALIBABA_CLOUD_ACCESS_KEY_SECRET}, with
     * {@code ALIBABA_CLOUD_SECURITY_TOKEN} if the pair is temporary.
     *
     * @return the environment of the process
     */
    static CredentialsSource environment() {
        return AmbientSource.ENVIRONMENT;
    }

    /**
     * Returns the properties {@code alibabacloud.accessKeyId} and {@code alibabacloud.accessKeySecret} (or, from older
     * releases of the vendor's clients, {@code alibabacloud.accessKeyIdSecret}, which wins), with
     * {@code alibabacloud.sessionToken} if the pair is temporary.
     *
     * @return the Java system properties
     */
    static CredentialsSource systemProperties() {
        return AmbientSource.SYSTEM_PROPERTIES;
    }

    /**
     * Returns a profile of the credentials file {@code ~/.alibabacloud/credentials.ini} or, if that is not there,
     * {@code ~/.alibabacloud/credentials}.
     *
     * @return the profile that {@code ALIBABA_CLOUD_PROFILE} names, else the one named {@code default}
     * @see ProfileSource#ini()
     */
    static ProfileSource profile() {
        return ProfileSource.ini().build();
    }

    /**
     * Returns a profile of {@code ~/.aliyun/config.json}, the file of the {@code aliyun} command.
     *
     * @return the profile that {@code ALIBABA_CLOUD_PROFILE} names, else the file's current one
     * @see ProfileSource#cli()
     */
    static ProfileSource cliProfile() {
        return ProfileSource.cli().build();
    }

    /**
     * Returns the RAM role that is attached to the ECS instance or container that the process runs in.
     *
     * @return the instance's role, whatever its name
     * @see EcsRamRoleSource#builder()
     */
    static EcsRamRoleSource ecsRamRole() {
        return EcsRamRoleSource.builder().build();
    }

    /**
     * Returns a RAM role that is assumed with credentials from the default chain.
     *
     * @param roleArn the role, such as {@code acs:ram::1234567890123456:role/orders-reader}
     * @return the role, with a session of one hour
     * @throws IllegalArgumentException if that is no ARN of a role
     * @see AssumeRoleSource#builder(String)
     */
    static AssumeRoleSource assumeRole(String roleArn) {
        return AssumeRoleSource.builder(roleArn).build();
    }

    /**
     * Returns a RAM role that is assumed with the token of an OpenID Connect provider, as in a Kubernetes pod with
     * RRSA.
     *
     * @param roleArn the role, such as {@code acs:ram::1234567890123456:role/orders-reader}
     * @param providerArn the provider, such as {@code acs:ram::1234567890123456:oidc-provider/ack-rrsa-c1}
     * @param tokenFile the file that holds the provider's token; read again at each refresh
     * @return the role, with a session of one hour
     * @throws IllegalArgumentException if an ARN is not of its kind
     * @see OidcRoleSource#builder(String, String, Path)
     */
    static OidcRoleSource oidcRole(String roleArn, String providerArn, Path tokenFile) {
        return OidcRoleSource.builder(roleArn, providerArn, tokenFile).build();
    }

    /**
     * Returns a web address that answers a GET with temporary credentials, such as that of a sidecar.
     *
     * @param uri an {@code http} or {@code https} address; plain HTTP is for addresses that nobody can listen in on
     * @return the address as a source
     * @throws IllegalArgumentException if the address has no host, another scheme, a user name or a fragment
     */
    static UriSource uri(URI uri) {
        return new UriSource(uri);
    }

    /**
     * Returns a program that writes credentials to its standard output.
     *
     * @param commandLine the program and its arguments, quoted as for a POSIX shell; no shell runs, so that variables,
     *     wildcards and pipes are not understood
     * @return the program as a source
     * @throws IllegalArgumentException if the line is blank, or a quote in it is not closed
     */
    static ProcessSource process(String commandLine) {
        return new ProcessSource(commandLine);
    }

    /**
     * Returns credentials that the application holds.
     *
     * @param credentials an AccessKey pair, or temporary credentials that outlive their user
     * @return just these
     */
    static ProvidedSource of(Credentials credentials) {
        return of(CredentialsProvider.of(credentials));
    }

    /**
     * Returns a provider that the application wrote. Its results are not cached, and it is never closed.
     *
     * @param provider asked for each attempt of a call
     * @return the provider as a source
     */
    static ProvidedSource of(CredentialsProvider provider) {
        return new ProvidedSource(provider);
    }
}

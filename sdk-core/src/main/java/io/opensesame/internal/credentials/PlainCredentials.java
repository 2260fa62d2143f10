package io.opensesame.internal.credentials;

import io.opensesame.auth.Credentials;
import io.opensesame.error.CredentialsException;
import java.util.Optional;
import java.util.function.Function;

/** An AccessKey pair, with or without a token, from variables or properties. Read anew at each call, from memory. */
final class PlainCredentials implements CloseableCredentialsProvider {
    private final String title;
    private final Function<String, Optional<String>> lookup;
    private final String idName;
    private final String secretName;
    private final String legacySecretName;
    private final String tokenName;

    private PlainCredentials(
            String title,
            Function<String, Optional<String>> lookup,
            String idName,
            String secretName,
            String legacySecretName,
            String tokenName) {
        this.title = title;
        this.lookup = lookup;
        this.idName = idName;
        this.secretName = secretName;
        this.legacySecretName = legacySecretName;
        this.tokenName = tokenName;
    }

    static PlainCredentials ofVariables(CredentialsEnvironment environment) {
        return new PlainCredentials(
                "environment variables",
                environment::variable,
                "ALIBABA_CLOUD_ACCESS_KEY_ID",
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                "",
                "ALIBABA_CLOUD_SECURITY_TOKEN");
    }

    static PlainCredentials ofProperties(CredentialsEnvironment environment) {
        return new PlainCredentials(
                "system properties",
                environment::property,
                "alibabacloud.accessKeyId",
                "alibabacloud.accessKeySecret",
                "alibabacloud.accessKeyIdSecret",
                "alibabacloud.sessionToken");
    }

    @Override
    public Credentials credentials() {
        String id = lookup.apply(idName).orElseThrow(() -> missing(idName));
        String secret = legacySecret().or(() -> lookup.apply(secretName)).orElseThrow(() -> missing(secretName));
        return CredentialsJson.checked(
                "One of the " + title,
                () -> lookup.apply(tokenName)
                        .map(token -> Credentials.temporary(id, secret, token))
                        .orElseGet(() -> Credentials.accessKey(id, secret)));
    }

    /** Returns whether either half of the pair is there. */
    boolean isSetUp() {
        return lookup.apply(idName)
                .or(this::legacySecret)
                .or(() -> lookup.apply(secretName))
                .isPresent();
    }

    private Optional<String> legacySecret() {
        return legacySecretName.isEmpty() ? Optional.empty() : lookup.apply(legacySecretName);
    }

    private static CredentialsException missing(String name) {
        return new CredentialsException(name + " is not set.", null);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return title;
    }
}

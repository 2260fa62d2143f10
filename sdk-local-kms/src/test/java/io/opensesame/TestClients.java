package io.opensesame;

import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;

/** Builders of clients that are pointed at a LocalKms, for tests to say the rest. */
final class TestClients {
    private TestClients() {}

    /** Returns a builder over plain HTTP, with the account's ready AccessKey. */
    static OpenSesame.Builder connectedTo(LocalKms kms) {
        return OpenSesame.builder().endpoint(KmsEndpoint.of(kms.endpoint())).credentials(readyKey(kms));
    }

    /** Returns a builder over HTTPS, with the account's ready AccessKey; whom it trusts is still to be said. */
    static OpenSesame.Builder connectedOverHttpsTo(LocalKms kms) {
        return connectedTo(kms).endpoint(KmsEndpoint.of(kms.httpsEndpoint()));
    }

    static Credentials readyKey(LocalKms kms) {
        return Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret());
    }

    static Credentials credentials(LocalAccessKey key) {
        return key.exposeSecurityToken()
                .map(token -> Credentials.temporary(key.accessKeyId(), key.exposeAccessKeySecret(), token))
                .orElseGet(() -> Credentials.accessKey(key.accessKeyId(), key.exposeAccessKeySecret()));
    }
}

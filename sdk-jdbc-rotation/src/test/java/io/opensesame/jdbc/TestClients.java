package io.opensesame.jdbc;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;

/** Builders of clients that are pointed at a LocalKms, for tests to say the rest. */
public final class TestClients {
    private TestClients() {}

    /** Returns a builder over plain HTTP, with the account's ready AccessKey. */
    public static OpenSesame.Builder connectedTo(LocalKms kms) {
        return OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()));
    }
}

package io.opensesame.benchmarks.clients.opensesame;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.secret.GetSecretValueRequest;
import java.net.URI;
import java.util.concurrent.Callable;

/**
 * Reads the secret {@code bench/db}, past the cache.
 *
 * <p>The system property {@code endpoint} says where from.
 */
public final class Fetch implements Callable<String> {
    private final OpenSesame sesame = OpenSesame.builder()
            .endpoint(KmsEndpoint.of(URI.create(System.getProperty("endpoint"))))
            .credentials(Credentials.accessKey("LTAI5tBenchmark", "not-a-real-secret"))
            .build();

    @Override
    public String call() {
        return sesame.kms()
                .secrets()
                .getSecretValue(GetSecretValueRequest.of("bench/db"))
                .exposeText();
    }
}

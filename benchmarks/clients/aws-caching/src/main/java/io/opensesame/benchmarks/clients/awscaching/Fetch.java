package io.opensesame.benchmarks.clients.awscaching;

import com.amazonaws.secretsmanager.caching.SecretCache;
import java.net.URI;
import java.util.concurrent.Callable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Reads the secret {@code bench/db}; from memory, the second time on.
 *
 * <p>The system property {@code endpoint} says where from.
 */
public final class Fetch implements Callable<String> {
    private final SecretCache cache = new SecretCache(SecretsManagerClient.builder()
            .endpointOverride(URI.create(System.getProperty("endpoint")))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIABENCHMARK", "not-a-real-secret")))
            .build());

    @Override
    public String call() {
        return cache.getSecretString("bench/db");
    }
}

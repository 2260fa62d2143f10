package io.opensesame.benchmarks.clients.vendorcaching;

import com.aliyuncs.kms.secretsmanager.client.SecretCacheClient;
import com.aliyuncs.kms.secretsmanager.client.SecretCacheClientBuilder;
import com.aliyuncs.kms.secretsmanager.client.exception.CacheSecretException;
import com.aliyuncs.kms.secretsmanager.client.model.RegionInfo;
import com.aliyuncs.kms.secretsmanager.client.service.BaseSecretManagerClientBuilder;
import java.net.URI;
import java.util.concurrent.Callable;

/**
 * Reads the secret {@code bench/db}; from memory, the second time on. It speaks HTTPS alone.
 *
 * <p>The system property {@code endpoint} says where from.
 */
public final class Fetch implements Callable<String> {
    private final SecretCacheClient client;

    /**
     * Sets the client up as its manual says.
     *
     * @throws CacheSecretException if the client does not take its settings
     */
    public Fetch() throws CacheSecretException {
        String authority = URI.create(System.getProperty("endpoint")).getAuthority();
        client = SecretCacheClientBuilder.newCacheClientBuilder(BaseSecretManagerClientBuilder.standard()
                        .withAccessKey("LTAI5tBenchmark", "not-a-real-secret")
                        .addRegion(new RegionInfo("cn-hangzhou", false, authority))
                        .build())
                .build();
    }

    @Override
    public String call() throws CacheSecretException {
        return client.getStringValue("bench/db");
    }
}

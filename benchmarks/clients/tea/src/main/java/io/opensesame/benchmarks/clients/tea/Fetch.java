package io.opensesame.benchmarks.clients.tea;

import com.aliyun.kms20160120.Client;
import com.aliyun.kms20160120.models.GetSecretValueRequest;
import com.aliyun.teaopenapi.models.Config;
import java.net.URI;
import java.util.concurrent.Callable;

/**
 * Reads the secret {@code bench/db}.
 *
 * <p>The system property {@code endpoint} says where from.
 */
public final class Fetch implements Callable<String> {
    private final Client client;

    /**
     * Sets the client up as its manual says.
     *
     * @throws Exception if the client does not take its settings; its constructor says no more
     */
    public Fetch() throws Exception {
        URI endpoint = URI.create(System.getProperty("endpoint"));
        client = new Client(new Config()
                .setRegionId("cn-hangzhou")
                .setAccessKeyId("LTAI5tBenchmark")
                .setAccessKeySecret("not-a-real-secret")
                .setProtocol(endpoint.getScheme())
                .setEndpoint(endpoint.getAuthority()));
    }

    @Override
    public String call() throws Exception {
        return client.getSecretValue(new GetSecretValueRequest().setSecretName("bench/db"))
                .getBody()
                .getSecretData();
    }
}

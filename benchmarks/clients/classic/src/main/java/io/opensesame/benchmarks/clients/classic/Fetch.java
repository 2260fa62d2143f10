package io.opensesame.benchmarks.clients.classic;

import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.kms.model.v20160120.GetSecretValueRequest;
import com.aliyuncs.profile.DefaultProfile;
import java.net.URI;
import java.util.concurrent.Callable;

/**
 * Reads the secret {@code bench/db}.
 *
 * <p>The system property {@code endpoint} says where from.
 */
public final class Fetch implements Callable<String> {
    private final URI endpoint = URI.create(System.getProperty("endpoint"));
    private final DefaultAcsClient client;

    /** Sets the client up as its manual says. */
    public Fetch() {
        DefaultProfile.addEndpoint("cn-hangzhou", "Kms", endpoint.getAuthority());
        client = new DefaultAcsClient(DefaultProfile.getProfile("cn-hangzhou", "LTAI5tBenchmark", "not-a-real-secret"));
    }

    @Override
    public String call() throws ClientException {
        GetSecretValueRequest request = new GetSecretValueRequest();
        request.setSysProtocol(endpoint.getScheme().equals("http") ? ProtocolType.HTTP : ProtocolType.HTTPS);
        request.setAcceptFormat(FormatType.JSON);
        request.setSecretName("bench/db");
        return client.getAcsResponse(request).getSecretData();
    }
}

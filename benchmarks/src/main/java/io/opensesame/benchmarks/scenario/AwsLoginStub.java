package io.opensesame.benchmarks.scenario;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** The AWS service in process: each secret has the current login. */
final class AwsLoginStub implements SecretsManagerClient {
    private final Supplier<StoredLogin> current;
    private final AtomicLong calls = new AtomicLong();

    /** Answers with what is current at the time of the call. */
    AwsLoginStub(Supplier<StoredLogin> current) {
        this.current = current;
    }

    long calls() {
        return calls.get();
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        calls.incrementAndGet();
        StoredLogin login = current.get();
        return GetSecretValueResponse.builder()
                .name(request.secretId())
                .versionId(login.versionId())
                .versionStages("AWSCURRENT")
                .secretString(login.json())
                .build();
    }

    @Override
    public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
        calls.incrementAndGet();
        return DescribeSecretResponse.builder()
                .name(request.secretId())
                .versionIdsToStages(Map.of(current.get().versionId(), List.of("AWSCURRENT")))
                .build();
    }

    @Override
    public String serviceName() {
        return "secretsmanager";
    }

    @Override
    public void close() {}
}

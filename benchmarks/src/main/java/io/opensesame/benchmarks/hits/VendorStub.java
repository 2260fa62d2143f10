package io.opensesame.benchmarks.hits;

import com.aliyuncs.kms.model.v20160120.GetSecretValueRequest;
import com.aliyuncs.kms.model.v20160120.GetSecretValueResponse;
import com.aliyuncs.kms.secretsmanager.client.service.SecretManagerClient;
import java.util.List;

/** The vendor's service in process: every secret exists. */
final class VendorStub implements SecretManagerClient {
    @Override
    public void init() {}

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        GetSecretValueResponse response = new GetSecretValueResponse();
        response.setSecretName(request.getSecretName());
        response.setVersionId("v1");
        response.setVersionStages(List.of("ACSCurrent"));
        response.setSecretType("Generic");
        response.setSecretData(Reads.VALUE);
        response.setSecretDataType("text");
        response.setCreateTime("2026-01-01T00:00:00Z");
        return response;
    }

    @Override
    public void close() {}
}

package io.opensesame.internal.kms;

import io.opensesame.kms.KmsClient;
import io.opensesame.kms.secret.BatchGetSecretValueRequest;
import io.opensesame.kms.secret.BatchGetSecretValueResponse;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.CreateSecretResponse;
import io.opensesame.kms.secret.DeleteSecretRequest;
import io.opensesame.kms.secret.DeleteSecretResponse;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.DescribeSecretResponse;
import io.opensesame.kms.secret.GetRandomPasswordRequest;
import io.opensesame.kms.secret.GetRandomPasswordResponse;
import io.opensesame.kms.secret.GetSecretPolicyRequest;
import io.opensesame.kms.secret.GetSecretPolicyResponse;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.GetSecretValueResponse;
import io.opensesame.kms.secret.ListSecretVersionIdsRequest;
import io.opensesame.kms.secret.ListSecretVersionIdsResponse;
import io.opensesame.kms.secret.ListSecretsRequest;
import io.opensesame.kms.secret.ListSecretsResponse;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.secret.PutSecretValueResponse;
import io.opensesame.kms.secret.RestoreSecretRequest;
import io.opensesame.kms.secret.RestoreSecretResponse;
import io.opensesame.kms.secret.RotateSecretRequest;
import io.opensesame.kms.secret.RotateSecretResponse;
import io.opensesame.kms.secret.SecretOperations;
import io.opensesame.kms.secret.SecretSummary;
import io.opensesame.kms.secret.SecretVersion;
import io.opensesame.kms.secret.SetSecretPolicyRequest;
import io.opensesame.kms.secret.SetSecretPolicyResponse;
import io.opensesame.kms.secret.UpdateSecretRequest;
import io.opensesame.kms.secret.UpdateSecretResponse;
import io.opensesame.kms.secret.UpdateSecretRotationPolicyRequest;
import io.opensesame.kms.secret.UpdateSecretRotationPolicyResponse;
import io.opensesame.kms.secret.UpdateSecretVersionStageRequest;
import io.opensesame.kms.secret.UpdateSecretVersionStageResponse;
import java.util.stream.Stream;

/** {@link SecretOperations} by way of the client's one door. */
final class ClientSecretOperations implements SecretOperations {
    private final KmsClient client;

    ClientSecretOperations(KmsClient client) {
        this.client = client;
    }

    @Override
    public CreateSecretResponse createSecret(CreateSecretRequest request) {
        return client.send(request);
    }

    @Override
    public ListSecretsResponse listSecrets(ListSecretsRequest request) {
        return client.send(request);
    }

    @Override
    public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
        return client.send(request);
    }

    @Override
    public DeleteSecretResponse deleteSecret(DeleteSecretRequest request) {
        return client.send(request);
    }

    @Override
    public UpdateSecretResponse updateSecret(UpdateSecretRequest request) {
        return client.send(request);
    }

    @Override
    public RestoreSecretResponse restoreSecret(RestoreSecretRequest request) {
        return client.send(request);
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        return client.send(request);
    }

    @Override
    public BatchGetSecretValueResponse batchGetSecretValue(BatchGetSecretValueRequest request) {
        return client.send(request);
    }

    @Override
    public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
        return client.send(request);
    }

    @Override
    public ListSecretVersionIdsResponse listSecretVersionIds(ListSecretVersionIdsRequest request) {
        return client.send(request);
    }

    @Override
    public UpdateSecretVersionStageResponse updateSecretVersionStage(UpdateSecretVersionStageRequest request) {
        return client.send(request);
    }

    @Override
    public UpdateSecretRotationPolicyResponse updateSecretRotationPolicy(UpdateSecretRotationPolicyRequest request) {
        return client.send(request);
    }

    @Override
    public RotateSecretResponse rotateSecret(RotateSecretRequest request) {
        return client.send(request);
    }

    @Override
    public GetRandomPasswordResponse getRandomPassword(GetRandomPasswordRequest request) {
        return client.send(request);
    }

    @Override
    public SetSecretPolicyResponse setSecretPolicy(SetSecretPolicyRequest request) {
        return client.send(request);
    }

    @Override
    public GetSecretPolicyResponse getSecretPolicy(GetSecretPolicyRequest request) {
        return client.send(request);
    }

    @Override
    public Stream<SecretSummary> listAllSecrets(ListSecretsRequest request) {
        return Pages.stream(() -> page(request), SecretSummary::secretName);
    }

    private Page<SecretSummary> page(ListSecretsRequest request) {
        ListSecretsResponse answer = listSecrets(request);
        return Page.numbered(
                answer.secrets(),
                request.pageNumber(),
                request.pageSize(),
                answer.pageSize(),
                answer.totalCount(),
                number -> page(request.atPage(number)));
    }

    @Override
    public Stream<SecretVersion> listAllSecretVersionIds(ListSecretVersionIdsRequest request) {
        return Pages.stream(() -> page(request), SecretVersion::versionId);
    }

    private Page<SecretVersion> page(ListSecretVersionIdsRequest request) {
        ListSecretVersionIdsResponse answer = listSecretVersionIds(request);
        return Page.numbered(
                answer.versions(),
                request.pageNumber(),
                request.pageSize(),
                answer.pageSize(),
                answer.totalCount(),
                number -> page(request.atPage(number)));
    }
}

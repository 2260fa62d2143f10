package io.opensesame.internal.kms;

import io.opensesame.error.KmsTransportException;
import io.opensesame.kms.KmsClient;
import io.opensesame.kms.key.CancelKeyDeletionRequest;
import io.opensesame.kms.key.CancelKeyDeletionResponse;
import io.opensesame.kms.key.CreateKeyRequest;
import io.opensesame.kms.key.CreateKeyResponse;
import io.opensesame.kms.key.CreateKeyVersionRequest;
import io.opensesame.kms.key.CreateKeyVersionResponse;
import io.opensesame.kms.key.DeleteKeyMaterialRequest;
import io.opensesame.kms.key.DeleteKeyMaterialResponse;
import io.opensesame.kms.key.DescribeKeyRequest;
import io.opensesame.kms.key.DescribeKeyResponse;
import io.opensesame.kms.key.DescribeKeyVersionRequest;
import io.opensesame.kms.key.DescribeKeyVersionResponse;
import io.opensesame.kms.key.DisableKeyRequest;
import io.opensesame.kms.key.DisableKeyResponse;
import io.opensesame.kms.key.EnableKeyRequest;
import io.opensesame.kms.key.EnableKeyResponse;
import io.opensesame.kms.key.GetKeyPolicyRequest;
import io.opensesame.kms.key.GetKeyPolicyResponse;
import io.opensesame.kms.key.GetParametersForImportRequest;
import io.opensesame.kms.key.GetParametersForImportResponse;
import io.opensesame.kms.key.ImportKeyMaterialRequest;
import io.opensesame.kms.key.ImportKeyMaterialResponse;
import io.opensesame.kms.key.ImportOptions;
import io.opensesame.kms.key.KeyOperations;
import io.opensesame.kms.key.KeySummary;
import io.opensesame.kms.key.KeyVersion;
import io.opensesame.kms.key.ListKeyVersionsRequest;
import io.opensesame.kms.key.ListKeyVersionsResponse;
import io.opensesame.kms.key.ListKeysRequest;
import io.opensesame.kms.key.ListKeysResponse;
import io.opensesame.kms.key.ScheduleKeyDeletionRequest;
import io.opensesame.kms.key.ScheduleKeyDeletionResponse;
import io.opensesame.kms.key.SetDeletionProtectionRequest;
import io.opensesame.kms.key.SetDeletionProtectionResponse;
import io.opensesame.kms.key.SetKeyPolicyRequest;
import io.opensesame.kms.key.SetKeyPolicyResponse;
import io.opensesame.kms.key.UpdateKeyDescriptionRequest;
import io.opensesame.kms.key.UpdateKeyDescriptionResponse;
import io.opensesame.kms.key.UpdateRotationPolicyRequest;
import io.opensesame.kms.key.UpdateRotationPolicyResponse;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.stream.Stream;

/** {@link KeyOperations} by way of the client's one door. */
final class ClientKeyOperations extends ClientCryptographicOperations implements KeyOperations {
    private final String endpoint;
    private final SecureRandom random;

    ClientKeyOperations(KmsClient client, String endpoint, SecureRandom random) {
        super(client);
        this.endpoint = endpoint;
        this.random = random;
    }

    @Override
    public CreateKeyResponse createKey(CreateKeyRequest request) {
        return client.send(request);
    }

    @Override
    public ListKeysResponse listKeys(ListKeysRequest request) {
        return client.send(request);
    }

    @Override
    public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
        return client.send(request);
    }

    @Override
    public UpdateKeyDescriptionResponse updateKeyDescription(UpdateKeyDescriptionRequest request) {
        return client.send(request);
    }

    @Override
    public EnableKeyResponse enableKey(EnableKeyRequest request) {
        return client.send(request);
    }

    @Override
    public DisableKeyResponse disableKey(DisableKeyRequest request) {
        return client.send(request);
    }

    @Override
    public ScheduleKeyDeletionResponse scheduleKeyDeletion(ScheduleKeyDeletionRequest request) {
        return client.send(request);
    }

    @Override
    public CancelKeyDeletionResponse cancelKeyDeletion(CancelKeyDeletionRequest request) {
        return client.send(request);
    }

    @Override
    public SetDeletionProtectionResponse setDeletionProtection(SetDeletionProtectionRequest request) {
        return client.send(request);
    }

    @Override
    public GetParametersForImportResponse getParametersForImport(GetParametersForImportRequest request) {
        return client.send(request);
    }

    @Override
    public ImportKeyMaterialResponse importKeyMaterial(ImportKeyMaterialRequest request) {
        return client.send(request);
    }

    @Override
    public DeleteKeyMaterialResponse deleteKeyMaterial(DeleteKeyMaterialRequest request) {
        return client.send(request);
    }

    @Override
    public UpdateRotationPolicyResponse updateRotationPolicy(UpdateRotationPolicyRequest request) {
        return client.send(request);
    }

    @Override
    public SetKeyPolicyResponse setKeyPolicy(SetKeyPolicyRequest request) {
        return client.send(request);
    }

    @Override
    public GetKeyPolicyResponse getKeyPolicy(GetKeyPolicyRequest request) {
        return client.send(request);
    }

    @Override
    public CreateKeyVersionResponse createKeyVersion(CreateKeyVersionRequest request) {
        return client.send(request);
    }

    @Override
    public DescribeKeyVersionResponse describeKeyVersion(DescribeKeyVersionRequest request) {
        return client.send(request);
    }

    @Override
    public ListKeyVersionsResponse listKeyVersions(ListKeyVersionsRequest request) {
        return client.send(request);
    }

    @Override
    public ImportKeyMaterialResponse importRawKeyMaterial(String keyId, byte[] keyMaterial, ImportOptions options) {
        MaterialWrapping wrapping = MaterialWrapping.of(options.wrapping());
        wrapping.requireFitting(keyMaterial);
        GetParametersForImportResponse parameters =
                getParametersForImport(GetParametersForImportRequest.of(keyId, options.wrapping()));
        ImportKeyMaterialRequest.Builder request = ImportKeyMaterialRequest.builder()
                .keyId(keyId)
                .encryptedKeyMaterial(wrapped(wrapping, parameters.publicKey(), keyMaterial))
                .importToken(parameters.exposeImportToken());
        options.expiresAt().ifPresent(request::expiresAt);
        return importKeyMaterial(request.build());
    }

    private byte[] wrapped(MaterialWrapping wrapping, byte[] publicKey, byte[] keyMaterial) {
        try {
            return wrapping.wrap(publicKey, keyMaterial, random);
        } catch (InvalidKeyException unusable) {
            String action = "GetParametersForImport";
            throw new KmsTransportException(
                    action,
                    endpoint,
                    action + " at " + endpoint + " was answered, but its public key was not understood: "
                            + unusable.getMessage()
                            + ". No key material was sent. Check that the endpoint is one of KMS.",
                    unusable);
        }
    }

    @Override
    public Stream<KeySummary> listAllKeys(ListKeysRequest request) {
        return Pages.stream(() -> page(request), KeySummary::keyId);
    }

    private Page<KeySummary> page(ListKeysRequest request) {
        ListKeysResponse answer = listKeys(request);
        return Page.numbered(
                answer.keys(),
                request.pageNumber(),
                request.pageSize(),
                answer.pageSize(),
                answer.totalCount(),
                number -> page(request.atPage(number)));
    }

    @Override
    public Stream<KeyVersion> listAllKeyVersions(ListKeyVersionsRequest request) {
        return Pages.stream(() -> page(request), KeyVersion::keyVersionId);
    }

    private Page<KeyVersion> page(ListKeyVersionsRequest request) {
        ListKeyVersionsResponse answer = listKeyVersions(request);
        return Page.numbered(
                answer.versions(),
                request.pageNumber(),
                request.pageSize(),
                answer.pageSize(),
                answer.totalCount(),
                number -> page(request.atPage(number)));
    }
}

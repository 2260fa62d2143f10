package io.opensesame.internal.kms;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.wire.Answer;
import io.opensesame.kms.GenericRequest;
import io.opensesame.kms.KmsRequest;
import io.opensesame.kms.alias.CreateAliasRequest;
import io.opensesame.kms.alias.DeleteAliasRequest;
import io.opensesame.kms.alias.ListAliasesByKeyIdRequest;
import io.opensesame.kms.alias.ListAliasesRequest;
import io.opensesame.kms.alias.UpdateAliasRequest;
import io.opensesame.kms.certificate.CertificatePrivateKeyDecryptRequest;
import io.opensesame.kms.certificate.CertificatePrivateKeySignRequest;
import io.opensesame.kms.certificate.CertificatePublicKeyEncryptRequest;
import io.opensesame.kms.certificate.CertificatePublicKeyVerifyRequest;
import io.opensesame.kms.certificate.CreateCertificateRequest;
import io.opensesame.kms.certificate.DeleteCertificateRequest;
import io.opensesame.kms.certificate.DescribeCertificateRequest;
import io.opensesame.kms.certificate.GetCertificateRequest;
import io.opensesame.kms.certificate.UpdateCertificateStatusRequest;
import io.opensesame.kms.certificate.UploadCertificateRequest;
import io.opensesame.kms.crypto.AsymmetricDecryptRequest;
import io.opensesame.kms.crypto.AsymmetricEncryptRequest;
import io.opensesame.kms.crypto.AsymmetricSignRequest;
import io.opensesame.kms.crypto.AsymmetricVerifyRequest;
import io.opensesame.kms.crypto.DecryptRequest;
import io.opensesame.kms.crypto.EncryptRequest;
import io.opensesame.kms.crypto.ExportDataKeyRequest;
import io.opensesame.kms.crypto.GenerateAndExportDataKeyRequest;
import io.opensesame.kms.crypto.GenerateDataKeyRequest;
import io.opensesame.kms.crypto.GenerateDataKeyWithoutPlaintextRequest;
import io.opensesame.kms.crypto.GetPublicKeyRequest;
import io.opensesame.kms.crypto.ReEncryptRequest;
import io.opensesame.kms.key.CancelKeyDeletionRequest;
import io.opensesame.kms.key.CreateKeyRequest;
import io.opensesame.kms.key.CreateKeyVersionRequest;
import io.opensesame.kms.key.DeleteKeyMaterialRequest;
import io.opensesame.kms.key.DescribeKeyRequest;
import io.opensesame.kms.key.DescribeKeyVersionRequest;
import io.opensesame.kms.key.DisableKeyRequest;
import io.opensesame.kms.key.EnableKeyRequest;
import io.opensesame.kms.key.GetKeyPolicyRequest;
import io.opensesame.kms.key.GetParametersForImportRequest;
import io.opensesame.kms.key.ImportKeyMaterialRequest;
import io.opensesame.kms.key.ListKeyVersionsRequest;
import io.opensesame.kms.key.ListKeysRequest;
import io.opensesame.kms.key.ScheduleKeyDeletionRequest;
import io.opensesame.kms.key.SetDeletionProtectionRequest;
import io.opensesame.kms.key.SetKeyPolicyRequest;
import io.opensesame.kms.key.UpdateKeyDescriptionRequest;
import io.opensesame.kms.key.UpdateRotationPolicyRequest;
import io.opensesame.kms.region.DescribeRegionsRequest;
import io.opensesame.kms.secret.BatchGetSecretValueRequest;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.DeleteSecretRequest;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.GetRandomPasswordRequest;
import io.opensesame.kms.secret.GetSecretPolicyRequest;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.ListSecretVersionIdsRequest;
import io.opensesame.kms.secret.ListSecretsRequest;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.secret.RestoreSecretRequest;
import io.opensesame.kms.secret.RotateSecretRequest;
import io.opensesame.kms.secret.SetSecretPolicyRequest;
import io.opensesame.kms.secret.UpdateSecretRequest;
import io.opensesame.kms.secret.UpdateSecretRotationPolicyRequest;
import io.opensesame.kms.secret.UpdateSecretVersionStageRequest;
import io.opensesame.kms.tag.ListResourceTagsRequest;
import io.opensesame.kms.tag.ListTagResourcesRequest;
import io.opensesame.kms.tag.TagResourceRequest;
import io.opensesame.kms.tag.TagResourcesRequest;
import io.opensesame.kms.tag.UntagResourceRequest;
import io.opensesame.kms.tag.UntagResourcesRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Every operation there is a type for, by the class of its request. */
final class Operations {
    private static final Map<Class<?>, Operation<?, ?>> BY_REQUEST = new HashMap<>();

    static {
        add(CreateSecretRequest.class, SecretRequests::write, SecretAnswers::createSecret);
        add(ListSecretsRequest.class, SecretRequests::write, SecretAnswers::listSecrets);
        add(DescribeSecretRequest.class, SecretRequests::write, SecretAnswers::describeSecret);
        add(DeleteSecretRequest.class, SecretRequests::write, SecretAnswers::deleteSecret);
        add(UpdateSecretRequest.class, SecretRequests::write, SecretAnswers::updateSecret);
        add(RestoreSecretRequest.class, SecretRequests::write, SecretAnswers::restoreSecret);
        add(GetSecretValueRequest.class, SecretRequests::write, SecretAnswers::getSecretValue);
        add(BatchGetSecretValueRequest.class, SecretRequests::write, SecretAnswers::batchGetSecretValue);
        add(PutSecretValueRequest.class, SecretRequests::write, SecretAnswers::putSecretValue);
        add(ListSecretVersionIdsRequest.class, SecretRequests::write, SecretAnswers::listSecretVersionIds);
        add(UpdateSecretVersionStageRequest.class, SecretRequests::write, SecretAnswers::updateSecretVersionStage);
        add(UpdateSecretRotationPolicyRequest.class, SecretRequests::write, SecretAnswers::updateSecretRotationPolicy);
        add(RotateSecretRequest.class, SecretRequests::write, SecretAnswers::rotateSecret);
        add(GetRandomPasswordRequest.class, SecretRequests::write, SecretAnswers::getRandomPassword);
        add(SetSecretPolicyRequest.class, SecretRequests::write, SecretAnswers::setSecretPolicy);
        add(GetSecretPolicyRequest.class, SecretRequests::write, SecretAnswers::getSecretPolicy);
        add(TagResourceRequest.class, TagRequests::write, TagAnswers::tagResource);
        add(UntagResourceRequest.class, TagRequests::write, TagAnswers::untagResource);
        add(ListResourceTagsRequest.class, TagRequests::write, TagAnswers::listResourceTags);
        add(TagResourcesRequest.class, TagRequests::write, TagAnswers::tagResources);
        add(UntagResourcesRequest.class, TagRequests::write, TagAnswers::untagResources);
        add(ListTagResourcesRequest.class, TagRequests::write, TagAnswers::listTagResources);
        add(EncryptRequest.class, CryptographicRequests::write, CryptographicAnswers::encrypt);
        add(DecryptRequest.class, CryptographicRequests::write, CryptographicAnswers::decrypt);
        add(ReEncryptRequest.class, CryptographicRequests::write, CryptographicAnswers::reEncrypt);
        add(GenerateDataKeyRequest.class, CryptographicRequests::write, CryptographicAnswers::generateDataKey);
        add(
                GenerateDataKeyWithoutPlaintextRequest.class,
                CryptographicRequests::write,
                CryptographicAnswers::generateDataKeyWithoutPlaintext);
        add(ExportDataKeyRequest.class, CryptographicRequests::write, CryptographicAnswers::exportDataKey);
        add(
                GenerateAndExportDataKeyRequest.class,
                CryptographicRequests::write,
                CryptographicAnswers::generateAndExportDataKey);
        add(AsymmetricSignRequest.class, CryptographicRequests::write, CryptographicAnswers::asymmetricSign);
        add(AsymmetricVerifyRequest.class, CryptographicRequests::write, CryptographicAnswers::asymmetricVerify);
        add(AsymmetricEncryptRequest.class, CryptographicRequests::write, CryptographicAnswers::asymmetricEncrypt);
        add(AsymmetricDecryptRequest.class, CryptographicRequests::write, CryptographicAnswers::asymmetricDecrypt);
        add(GetPublicKeyRequest.class, CryptographicRequests::write, CryptographicAnswers::getPublicKey);
        add(CreateKeyRequest.class, KeyRequests::write, KeyAnswers::createKey);
        add(ListKeysRequest.class, KeyRequests::write, KeyAnswers::listKeys);
        add(DescribeKeyRequest.class, KeyRequests::write, KeyAnswers::describeKey);
        add(UpdateKeyDescriptionRequest.class, KeyRequests::write, KeyAnswers::updateKeyDescription);
        add(EnableKeyRequest.class, KeyRequests::write, KeyAnswers::enableKey);
        add(DisableKeyRequest.class, KeyRequests::write, KeyAnswers::disableKey);
        add(ScheduleKeyDeletionRequest.class, KeyRequests::write, KeyAnswers::scheduleKeyDeletion);
        add(CancelKeyDeletionRequest.class, KeyRequests::write, KeyAnswers::cancelKeyDeletion);
        add(SetDeletionProtectionRequest.class, KeyRequests::write, KeyAnswers::setDeletionProtection);
        add(GetParametersForImportRequest.class, KeyRequests::write, KeyAnswers::getParametersForImport);
        add(ImportKeyMaterialRequest.class, KeyRequests::write, KeyAnswers::importKeyMaterial);
        add(DeleteKeyMaterialRequest.class, KeyRequests::write, KeyAnswers::deleteKeyMaterial);
        add(UpdateRotationPolicyRequest.class, KeyRequests::write, KeyAnswers::updateRotationPolicy);
        add(SetKeyPolicyRequest.class, KeyRequests::write, KeyAnswers::setKeyPolicy);
        add(GetKeyPolicyRequest.class, KeyRequests::write, KeyAnswers::getKeyPolicy);
        add(CreateKeyVersionRequest.class, KeyRequests::write, KeyAnswers::createKeyVersion);
        add(DescribeKeyVersionRequest.class, KeyRequests::write, KeyAnswers::describeKeyVersion);
        add(ListKeyVersionsRequest.class, KeyRequests::write, KeyAnswers::listKeyVersions);
        add(CreateAliasRequest.class, AliasRequests::write, AliasAnswers::createAlias);
        add(UpdateAliasRequest.class, AliasRequests::write, AliasAnswers::updateAlias);
        add(DeleteAliasRequest.class, AliasRequests::write, AliasAnswers::deleteAlias);
        add(ListAliasesRequest.class, AliasRequests::write, AliasAnswers::listAliases);
        add(ListAliasesByKeyIdRequest.class, AliasRequests::write, AliasAnswers::listAliasesByKeyId);
        add(DescribeRegionsRequest.class, RegionCodec::write, RegionCodec::read);
        add(CreateCertificateRequest.class, CertificateRequests::write, CertificateAnswers::createCertificate);
        add(UploadCertificateRequest.class, CertificateRequests::write, CertificateAnswers::uploadCertificate);
        add(GetCertificateRequest.class, CertificateRequests::write, CertificateAnswers::getCertificate);
        add(DescribeCertificateRequest.class, CertificateRequests::write, CertificateAnswers::describeCertificate);
        add(
                UpdateCertificateStatusRequest.class,
                CertificateRequests::write,
                CertificateAnswers::updateCertificateStatus);
        add(DeleteCertificateRequest.class, CertificateRequests::write, CertificateAnswers::deleteCertificate);
        add(
                CertificatePrivateKeySignRequest.class,
                CertificateRequests::write,
                CertificateAnswers::certificatePrivateKeySign);
        add(
                CertificatePublicKeyVerifyRequest.class,
                CertificateRequests::write,
                CertificateAnswers::certificatePublicKeyVerify);
        add(
                CertificatePublicKeyEncryptRequest.class,
                CertificateRequests::write,
                CertificateAnswers::certificatePublicKeyEncrypt);
        add(
                CertificatePrivateKeyDecryptRequest.class,
                CertificateRequests::write,
                CertificateAnswers::certificatePrivateKeyDecrypt);
        add(GenericRequest.class, GenericCodec::write, GenericCodec::read);
    }

    private Operations() {}

    private static <Q extends KmsRequest<R>, R> void add(
            Class<Q> request, Function<Q, RpcCall> write, Function<Answer, R> read) {
        BY_REQUEST.put(request, new Operation<>(write, read));
    }

    /** {@return the classes of request that some operation takes} */
    static Set<Class<?>> requestTypes() {
        return Set.copyOf(BY_REQUEST.keySet());
    }

    @SuppressWarnings("unchecked") // add() ties a request's class to the operation that takes it
    static <R> Operation<KmsRequest<R>, R> of(KmsRequest<R> request) {
        Operation<?, ?> operation = BY_REQUEST.get(request.getClass());
        if (operation == null) {
            throw new IllegalStateException(
                    "no operation takes a " + request.getClass().getName());
        }
        return (Operation<KmsRequest<R>, R>) operation;
    }
}

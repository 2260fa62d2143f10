package io.opensesame.internal.kms;

import io.opensesame.internal.wire.Answer;
import io.opensesame.internal.wire.WireTime;
import io.opensesame.kms.key.CancelKeyDeletionResponse;
import io.opensesame.kms.key.CreateKeyResponse;
import io.opensesame.kms.key.CreateKeyVersionResponse;
import io.opensesame.kms.key.DeleteKeyMaterialResponse;
import io.opensesame.kms.key.DescribeKeyResponse;
import io.opensesame.kms.key.DescribeKeyVersionResponse;
import io.opensesame.kms.key.DisableKeyResponse;
import io.opensesame.kms.key.EnableKeyResponse;
import io.opensesame.kms.key.GetKeyPolicyResponse;
import io.opensesame.kms.key.GetParametersForImportResponse;
import io.opensesame.kms.key.ImportKeyMaterialResponse;
import io.opensesame.kms.key.KeyMetadata;
import io.opensesame.kms.key.KeyOrigin;
import io.opensesame.kms.key.KeyRotation;
import io.opensesame.kms.key.KeySpec;
import io.opensesame.kms.key.KeyState;
import io.opensesame.kms.key.KeySummary;
import io.opensesame.kms.key.KeyUsage;
import io.opensesame.kms.key.KeyVersion;
import io.opensesame.kms.key.ListKeyVersionsResponse;
import io.opensesame.kms.key.ListKeysResponse;
import io.opensesame.kms.key.ProtectionLevel;
import io.opensesame.kms.key.ScheduleKeyDeletionResponse;
import io.opensesame.kms.key.SetDeletionProtectionResponse;
import io.opensesame.kms.key.SetKeyPolicyResponse;
import io.opensesame.kms.key.UpdateKeyDescriptionResponse;
import io.opensesame.kms.key.UpdateRotationPolicyResponse;
import java.util.Base64;

/** Reads the answers on keys. */
final class KeyAnswers {
    private KeyAnswers() {}

    static CreateKeyResponse createKey(Answer answer) {
        return new CreateKeyResponse(metadata(answer), answer.requestId());
    }

    static ListKeysResponse listKeys(Answer answer) {
        return new ListKeysResponse(
                answer.objects("Keys", "Key", key -> new KeySummary(key.text("KeyId"), key.text("KeyArn"))),
                answer.integer("PageNumber"),
                answer.integer("PageSize"),
                answer.integer("TotalCount"),
                answer.requestId());
    }

    static DescribeKeyResponse describeKey(Answer answer) {
        return new DescribeKeyResponse(metadata(answer), answer.requestId());
    }

    static UpdateKeyDescriptionResponse updateKeyDescription(Answer answer) {
        return new UpdateKeyDescriptionResponse(answer.requestId());
    }

    static EnableKeyResponse enableKey(Answer answer) {
        return new EnableKeyResponse(answer.requestId());
    }

    static DisableKeyResponse disableKey(Answer answer) {
        return new DisableKeyResponse(answer.requestId());
    }

    static ScheduleKeyDeletionResponse scheduleKeyDeletion(Answer answer) {
        return new ScheduleKeyDeletionResponse(answer.requestId());
    }

    static CancelKeyDeletionResponse cancelKeyDeletion(Answer answer) {
        return new CancelKeyDeletionResponse(answer.requestId());
    }

    static SetDeletionProtectionResponse setDeletionProtection(Answer answer) {
        return new SetDeletionProtectionResponse(answer.requestId());
    }

    static GetParametersForImportResponse getParametersForImport(Answer answer) {
        return GetParametersForImportResponse.builder()
                .keyId(answer.text("KeyId"))
                .publicKey(answer.required("PublicKey", Base64.getDecoder()::decode))
                .importToken(answer.text("ImportToken"))
                .tokenExpireTime(answer.required("TokenExpireTime", WireTime::parseInstant))
                .requestId(answer.requestId())
                .build();
    }

    static ImportKeyMaterialResponse importKeyMaterial(Answer answer) {
        return new ImportKeyMaterialResponse(answer.requestId());
    }

    static DeleteKeyMaterialResponse deleteKeyMaterial(Answer answer) {
        return new DeleteKeyMaterialResponse(answer.requestId());
    }

    static SetKeyPolicyResponse setKeyPolicy(Answer answer) {
        return new SetKeyPolicyResponse(answer.requestId());
    }

    static GetKeyPolicyResponse getKeyPolicy(Answer answer) {
        return new GetKeyPolicyResponse(answer.text("Policy"), answer.requestId());
    }

    static UpdateRotationPolicyResponse updateRotationPolicy(Answer answer) {
        return new UpdateRotationPolicyResponse(answer.requestId());
    }

    static CreateKeyVersionResponse createKeyVersion(Answer answer) {
        return new CreateKeyVersionResponse(version(answer.object("KeyVersion")), answer.requestId());
    }

    static DescribeKeyVersionResponse describeKeyVersion(Answer answer) {
        return new DescribeKeyVersionResponse(version(answer.object("KeyVersion")), answer.requestId());
    }

    static ListKeyVersionsResponse listKeyVersions(Answer answer) {
        return new ListKeyVersionsResponse(
                answer.objects("KeyVersions", "KeyVersion", KeyAnswers::version),
                answer.integer("PageNumber"),
                answer.integer("PageSize"),
                answer.integer("TotalCount"),
                answer.requestId());
    }

    private static KeyVersion version(Answer answer) {
        return new KeyVersion(
                answer.text("KeyId"),
                answer.text("KeyVersionId"),
                answer.required("CreationDate", WireTime::parseInstant));
    }

    private static KeyMetadata metadata(Answer whole) {
        Answer answer = whole.object("KeyMetadata");
        KeyMetadata.Builder metadata = KeyMetadata.builder()
                .keyId(answer.text("KeyId"))
                .arn(answer.text("Arn"))
                .keyState(answer.required("KeyState", KeyState::of))
                .keySpec(answer.required("KeySpec", KeySpec::of))
                .keyUsage(answer.required("KeyUsage", KeyUsage::of))
                .origin(answer.required("Origin", KeyOrigin::of))
                .protectionLevel(answer.required("ProtectionLevel", ProtectionLevel::of))
                .creationDate(answer.required("CreationDate", WireTime::parseInstant))
                .deletionProtection(answer.optional("DeletionProtection", text -> text)
                        .filter(text -> text.equalsIgnoreCase("Enabled"))
                        .isPresent());
        answer.optional("Creator", id -> id).ifPresent(metadata::creator);
        answer.optionalText("Description").ifPresent(metadata::description);
        answer.optional("DeleteDate", WireTime::parseInstant).ifPresent(metadata::deleteDate);
        answer.optional("MaterialExpireTime", WireTime::parseInstant).ifPresent(metadata::materialExpireTime);
        answer.optional("PrimaryKeyVersion", id -> id).ifPresent(metadata::primaryKeyVersion);
        answer.optional("DKMSInstanceId", id -> id).ifPresent(metadata::instanceId);
        answer.optional("DeletionProtectionDescription", text -> text)
                .ifPresent(metadata::deletionProtectionDescription);
        readRotation(answer, metadata);
        return metadata.build();
    }

    private static void readRotation(Answer answer, KeyMetadata.Builder metadata) {
        answer.optional("AutomaticRotation", KeyRotation::of).ifPresent(metadata::automaticRotation);
        answer.optional("RotationInterval", WireTime::parseInterval).ifPresent(metadata::rotationInterval);
        answer.optional("LastRotationDate", WireTime::parseInstant).ifPresent(metadata::lastRotationDate);
        answer.optional("NextRotationDate", WireTime::parseInstant).ifPresent(metadata::nextRotationDate);
    }
}

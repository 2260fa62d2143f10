package io.opensesame.internal.kms;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.wire.Parameters;
import io.opensesame.internal.wire.WireTime;
import io.opensesame.kms.KeyId;
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
import io.opensesame.kms.key.KeyFilter;
import io.opensesame.kms.key.KeyOrigin;
import io.opensesame.kms.key.KeySpec;
import io.opensesame.kms.key.KeyUsage;
import io.opensesame.kms.key.ListKeyVersionsRequest;
import io.opensesame.kms.key.ListKeysRequest;
import io.opensesame.kms.key.ProtectionLevel;
import io.opensesame.kms.key.ScheduleKeyDeletionRequest;
import io.opensesame.kms.key.SetDeletionProtectionRequest;
import io.opensesame.kms.key.SetKeyPolicyRequest;
import io.opensesame.kms.key.UpdateKeyDescriptionRequest;
import io.opensesame.kms.key.UpdateRotationPolicyRequest;
import java.time.Instant;
import java.util.Base64;

/** Writes the requests on keys as calls. */
final class KeyRequests {
    /** The time of expiry of material that does not expire. */
    private static final String NEVER = "0";

    private KeyRequests() {}

    static RpcCall write(CreateKeyRequest request) {
        Parameters parameters = new Parameters("CreateKey")
                .set("KeySpec", request.keySpec(), KeySpec::name)
                .set("KeyUsage", request.keyUsage(), KeyUsage::name)
                .set("Origin", request.origin(), KeyOrigin::name)
                .set("ProtectionLevel", request.protectionLevel(), ProtectionLevel::name)
                .set("Description", request.description())
                .setIf("EnableAutomaticRotation", request.rotationInterval().isPresent())
                .set("RotationInterval", request.rotationInterval(), WireTime::formatInterval)
                .set("DKMSInstanceId", request.instanceId())
                .set("Policy", request.policy());
        if (!request.tags().isEmpty()) {
            parameters.set("Tags", WireJson.tags(request.tags()));
        }
        return parameters.confidentialCall(""); // a description may be longer than a URL
    }

    static RpcCall write(ListKeysRequest request) {
        Parameters parameters = new Parameters("ListKeys").setPage(request.pageNumber(), request.pageSize());
        if (!request.filters().isEmpty()) {
            parameters.set("Filters", WireJson.filters(request.filters(), KeyFilter::wireName));
        }
        return parameters.call();
    }

    static RpcCall write(DescribeKeyRequest request) {
        return onKey("DescribeKey", request.keyId()).call(request.keyId());
    }

    static RpcCall write(UpdateKeyDescriptionRequest request) {
        return onKey("UpdateKeyDescription", request.keyId())
                .set("Description", request.description())
                .confidentialCall(request.keyId());
    }

    static RpcCall write(EnableKeyRequest request) {
        return onKey("EnableKey", request.keyId()).call(request.keyId());
    }

    static RpcCall write(DisableKeyRequest request) {
        return onKey("DisableKey", request.keyId()).call(request.keyId());
    }

    static RpcCall write(ScheduleKeyDeletionRequest request) {
        return onKey("ScheduleKeyDeletion", request.keyId())
                .set(
                        "PendingWindowInDays",
                        Long.toString(request.pendingWindow().toDays()))
                .call(request.keyId());
    }

    static RpcCall write(CancelKeyDeletionRequest request) {
        return onKey("CancelKeyDeletion", request.keyId()).call(request.keyId());
    }

    static RpcCall write(SetDeletionProtectionRequest request) {
        boolean isArn = KeyId.ofKey(request.keyId()).isArn();
        return new Parameters("SetDeletionProtection")
                .set(isArn ? "ProtectedResourceArn" : "KeyId", request.keyId())
                .set("EnableDeletionProtection", Boolean.toString(request.enable()))
                .set("DeletionProtectionDescription", request.description())
                .call(request.keyId());
    }

    static RpcCall write(GetParametersForImportRequest request) {
        return onKey("GetParametersForImport", request.keyId())
                .set("WrappingAlgorithm", request.wrapping().algorithm())
                .set("WrappingKeySpec", request.wrapping().keySpec())
                .call(request.keyId());
    }

    static RpcCall write(ImportKeyMaterialRequest request) {
        return onKey("ImportKeyMaterial", request.keyId())
                .set("EncryptedKeyMaterial", Base64.getEncoder().encodeToString(request.encryptedKeyMaterial()))
                .set("ImportToken", request.exposeImportToken())
                .set(
                        "KeyMaterialExpireUnix",
                        request.expiresAt().map(KeyRequests::unixSeconds).orElse(NEVER))
                .confidentialCall(request.keyId());
    }

    static RpcCall write(DeleteKeyMaterialRequest request) {
        return onKey("DeleteKeyMaterial", request.keyId()).call(request.keyId());
    }

    static RpcCall write(UpdateRotationPolicyRequest request) {
        return onKey("UpdateRotationPolicy", request.keyId())
                .set(
                        "EnableAutomaticRotation",
                        Boolean.toString(request.rotationInterval().isPresent()))
                .set("RotationInterval", request.rotationInterval(), WireTime::formatInterval)
                .call(request.keyId());
    }

    static RpcCall write(SetKeyPolicyRequest request) {
        return onKey("SetKeyPolicy", request.keyId())
                .set("PolicyName", "default")
                .set("Policy", request.policy())
                .confidentialCall(request.keyId()); // a policy may be longer than a URL
    }

    static RpcCall write(GetKeyPolicyRequest request) {
        return onKey("GetKeyPolicy", request.keyId())
                .set("PolicyName", "default")
                .call(request.keyId());
    }

    static RpcCall write(CreateKeyVersionRequest request) {
        return onKey("CreateKeyVersion", request.keyId()).call(request.keyId());
    }

    static RpcCall write(DescribeKeyVersionRequest request) {
        return onKey("DescribeKeyVersion", request.keyId())
                .set("KeyVersionId", request.keyVersionId())
                .call(request.keyId());
    }

    static RpcCall write(ListKeyVersionsRequest request) {
        return onKey("ListKeyVersions", request.keyId())
                .setPage(request.pageNumber(), request.pageSize())
                .call(request.keyId());
    }

    private static Parameters onKey(String action, String keyId) {
        return new Parameters(action).set("KeyId", keyId);
    }

    private static String unixSeconds(Instant time) {
        return Long.toString(time.getEpochSecond());
    }
}

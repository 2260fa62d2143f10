package io.opensesame.internal.kms;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.wire.Parameters;
import io.opensesame.internal.wire.WireTime;
import io.opensesame.kms.secret.BatchGetSecretValueRequest;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.DeleteSecretRequest;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.ExtendedConfig;
import io.opensesame.kms.secret.GetRandomPasswordRequest;
import io.opensesame.kms.secret.GetSecretPolicyRequest;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.ListSecretVersionIdsRequest;
import io.opensesame.kms.secret.ListSecretsRequest;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.secret.RestoreSecretRequest;
import io.opensesame.kms.secret.RotateSecretRequest;
import io.opensesame.kms.secret.SecretFilter;
import io.opensesame.kms.secret.SetSecretPolicyRequest;
import io.opensesame.kms.secret.UpdateSecretRequest;
import io.opensesame.kms.secret.UpdateSecretRotationPolicyRequest;
import io.opensesame.kms.secret.UpdateSecretVersionStageRequest;
import io.opensesame.secrets.VersionStage;
import java.util.List;
import java.util.Set;

/** Writes the requests of Secrets Manager as calls. */
final class SecretRequests {
    private SecretRequests() {}

    static RpcCall write(CreateSecretRequest request) {
        Parameters parameters = named("CreateSecret", request.secretName())
                .set("VersionId", request.versionId())
                .set("SecretData", request.data().exposeText())
                .set("SecretDataType", request.data().dataType().name())
                .set("SecretType", request.secretType().name())
                .set("EncryptionKeyId", request.encryptionKeyId())
                .set("DKMSInstanceId", request.instanceId())
                .set("ExtendedConfig", request.extendedConfig(), ExtendedConfig::json)
                .set("Description", request.description())
                .set("RotationInterval", request.rotationInterval(), WireTime::formatInterval)
                .setIf("EnableAutomaticRotation", request.rotationInterval().isPresent())
                .set("Policy", request.policy());
        if (!request.tags().isEmpty()) {
            parameters.set("Tags", WireJson.tags(request.tags()));
        }
        return parameters.confidentialCall(request.secretName());
    }

    static RpcCall write(ListSecretsRequest request) {
        Parameters parameters = new Parameters("ListSecrets")
                .setPage(request.pageNumber(), request.pageSize())
                .setIf("FetchTags", request.fetchTags());
        if (!request.filters().isEmpty()) {
            parameters.set("Filters", WireJson.filters(request.filters(), SecretFilter::wireName));
        }
        return parameters.call();
    }

    static RpcCall write(DescribeSecretRequest request) {
        return named("DescribeSecret", request.secretName())
                .setIf("FetchTags", request.fetchTags())
                .call(request.secretName());
    }

    static RpcCall write(DeleteSecretRequest request) {
        return named("DeleteSecret", request.secretName())
                .setIf("ForceDeleteWithoutRecovery", request.withoutRecovery())
                .set("RecoveryWindowInDays", request.recoveryWindow(), window -> Long.toString(window.toDays()))
                .call(request.secretName());
    }

    static RpcCall write(UpdateSecretRequest request) {
        return named("UpdateSecret", request.secretName())
                .set("Description", request.description())
                .set("ExtendedConfig.CustomData", request.customData(), WireJson::object)
                .call(request.secretName());
    }

    static RpcCall write(RestoreSecretRequest request) {
        return named("RestoreSecret", request.secretName()).call(request.secretName());
    }

    static RpcCall write(GetSecretValueRequest request) {
        return named("GetSecretValue", request.secretName())
                .set("VersionStage", request.versionStage(), VersionStage::name)
                .set("VersionId", request.versionId())
                .setIf("FetchExtendedConfig", request.fetchExtendedConfig())
                .setIf("DryRun", request.dryRun())
                .call(request.secretName());
    }

    static RpcCall write(BatchGetSecretValueRequest request) {
        Parameters parameters = new Parameters("BatchGetSecretValue");
        List<GetSecretValueRequest> reads = request.reads();
        for (int i = 0; i < reads.size(); i++) {
            GetSecretValueRequest read = reads.get(i);
            String element = "SecretsList." + (i + 1) + ".";
            parameters
                    .set(element + "SecretName", read.secretName())
                    .set(element + "VersionStage", read.versionStage(), VersionStage::name)
                    .set(element + "VersionId", read.versionId())
                    .setIf(element + "FetchExtendedConfig", read.fetchExtendedConfig());
        }
        return parameters.call();
    }

    static RpcCall write(PutSecretValueRequest request) {
        Parameters parameters = named("PutSecretValue", request.secretName())
                .set("VersionId", request.versionId())
                .set("SecretData", request.data().exposeText())
                .set("SecretDataType", request.data().dataType().name());
        Set<VersionStage> stages = request.versionStages();
        if (!stages.isEmpty()) {
            parameters.set(
                    "VersionStages",
                    WireJson.array(stages.stream().map(VersionStage::name).toList()));
        }
        return parameters.confidentialCall(request.secretName());
    }

    static RpcCall write(ListSecretVersionIdsRequest request) {
        return named("ListSecretVersionIds", request.secretName())
                .setPage(request.pageNumber(), request.pageSize())
                .setIf("IncludeDeprecated", request.includeDeprecated())
                .call(request.secretName());
    }

    static RpcCall write(UpdateSecretVersionStageRequest request) {
        return named("UpdateSecretVersionStage", request.secretName())
                .set("VersionStage", request.versionStage().name())
                .set("MoveToVersion", request.moveToVersion())
                .set("RemoveFromVersion", request.removeFromVersion())
                .call(request.secretName());
    }

    static RpcCall write(UpdateSecretRotationPolicyRequest request) {
        return named("UpdateSecretRotationPolicy", request.secretName())
                .set(
                        "EnableAutomaticRotation",
                        Boolean.toString(request.rotationInterval().isPresent()))
                .set("RotationInterval", request.rotationInterval(), WireTime::formatInterval)
                .call(request.secretName());
    }

    static RpcCall write(RotateSecretRequest request) {
        return named("RotateSecret", request.secretName())
                .set("VersionId", request.versionId())
                .call(request.secretName());
    }

    static RpcCall write(GetRandomPasswordRequest request) {
        Parameters parameters = new Parameters("GetRandomPassword")
                .set("PasswordLength", Integer.toString(request.length()))
                .setIf("ExcludeLowercase", request.excludeLowercase())
                .setIf("ExcludeUppercase", request.excludeUppercase())
                .setIf("ExcludeNumbers", request.excludeNumbers())
                .setIf("ExcludePunctuation", request.excludePunctuation())
                .setIf("RequireEachIncludedType", request.requireEachIncludedType());
        if (!request.excludeCharacters().isEmpty()) {
            parameters.set("ExcludeCharacters", request.excludeCharacters());
        }
        return parameters.call();
    }

    static RpcCall write(SetSecretPolicyRequest request) {
        return named("SetSecretPolicy", request.secretName())
                .set("Policy", request.policy())
                .set("PolicyName", "default")
                .confidentialCall(request.secretName()); // it may be longer than a URL
    }

    static RpcCall write(GetSecretPolicyRequest request) {
        return named("GetSecretPolicy", request.secretName())
                .set("PolicyName", "default")
                .call(request.secretName());
    }

    private static Parameters named(String action, String secretName) {
        return new Parameters(action).set("SecretName", secretName);
    }
}

package io.opensesame.internal.kms;

import io.opensesame.internal.wire.Answer;
import io.opensesame.internal.wire.WireTime;
import io.opensesame.kms.secret.AutomaticRotation;
import io.opensesame.kms.secret.BatchFailure;
import io.opensesame.kms.secret.BatchGetSecretValueResponse;
import io.opensesame.kms.secret.CreateSecretResponse;
import io.opensesame.kms.secret.DeleteSecretResponse;
import io.opensesame.kms.secret.DescribeSecretResponse;
import io.opensesame.kms.secret.ExtendedConfig;
import io.opensesame.kms.secret.GetRandomPasswordResponse;
import io.opensesame.kms.secret.GetSecretPolicyResponse;
import io.opensesame.kms.secret.GetSecretValueResponse;
import io.opensesame.kms.secret.ListSecretVersionIdsResponse;
import io.opensesame.kms.secret.ListSecretsResponse;
import io.opensesame.kms.secret.PutSecretValueResponse;
import io.opensesame.kms.secret.RestoreSecretResponse;
import io.opensesame.kms.secret.RotateSecretResponse;
import io.opensesame.kms.secret.RotationState;
import io.opensesame.kms.secret.SecretData;
import io.opensesame.kms.secret.SecretDataType;
import io.opensesame.kms.secret.SecretSummary;
import io.opensesame.kms.secret.SecretVersion;
import io.opensesame.kms.secret.SetSecretPolicyResponse;
import io.opensesame.kms.secret.UpdateSecretResponse;
import io.opensesame.kms.secret.UpdateSecretRotationPolicyResponse;
import io.opensesame.kms.secret.UpdateSecretVersionStageResponse;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.VersionStage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Reads the answers of Secrets Manager. */
final class SecretAnswers {
    private SecretAnswers() {}

    static CreateSecretResponse createSecret(Answer answer) {
        CreateSecretResponse.Builder response = CreateSecretResponse.builder()
                .arn(answer.text("Arn"))
                .secretName(answer.text("SecretName"))
                .versionId(answer.text("VersionId"))
                .secretType(answer.required("SecretType", SecretType::of))
                .rotation(rotation(answer))
                .requestId(answer.requestId());
        answer.optional("ExtendedConfig", ExtendedConfig::of).ifPresent(response::extendedConfig);
        answer.optionalText("DKMSInstanceId").ifPresent(response::instanceId);
        return response.build();
    }

    static ListSecretsResponse listSecrets(Answer answer) {
        return new ListSecretsResponse(
                answer.objects("SecretList", "Secret", SecretAnswers::summary),
                answer.integer("PageNumber"),
                answer.integer("PageSize"),
                answer.integer("TotalCount"),
                answer.requestId());
    }

    private static SecretSummary summary(Answer answer) {
        SecretSummary.Builder summary = SecretSummary.builder()
                .secretName(answer.text("SecretName"))
                .createTime(answer.required("CreateTime", WireTime::parseInstant))
                .updateTime(answer.required("UpdateTime", WireTime::parseInstant))
                .tags(tags(answer));
        answer.optional("SecretType", SecretType::of).ifPresent(summary::secretType);
        answer.optional("PlannedDeleteTime", WireTime::parseInstant).ifPresent(summary::plannedDeleteTime);
        return summary.build();
    }

    static DescribeSecretResponse describeSecret(Answer answer) {
        DescribeSecretResponse.Builder response = DescribeSecretResponse.builder()
                .arn(answer.text("Arn"))
                .secretName(answer.text("SecretName"))
                .secretType(answer.required("SecretType", SecretType::of))
                .createTime(answer.required("CreateTime", WireTime::parseInstant))
                .updateTime(answer.required("UpdateTime", WireTime::parseInstant))
                .rotation(rotation(answer))
                .tags(tags(answer))
                .requestId(answer.requestId());
        answer.optionalText("Description").ifPresent(response::description);
        answer.optional("EncryptionKeyId", id -> id).ifPresent(response::encryptionKeyId);
        answer.optional("DKMSInstanceId", id -> id).ifPresent(response::instanceId);
        answer.optional("PlannedDeleteTime", WireTime::parseInstant).ifPresent(response::plannedDeleteTime);
        answer.optional("ExtendedConfig", ExtendedConfig::of).ifPresent(response::extendedConfig);
        return response.build();
    }

    static DeleteSecretResponse deleteSecret(Answer answer) {
        return new DeleteSecretResponse(
                answer.text("SecretName"),
                answer.required("PlannedDeleteTime", WireTime::parseInstant),
                answer.requestId());
    }

    static UpdateSecretResponse updateSecret(Answer answer) {
        return new UpdateSecretResponse(answer.text("SecretName"), answer.requestId());
    }

    static RestoreSecretResponse restoreSecret(Answer answer) {
        return new RestoreSecretResponse(answer.text("SecretName"), answer.requestId());
    }

    static GetSecretValueResponse getSecretValue(Answer answer) {
        SecretDataType dataType = answer.required("SecretDataType", SecretDataType::of);
        GetSecretValueResponse.Builder response = GetSecretValueResponse.builder()
                .secretName(answer.required("SecretName", SecretAnswers::onOneLine))
                .secretType(answer.required("SecretType", SecretType::of))
                .versionId(answer.required("VersionId", SecretAnswers::onOneLine))
                .versionStages(stages(answer))
                .data(SecretData.stored(answer.text("SecretData"), dataType))
                .rotation(rotation(answer))
                .requestId(answer.requestId());
        answer.optional("CreateTime", WireTime::parseInstant).ifPresent(response::createTime);
        answer.optional("ExtendedConfig", ExtendedConfig::of).ifPresent(response::extendedConfig);
        return response.build();
    }

    static BatchGetSecretValueResponse batchGetSecretValue(Answer answer) {
        return new BatchGetSecretValueResponse(
                answer.objects("SecretValues", "SecretValue", SecretAnswers::getSecretValue),
                answer.objects("Errors", "Error", SecretAnswers::failure),
                answer.requestId());
    }

    private static BatchFailure failure(Answer answer) {
        return new BatchFailure(
                answer.text("SecretName"),
                answer.text("Code"),
                answer.integer("HttpStatus"),
                answer.optionalText("Message").orElse(""));
    }

    static PutSecretValueResponse putSecretValue(Answer answer) {
        return new PutSecretValueResponse(
                answer.text("SecretName"), answer.text("VersionId"), stages(answer), answer.requestId());
    }

    static ListSecretVersionIdsResponse listSecretVersionIds(Answer answer) {
        return new ListSecretVersionIdsResponse(
                answer.text("SecretName"),
                answer.objects("VersionIds", "VersionId", SecretAnswers::version),
                answer.integer("PageNumber"),
                answer.integer("PageSize"),
                answer.integer("TotalCount"),
                answer.requestId());
    }

    private static SecretVersion version(Answer answer) {
        return new SecretVersion(
                answer.text("VersionId"), answer.optional("CreateTime", WireTime::parseInstant), stages(answer));
    }

    static UpdateSecretVersionStageResponse updateSecretVersionStage(Answer answer) {
        return new UpdateSecretVersionStageResponse(answer.text("SecretName"), answer.requestId());
    }

    static UpdateSecretRotationPolicyResponse updateSecretRotationPolicy(Answer answer) {
        return new UpdateSecretRotationPolicyResponse(answer.text("SecretName"), answer.requestId());
    }

    static RotateSecretResponse rotateSecret(Answer answer) {
        return new RotateSecretResponse(
                answer.text("Arn"), answer.text("SecretName"), answer.text("VersionId"), answer.requestId());
    }

    static GetRandomPasswordResponse getRandomPassword(Answer answer) {
        return new GetRandomPasswordResponse(answer.text("RandomPassword"), answer.requestId());
    }

    static SetSecretPolicyResponse setSecretPolicy(Answer answer) {
        return new SetSecretPolicyResponse(answer.requestId());
    }

    static GetSecretPolicyResponse getSecretPolicy(Answer answer) {
        return new GetSecretPolicyResponse(answer.text("Policy"), answer.requestId());
    }

    /** Names and ids of versions go into logs as they are, where a line break would begin a line of its own. */
    private static String onOneLine(String text) {
        if (text.isBlank() || text.chars().anyMatch(SecretAnswers::mayBreakALine)) {
            throw new IllegalArgumentException("blank, or with a control character or line separator");
        }
        return text;
    }

    private static boolean mayBreakALine(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    private static RotationState rotation(Answer answer) {
        return new RotationState(
                answer.optional("AutomaticRotation", AutomaticRotation::of),
                answer.optional("RotationInterval", WireTime::parseInterval),
                answer.optional("NextRotationDate", WireTime::parseInstant),
                answer.optional("LastRotationDate", WireTime::parseInstant));
    }

    private static Set<VersionStage> stages(Answer answer) {
        Set<VersionStage> stages = new LinkedHashSet<>();
        answer.texts("VersionStages", "VersionStage", VersionStage::of).forEach(stages::add);
        return stages;
    }

    /** Tags as Secrets Manager and ListResourceTags give them. */
    static Map<String, String> tags(Answer answer) {
        Map<String, String> tags = new LinkedHashMap<>();
        answer.objects("Tags", "Tag", tag -> Map.entry(tag.text("TagKey"), tagValue(tag)))
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return tags;
    }

    static String tagValue(Answer tag) {
        return tag.optionalText("TagValue").orElse("");
    }
}

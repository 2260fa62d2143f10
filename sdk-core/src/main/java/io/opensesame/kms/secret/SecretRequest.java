package io.opensesame.kms.secret;

import io.opensesame.kms.KmsRequest;

/**
 * A request of one of the {@link SecretOperations}.
 *
 * @param <R> the type of the answer
 */
public sealed interface SecretRequest<R> extends KmsRequest<R>
        permits BatchGetSecretValueRequest,
                CreateSecretRequest,
                DeleteSecretRequest,
                DescribeSecretRequest,
                GetRandomPasswordRequest,
                GetSecretPolicyRequest,
                GetSecretValueRequest,
                ListSecretVersionIdsRequest,
                ListSecretsRequest,
                PutSecretValueRequest,
                RestoreSecretRequest,
                RotateSecretRequest,
                SetSecretPolicyRequest,
                UpdateSecretRequest,
                UpdateSecretRotationPolicyRequest,
                UpdateSecretVersionStageRequest {}

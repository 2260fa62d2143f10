package io.opensesame.kms.key;

import io.opensesame.kms.KmsRequest;

/**
 * A request of one of the {@link KeyOperations} on keys and their versions.
 *
 * @param <R> the type of the answer
 */
public sealed interface KeyRequest<R> extends KmsRequest<R>
        permits CancelKeyDeletionRequest,
                CreateKeyRequest,
                CreateKeyVersionRequest,
                DeleteKeyMaterialRequest,
                DescribeKeyRequest,
                DescribeKeyVersionRequest,
                DisableKeyRequest,
                EnableKeyRequest,
                GetKeyPolicyRequest,
                GetParametersForImportRequest,
                ImportKeyMaterialRequest,
                ListKeyVersionsRequest,
                ListKeysRequest,
                ScheduleKeyDeletionRequest,
                SetDeletionProtectionRequest,
                SetKeyPolicyRequest,
                UpdateKeyDescriptionRequest,
                UpdateRotationPolicyRequest {}

package io.opensesame.kms.secret;

import io.opensesame.policy.SecretPolicy;
import java.util.stream.Stream;

/**
 * The operations of Secrets Manager. Thread-safe.
 *
 * <p>Each method waits for the answer, at most until the client's call deadline, and throws what {@code KmsClient.send}
 * throws; that client's {@code sendAsync} takes the same requests without waiting.
 */
public interface SecretOperations {
    /**
     * Creates a secret with its first version.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceExistsException if there is a secret of that name
     * @throws io.opensesame.error.PendingDeletionException if there was one that still can be restored
     * @see "KMS API reference: CreateSecret"
     */
    CreateSecretResponse createSecret(CreateSecretRequest request);

    /**
     * Lists one page of the secrets. {@link #listAllSecrets} walks all pages.
     *
     * @param request what to ask for
     * @return the answer
     * @see "KMS API reference: ListSecrets"
     */
    ListSecretsResponse listSecrets(ListSecretsRequest request);

    /**
     * Tells what a secret is, without its value.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.SecretNotFoundException if there is no such secret, or no such version of it
     * @see "KMS API reference: DescribeSecret"
     */
    DescribeSecretResponse describeSecret(DescribeSecretRequest request);

    /**
     * Deletes a secret, by default with a recovery window.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.SecretNotFoundException if there is no such secret, or no such version of it
     * @see "KMS API reference: DeleteSecret"
     */
    DeleteSecretResponse deleteSecret(DeleteSecretRequest request);

    /**
     * Changes the description or the custom data of a secret.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.SecretNotFoundException if there is no such secret, or no such version of it
     * @see "KMS API reference: UpdateSecret"
     */
    UpdateSecretResponse updateSecret(UpdateSecretRequest request);

    /**
     * Cancels the deletion of a secret.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.SecretNotFoundException if there is no such secret, or no such version of it
     * @throws io.opensesame.error.KmsServiceException with the code {@code Rejected.ResourceInUse} if it is not
     *     scheduled for deletion
     * @see "KMS API reference: RestoreSecret"
     */
    RestoreSecretResponse restoreSecret(RestoreSecretRequest request);

    /**
     * Reads the value of one version of a secret from KMS, past every cache.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.SecretNotFoundException if there is no such secret, or no such version of it
     * @throws io.opensesame.error.KeyUnavailableException if the key that encrypts it cannot be used
     * @see "KMS API reference: GetSecretValue"
     */
    GetSecretValueResponse getSecretValue(GetSecretValueRequest request);

    /**
     * Reads the values of several secrets in one call; a failed read fails alone.
     *
     * @param request what to ask for
     * @return the answer
     * @see "KMS API reference: BatchGetSecretValue"
     */
    BatchGetSecretValueResponse batchGetSecretValue(BatchGetSecretValueRequest request);

    /**
     * Puts a new version of a Generic secret.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.SecretNotFoundException if there is no such secret, or no such version of it
     * @throws io.opensesame.error.ResourceExistsException if there is a version of that id with another value
     * @see "KMS API reference: PutSecretValue"
     */
    PutSecretValueResponse putSecretValue(PutSecretValueRequest request);

    /**
     * Lists one page of the versions of a secret. {@link #listAllSecretVersionIds} walks all pages.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.SecretNotFoundException if there is no such secret, or no such version of it
     * @see "KMS API reference: ListSecretVersionIds"
     */
    ListSecretVersionIdsResponse listSecretVersionIds(ListSecretVersionIdsRequest request);

    /**
     * Moves a stage between the versions of a Generic secret.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.SecretNotFoundException if there is no such secret, or no such version of it
     * @see "KMS API reference: UpdateSecretVersionStage"
     */
    UpdateSecretVersionStageResponse updateSecretVersionStage(UpdateSecretVersionStageRequest request);

    /**
     * Switches the automatic rotation of a managed secret on or off.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.SecretNotFoundException if there is no such secret, or no such version of it
     * @see "KMS API reference: UpdateSecretRotationPolicy"
     */
    UpdateSecretRotationPolicyResponse updateSecretRotationPolicy(UpdateSecretRotationPolicyRequest request);

    /**
     * Rotates a managed secret now.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.SecretNotFoundException if there is no such secret, or no such version of it
     * @see "KMS API reference: RotateSecret"
     */
    RotateSecretResponse rotateSecret(RotateSecretRequest request);

    /**
     * Has KMS make up a password.
     *
     * @param request what to ask for
     * @return the answer
     * @see "KMS API reference: GetRandomPassword"
     */
    GetRandomPasswordResponse getRandomPassword(GetRandomPasswordRequest request);

    /**
     * Replaces the policy of a secret in a KMS instance.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.SecretNotFoundException if there is no such secret, or no such version of it
     * @see "KMS API reference: SetSecretPolicy"
     */
    SetSecretPolicyResponse setSecretPolicy(SetSecretPolicyRequest request);

    /**
     * Replaces the policy of a secret in a KMS instance.
     *
     * @param secretName the secret's name or ARN
     * @param policy the policy, which takes the place of the stored one as a whole
     * @return the answer
     * @throws IllegalArgumentException if the policy is larger than 32,768 bytes
     * @throws io.opensesame.error.SecretNotFoundException if there is no such secret
     */
    default SetSecretPolicyResponse setSecretPolicy(String secretName, SecretPolicy policy) {
        return setSecretPolicy(SetSecretPolicyRequest.builder()
                .secretName(secretName)
                .policy(policy)
                .build());
    }

    /**
     * Returns the policy of a secret in a KMS instance.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.SecretNotFoundException if there is no such secret, or no such version of it
     * @see "KMS API reference: GetSecretPolicy"
     */
    GetSecretPolicyResponse getSecretPolicy(GetSecretPolicyRequest request);

    /**
     * Walks the secrets, page by page, as the stream is consumed.
     *
     * <p>Nothing is asked for before the stream's terminal operation, and no page before its elements are needed. The
     * stream fails with the exceptions of a single page. It ends even if KMS repeats pages or counts them wrongly, and
     * an element that moves between pages while they are read shows up once.
     *
     * @param request where to begin and how large a page is
     * @return the elements of that page and of all that follow; to be consumed by one thread
     */
    Stream<SecretSummary> listAllSecrets(ListSecretsRequest request);

    /**
     * Walks the versions of a secret, page by page, as the stream is consumed.
     *
     * <p>Nothing is asked for before the stream's terminal operation, and no page before its elements are needed. The
     * stream fails with the exceptions of a single page. It ends even if KMS repeats pages or counts them wrongly, and
     * an element that moves between pages while they are read shows up once.
     *
     * @param request where to begin and how large a page is
     * @return the elements of that page and of all that follow; to be consumed by one thread
     */
    Stream<SecretVersion> listAllSecretVersionIds(ListSecretVersionIdsRequest request);
}

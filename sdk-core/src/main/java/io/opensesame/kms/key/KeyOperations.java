package io.opensesame.kms.key;

import io.opensesame.kms.crypto.CryptographicOperations;
import java.util.stream.Stream;

/**
 * The operations on customer master keys and their versions, and those that use them. Thread-safe.
 *
 * <p>Each method waits for the answer, at most until the client's call deadline, and throws what {@code KmsClient.send}
 * throws; that client's {@code sendAsync} takes the same requests without waiting.
 */
public interface KeyOperations extends CryptographicOperations {
    /**
     * Creates a key. It is enabled at once, unless its material is to be imported.
     *
     * <p>The call must not happen twice: if it fails without an answer, look with {@link #listAllKeys} whether there is
     * a new key.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.KmsServiceException with the code {@code Rejected.LimitExceeded} if the account has
     *     as many keys as it may
     * @see "KMS API reference: CreateKey"
     */
    CreateKeyResponse createKey(CreateKeyRequest request);

    /**
     * Lists one page of the keys. {@link #listAllKeys} walks all pages.
     *
     * @param request what to ask for
     * @return the answer
     * @see "KMS API reference: ListKeys"
     */
    ListKeysResponse listKeys(ListKeysRequest request);

    /**
     * Tells what a key is, and in which state; also the id of the key behind an alias.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key or alias
     * @see "KMS API reference: DescribeKey"
     */
    DescribeKeyResponse describeKey(DescribeKeyRequest request);

    /**
     * Changes the description of a key.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.KeyUnavailableException if the key is scheduled for deletion
     * @see "KMS API reference: UpdateKeyDescription"
     */
    UpdateKeyDescriptionResponse updateKeyDescription(UpdateKeyDescriptionRequest request);

    /**
     * Enables a disabled key.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.KmsServiceException with the code {@code Rejected.StateModifiedFailed} if the key is
     *     scheduled for deletion, or has no material
     * @see "KMS API reference: EnableKey"
     */
    EnableKeyResponse enableKey(EnableKeyRequest request);

    /**
     * Disables a key: nothing can be encrypted, decrypted or signed with it until it is enabled again.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.KmsServiceException with the code {@code Rejected.StateModifiedFailed} if the key is
     *     scheduled for deletion, or has no material
     * @see "KMS API reference: DisableKey"
     */
    DisableKeyResponse disableKey(DisableKeyRequest request);

    /**
     * Schedules a key for deletion. It cannot be used from then on, and is deleted for good at the end of the window.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.KmsServiceException with the code {@code Rejected.StateModifiedFailed} if the key is
     *     scheduled already; also if it is protected from deletion, for which the reference names no code
     * @see "KMS API reference: ScheduleKeyDeletion"
     */
    ScheduleKeyDeletionResponse scheduleKeyDeletion(ScheduleKeyDeletionRequest request);

    /**
     * Cancels the deletion of a key, which is enabled from then on.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.KmsServiceException with the code {@code Rejected.StateModifiedFailed} if the key is
     *     not scheduled for deletion
     * @see "KMS API reference: CancelKeyDeletion"
     */
    CancelKeyDeletionResponse cancelKeyDeletion(CancelKeyDeletionRequest request);

    /**
     * Protects a key from deletion, or lifts the protection.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.KeyUnavailableException if the key is scheduled for deletion
     * @see "KMS API reference: SetDeletionProtection"
     */
    SetDeletionProtectionResponse setDeletionProtection(SetDeletionProtectionRequest request);

    /**
     * Encrypts key material here and imports it into a key of external origin: {@code GetParametersForImport} and
     * {@code ImportKeyMaterial} in one call. The material does not expire, and travels under RSA with OAEP and SHA-256.
     *
     * <p>A key takes the material that it had first only, after expiry and deletion too: keep a copy of it.
     *
     * @param keyId the id or ARN of the key; see {@link io.opensesame.kms.KeyId}
     * @param keyMaterial the material in clear: 32 bytes for a key of AES with 256 bits, 16 for SM4. It is read during
     *     the call and not kept; the caller may wipe it afterwards
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.InvalidRequestException if KMS does not take the material: it has another length, or
     *     is not the same as before, or the key is not of external origin
     * @throws io.opensesame.error.KmsTransportException if KMS gave a public key that the material cannot be encrypted
     *     with, besides the usual reasons
     * @see "KMS API reference: ImportKeyMaterial"
     */
    default ImportKeyMaterialResponse importRawKeyMaterial(String keyId, byte[] keyMaterial) {
        return importRawKeyMaterial(keyId, keyMaterial, ImportOptions.defaults());
    }

    /**
     * Encrypts key material here and imports it as {@link #importRawKeyMaterial(String, byte[])} does, with options.
     *
     * @param keyId the id or ARN of the key; see {@link io.opensesame.kms.KeyId}
     * @param keyMaterial the material in clear, which the caller may wipe afterwards
     * @param options when it expires, and how it is encrypted on its way
     * @return the answer
     * @throws IllegalArgumentException if the material is empty or too long for the way it is to be encrypted, or that
     *     way is not one of the constants of {@link ImportWrapping}
     * @see "KMS API reference: ImportKeyMaterial"
     */
    ImportKeyMaterialResponse importRawKeyMaterial(String keyId, byte[] keyMaterial, ImportOptions options);

    /**
     * Returns what the import of key material takes, for those who encrypt it elsewhere: {@link #importRawKeyMaterial}
     * does the whole import.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.InvalidRequestException if the key is not of external origin
     * @see "KMS API reference: GetParametersForImport"
     */
    GetParametersForImportResponse getParametersForImport(GetParametersForImportRequest request);

    /**
     * Imports key material that was encrypted elsewhere; {@link #importRawKeyMaterial} takes it in clear.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.InvalidRequestException if KMS does not take the material, or the token has expired
     *     or belongs to another key
     * @throws io.opensesame.error.KmsServiceException with the code {@code Rejected.StateModifiedFailed} if the key is
     *     scheduled for deletion
     * @see "KMS API reference: ImportKeyMaterial"
     */
    ImportKeyMaterialResponse importKeyMaterial(ImportKeyMaterialRequest request);

    /**
     * Deletes the imported material of a key, which cannot be used until the same material is imported again.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.InvalidRequestException if KMS made the material
     * @see "KMS API reference: DeleteKeyMaterial"
     */
    DeleteKeyMaterialResponse deleteKeyMaterial(DeleteKeyMaterialRequest request);

    /**
     * Switches the automatic rotation of a symmetric key on or off.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.InvalidRequestException if KMS does not rotate such a key, or not at that interval
     * @throws io.opensesame.error.KeyUnavailableException if the key is not enabled
     * @see "KMS API reference: UpdateRotationPolicy"
     */
    UpdateRotationPolicyResponse updateRotationPolicy(UpdateRotationPolicyRequest request);

    /**
     * Replaces the policy of a key in a KMS instance.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.InvalidRequestException if the key is in no KMS instance, so that it has no policy
     * @see "KMS API reference: SetKeyPolicy"
     */
    SetKeyPolicyResponse setKeyPolicy(SetKeyPolicyRequest request);

    /**
     * Returns the policy of a key in a KMS instance.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key
     * @throws io.opensesame.error.InvalidRequestException if the key is in no KMS instance, so that it has no policy
     * @see "KMS API reference: GetKeyPolicy"
     */
    GetKeyPolicyResponse getKeyPolicy(GetKeyPolicyRequest request);

    /**
     * Makes a new version of an asymmetric key, at least 7 days after its newest one.
     *
     * <p>The call must not happen twice: if it fails without an answer, look with {@link #listAllKeyVersions} whether
     * there is a new version.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key or alias
     * @throws io.opensesame.error.InvalidRequestException if the key is symmetric, its newest version is too young, or
     *     it has as many as it may, 50
     * @throws io.opensesame.error.KeyUnavailableException if the key is not enabled
     * @see "KMS API reference: CreateKeyVersion"
     */
    CreateKeyVersionResponse createKeyVersion(CreateKeyVersionRequest request);

    /**
     * Tells about one version of a key.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key, alias or version
     * @see "KMS API reference: DescribeKeyVersion"
     */
    DescribeKeyVersionResponse describeKeyVersion(DescribeKeyVersionRequest request);

    /**
     * Lists one page of the versions of a key. {@link #listAllKeyVersions} walks all pages.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key or alias
     * @see "KMS API reference: ListKeyVersions"
     */
    ListKeyVersionsResponse listKeyVersions(ListKeyVersionsRequest request);

    /**
     * Walks the keys, page by page, as the stream is consumed.
     *
     * <p>Nothing is asked for before the stream's terminal operation, and no page before its elements are needed. The
     * stream fails with the exceptions of a single page. It ends even if KMS repeats pages or counts them wrongly, and
     * an element that moves between pages while they are read shows up once.
     *
     * @param request where to begin and how large a page is
     * @return the elements of that page and of all that follow; to be consumed by one thread
     */
    Stream<KeySummary> listAllKeys(ListKeysRequest request);

    /**
     * Walks the versions of a key, page by page, as the stream is consumed.
     *
     * <p>Nothing is asked for before the stream's terminal operation, and no page before its elements are needed. The
     * stream fails with the exceptions of a single page. It ends even if KMS repeats pages or counts them wrongly, and
     * an element that moves between pages while they are read shows up once.
     *
     * @param request where to begin and how large a page is
     * @return the elements of that page and of all that follow; to be consumed by one thread
     */
    Stream<KeyVersion> listAllKeyVersions(ListKeyVersionsRequest request);
}

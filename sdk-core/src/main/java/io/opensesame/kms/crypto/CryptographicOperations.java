package io.opensesame.kms.crypto;

/**
 * The operations that encrypt, decrypt, sign and verify with customer master keys. Thread-safe.
 *
 * <p>Each method waits for the answer, at most until the client's call deadline, and throws what {@code KmsClient.send}
 * throws; that client's {@code sendAsync} takes the same requests without waiting.
 */
public interface CryptographicOperations {
    /**
     * Encrypts up to 6,144 bytes with a symmetric key.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key, version or alias
     * @throws io.opensesame.error.KeyUnavailableException if the key is disabled, pending deletion or without material
     * @see "KMS API reference: Encrypt"
     */
    EncryptResponse encrypt(EncryptRequest request);

    /**
     * Decrypts a ciphertext of a symmetric key.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.InvalidRequestException if the ciphertext is damaged, or was made for another context
     *     or key
     * @throws io.opensesame.error.ResourceNotFoundException if the key is gone
     * @throws io.opensesame.error.KeyUnavailableException if the key is disabled, pending deletion or without material
     * @see "KMS API reference: Decrypt"
     */
    DecryptResponse decrypt(DecryptRequest request);

    /**
     * Decrypts a ciphertext and encrypts the data anew with another key, without giving it out.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.InvalidRequestException if the ciphertext is damaged, or was made for another context
     *     or key
     * @throws io.opensesame.error.ResourceNotFoundException if the key is gone
     * @throws io.opensesame.error.KeyUnavailableException if the key is disabled, pending deletion or without material
     * @see "KMS API reference: ReEncrypt"
     */
    ReEncryptResponse reEncrypt(ReEncryptRequest request);

    /**
     * Makes a data key, and gives it in clear and encrypted.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key, version or alias
     * @throws io.opensesame.error.KeyUnavailableException if the key is disabled, pending deletion or without material
     * @see "KMS API reference: GenerateDataKey"
     */
    GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request);

    /**
     * Makes a data key, and gives it encrypted only.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key, version or alias
     * @throws io.opensesame.error.KeyUnavailableException if the key is disabled, pending deletion or without material
     * @see "KMS API reference: GenerateDataKeyWithoutPlaintext"
     */
    GenerateDataKeyWithoutPlaintextResponse generateDataKeyWithoutPlaintext(
            GenerateDataKeyWithoutPlaintextRequest request);

    /**
     * Decrypts a data key and encrypts it under a public key.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.InvalidRequestException if the ciphertext is damaged, or was made for another context
     *     or key
     * @throws io.opensesame.error.ResourceNotFoundException if the key is gone
     * @throws io.opensesame.error.KeyUnavailableException if the key is disabled, pending deletion or without material
     * @see "KMS API reference: ExportDataKey"
     */
    ExportDataKeyResponse exportDataKey(ExportDataKeyRequest request);

    /**
     * Makes a data key, and gives it encrypted by KMS and under a public key.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key, version or alias
     * @throws io.opensesame.error.KeyUnavailableException if the key is disabled, pending deletion or without material
     * @see "KMS API reference: GenerateAndExportDataKey"
     */
    GenerateAndExportDataKeyResponse generateAndExportDataKey(GenerateAndExportDataKeyRequest request);

    /**
     * Signs a digest with the private key of an asymmetric key. {@link #signer} signs messages.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key, version or alias
     * @throws io.opensesame.error.KeyUnavailableException if the key is disabled, pending deletion or without material
     * @see "KMS API reference: AsymmetricSign"
     */
    AsymmetricSignResponse asymmetricSign(AsymmetricSignRequest request);

    /**
     * Has KMS verify the signature of a digest. {@link KeySigner#verifyLocally(byte[], byte[])} does it without KMS.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key, version or alias
     * @throws io.opensesame.error.KeyUnavailableException if the key is disabled, pending deletion or without material
     * @see "KMS API reference: AsymmetricVerify"
     */
    AsymmetricVerifyResponse asymmetricVerify(AsymmetricVerifyRequest request);

    /**
     * Encrypts a little data with the public key of an asymmetric key.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key, version or alias
     * @throws io.opensesame.error.KeyUnavailableException if the key is disabled, pending deletion or without material
     * @see "KMS API reference: AsymmetricEncrypt"
     */
    AsymmetricEncryptResponse asymmetricEncrypt(AsymmetricEncryptRequest request);

    /**
     * Decrypts a ciphertext with the private key of an asymmetric key.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.InvalidRequestException if the ciphertext is damaged, or was made for another context
     *     or key
     * @throws io.opensesame.error.ResourceNotFoundException if the key is gone
     * @throws io.opensesame.error.KeyUnavailableException if the key is disabled, pending deletion or without material
     * @see "KMS API reference: AsymmetricDecrypt"
     */
    AsymmetricDecryptResponse asymmetricDecrypt(AsymmetricDecryptRequest request);

    /**
     * Fetches the public key of one version of an asymmetric key.
     *
     * @param request what to ask for
     * @return the answer
     * @throws io.opensesame.error.ResourceNotFoundException if there is no such key, version or alias
     * @throws io.opensesame.error.KeyUnavailableException if the key is disabled, pending deletion or without material
     * @see "KMS API reference: GetPublicKey"
     */
    GetPublicKeyResponse getPublicKey(GetPublicKeyRequest request);

    /**
     * Returns what signs messages with one version of a key, and verifies its signatures in this process. Nothing is
     * sent yet.
     *
     * @param keyId the id, alias or ARN of the key
     * @param keyVersionId the id of its version
     * @param algorithm one that the key allows
     * @return the signer, to be kept: it remembers the public key
     * @throws IllegalArgumentException if an id breaks its rule, or if the algorithm is none of the constants of
     *     {@link SigningAlgorithm}: this library does not know its digest
     */
    KeySigner signer(String keyId, String keyVersionId, SigningAlgorithm algorithm);
}

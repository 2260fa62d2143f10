package io.opensesame.kms.certificate;

/**
 * What is signed or verified with a certificate.
 *
 * @see "KMS API reference: CertificatePrivateKeySign"
 */
public enum MessageType {
    /** The message itself, of up to 4,096 bytes; KMS computes its digest. */
    RAW,

    /** The digest of a message. */
    DIGEST
}

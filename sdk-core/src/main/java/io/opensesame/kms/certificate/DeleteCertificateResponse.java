package io.opensesame.kms.certificate;

/**
 * A certificate was deleted.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: DeleteCertificate"
 */
public record DeleteCertificateResponse(String requestId) {}

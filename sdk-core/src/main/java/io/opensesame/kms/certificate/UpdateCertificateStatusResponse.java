package io.opensesame.kms.certificate;

/**
 * The status of a certificate was set.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: UpdateCertificateStatus"
 */
public record UpdateCertificateStatusResponse(String requestId) {}

package io.opensesame.kms.certificate;

/**
 * A certificate was uploaded, and is active.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: UploadCertificate"
 */
public record UploadCertificateResponse(String requestId) {}

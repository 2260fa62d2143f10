package io.opensesame.localkms.engine.certificate;

/**
 * How far a certificate got.
 *
 * <p>The service documents the names, and that a revoked certificate verifies but does not sign. The rest is inferred:
 *
 * <table>
 *   <caption>What a status allows</caption>
 *   <tr><th>status</th><th>upload</th><th>set a status</th><th>sign, encrypt</th><th>verify, decrypt</th></tr>
 *   <tr><td>PENDING</td><td>yes, then ACTIVE</td><td>no</td><td>no</td><td>no</td></tr>
 *   <tr><td>ACTIVE</td><td>yes</td><td>yes</td><td>yes</td><td>yes</td></tr>
 *   <tr><td>INACTIVE</td><td>yes</td><td>yes</td><td>no</td><td>no</td></tr>
 *   <tr><td>REVOKED</td><td>no</td><td>no</td><td>no</td><td>yes</td></tr>
 * </table>
 *
 * <p>A second upload renews the certificate for the same key. Setting the status that it has changes nothing, and is
 * allowed in every status but PENDING.
 */
enum CertificateStatus {
    /** There is a signing request, and no certificate yet. */
    PENDING,
    /** In use. */
    ACTIVE,
    /** Out of use for a while. */
    INACTIVE,
    /** Out of use for good; what was made with it can still be read. */
    REVOKED;

    boolean allowsUpload() {
        return this != REVOKED;
    }

    boolean allowsSetting(CertificateStatus target) {
        return target != PENDING && (this == target || this == ACTIVE || this == INACTIVE);
    }

    /** Returns whether new signatures and ciphertexts may be made. */
    boolean allowsMaking() {
        return this == ACTIVE;
    }

    /** Returns whether signatures and ciphertexts that exist may be used. */
    boolean allowsReading() {
        return this == ACTIVE || this == REVOKED;
    }
}

package io.opensesame.localkms.engine.certificate;

/** How far a certificate got, and what that allows. */
enum CertificateStatus {
    /*
     *             upload           set a status           sign, encrypt    verify, decrypt
     *   PENDING   makes it ACTIVE  no                     no               no
     *   ACTIVE    renews           INACTIVE, REVOKED      yes              yes
     *   INACTIVE  renews           ACTIVE, REVOKED        no               no
     *   REVOKED   no               no                     no               yes
     * Setting the status that a certificate has is allowed as well, and changes nothing, except in PENDING.
     * The service documents the names, and that a revoked certificate verifies but does not sign; the rest is inferred.
     */

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

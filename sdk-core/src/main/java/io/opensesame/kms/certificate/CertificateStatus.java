package io.opensesame.kms.certificate;

/**
 * What a certificate may be used for. A status that is younger than this library is a value like any other.
 *
 * @see "KMS API reference: DescribeCertificate"
 */
public final class CertificateStatus {
    /** The signing request is made, and no certificate uploaded. */
    public static final CertificateStatus PENDING = new CertificateStatus("PENDING");

    /** In use. */
    public static final CertificateStatus ACTIVE = new CertificateStatus("ACTIVE");

    /** Out of use, until it is made active again. */
    public static final CertificateStatus INACTIVE = new CertificateStatus("INACTIVE");

    /** Out of use for good: it still verifies, and signs no more. */
    public static final CertificateStatus REVOKED = new CertificateStatus("REVOKED");

    private final String name;

    private CertificateStatus(String name) {
        this.name = name;
    }

    /**
     * Returns the certificate status of that name.
     *
     * @param name the name, such as {@code ACTIVE}
     * @return the certificate status
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static CertificateStatus of(String name) {
        return new CertificateStatus(Rules.word("a certificate status's name", name));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CertificateStatus that && that.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}

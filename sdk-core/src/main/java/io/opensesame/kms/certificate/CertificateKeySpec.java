package io.opensesame.kms.certificate;

/**
 * What kind of key a certificate has. A kind that is younger than this library is a value like any other.
 *
 * @see "KMS API reference: CreateCertificate"
 */
public final class CertificateKeySpec {
    /** An RSA key of 2,048 bits. */
    public static final CertificateKeySpec RSA_2048 = new CertificateKeySpec("RSA_2048");

    /** A key on the curve P-256. */
    public static final CertificateKeySpec EC_P256 = new CertificateKeySpec("EC_P256");

    /** A key on the curve of SM2. */
    public static final CertificateKeySpec EC_SM2 = new CertificateKeySpec("EC_SM2");

    private final String name;

    private CertificateKeySpec(String name) {
        this.name = name;
    }

    /**
     * Returns the certificate key spec of that name.
     *
     * @param name the name, such as {@code RSA_2048}
     * @return the certificate key spec
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static CertificateKeySpec of(String name) {
        return new CertificateKeySpec(Rules.word("a certificate key spec's name", name));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CertificateKeySpec that && that.name.equals(name);
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

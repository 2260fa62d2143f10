package io.opensesame.kms.tag;

import io.opensesame.kms.secret.SecretName;

/**
 * One secret, key or certificate that bears tags. Immutable.
 *
 * @see "KMS API reference: TagResource"
 */
public final class TaggedResource {
    private final String parameter;
    private final String id;

    private TaggedResource(String parameter, String id) {
        this.parameter = parameter;
        this.id = id;
    }

    /**
     * Returns a secret.
     *
     * @param secretName its plain name; the operations on tags take no ARN
     * @return the resource
     * @throws IllegalArgumentException if it is no secret's name
     */
    public static TaggedResource secret(String secretName) {
        if (SecretName.of(secretName).isArn()) {
            throw new IllegalArgumentException(
                    "operations on tags take a secret's plain name, not its ARN; got '" + secretName + "'");
        }
        return new TaggedResource("SecretName", secretName);
    }

    /**
     * Returns a customer master key.
     *
     * @param keyId its id
     * @return the resource
     */
    public static TaggedResource key(String keyId) {
        return new TaggedResource("KeyId", Parts.word("keyId", keyId));
    }

    /**
     * Returns a certificate.
     *
     * @param certificateId its id
     * @return the resource
     */
    public static TaggedResource certificate(String certificateId) {
        return new TaggedResource("CertificateId", Parts.word("certificateId", certificateId));
    }

    /** {@return the wire name of the parameter that names the resource, such as {@code SecretName}} */
    public String parameter() {
        return parameter;
    }

    /** {@return the name of the secret, or the id of the key or certificate} */
    public String id() {
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaggedResource that && that.parameter.equals(parameter) && that.id.equals(id);
    }

    @Override
    public int hashCode() {
        return 31 * parameter.hashCode() + id.hashCode();
    }

    @Override
    public String toString() {
        return parameter + " " + id;
    }
}

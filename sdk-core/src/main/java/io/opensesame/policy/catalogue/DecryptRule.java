package io.opensesame.policy.catalogue;

import java.util.Objects;

/**
 * Whether a caller who reads a secret's value by {@code GetSecretValue} must be allowed {@code kms:Decrypt} on the key
 * that protects it, besides {@code kms:GetSecretValue} on the secret. Immutable.
 *
 * @see "KMS documentation: differences between the shared and the dedicated gateway"
 */
public final class DecryptRule {
    /** Where the call is sent. */
    public enum Gateway {
        /** The public or VPC host of a region. */
        SHARED,
        /** The host of a KMS instance. */
        DEDICATED
    }

    /** What signs the call. */
    public enum CredentialsKind {
        /** An AccessKey of a RAM user or an account. */
        LASTING,
        /** An AccessKey with a security token, as a role's session has. */
        TEMPORARY
    }

    /** Whose key protects the secret. */
    public enum KeyOwner {
        /** One that the service manages, which stands where none was chosen. */
        OF_THE_SERVICE,
        /** One of the account, chosen when the secret was created; each secret of a KMS instance has one. */
        OF_THE_ACCOUNT
    }

    private final Gateway gateway;
    private final CredentialsKind credentials;
    private final KeyOwner key;
    private final boolean needed;
    private final String because;

    DecryptRule(Gateway gateway, CredentialsKind credentials, KeyOwner key, boolean needed, String because) {
        this.gateway = Objects.requireNonNull(gateway, "gateway");
        this.credentials = Objects.requireNonNull(credentials, "credentials");
        this.key = Objects.requireNonNull(key, "key");
        this.needed = needed;
        this.because = Objects.requireNonNull(because, "because");
    }

    /** {@return where the call is sent} */
    public Gateway gateway() {
        return gateway;
    }

    /** {@return what signs the call} */
    public CredentialsKind credentials() {
        return credentials;
    }

    /** {@return whose key protects the secret} */
    public KeyOwner key() {
        return key;
    }

    /** {@return whether {@code kms:Decrypt} is needed on the key} */
    public boolean isNeeded() {
        return needed;
    }

    /** {@return why, in words, as part of a sentence} */
    public String because() {
        return because;
    }

    /** {@return the rule as a sentence} */
    @Override
    public String toString() {
        return "GetSecretValue at the " + (gateway == Gateway.SHARED ? "shared gateway" : "gateway of a KMS instance")
                + ", signed with " + (credentials == CredentialsKind.LASTING ? "a lasting" : "a temporary")
                + " AccessKey, of a secret under a key of the "
                + (key == KeyOwner.OF_THE_SERVICE ? "service" : "account") + " "
                + (needed ? "needs" : "does not need") + " kms:Decrypt on the key: " + because + ".";
    }
}

package io.opensesame.policy.template;

import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Composes a RAM policy from what its holder is to do in one region of one account. Each method adds what it says, and
 * returns this template. Not thread-safe.
 *
 * <p>Names and ids may have wildcards: {@code orders/*} is every secret whose name begins so.
 *
 * @see "KMS documentation: use RAM to manage access to KMS resources, examples"
 */
public final class RamPolicyTemplate {
    private static final String[] QUERY = {"kms:List*", "kms:Describe*"};
    private static final String[] KEY_USE = {"kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"};

    private final String region;
    private final String accountId;
    private final List<Statement> statements = new ArrayList<>();
    private @Nullable SourceIpBounds sourceIp;

    private RamPolicyTemplate(String region, String accountId) {
        this.region = region;
        this.accountId = accountId;
    }

    /**
     * Returns a template that grants nothing so far.
     *
     * @param region the region, such as {@code cn-hangzhou}, or {@code *} for all
     * @param accountId the account whose resources are meant, digits
     * @return the template
     * @throws IllegalArgumentException if the region is empty, or has a colon or a blank in it, or the id is not digits
     */
    public static RamPolicyTemplate in(String region, String accountId) {
        String account = Principal.account(accountId).accountId();
        return new RamPolicyTemplate(KmsArn.secret(region, account, "*").region(), account);
    }

    /**
     * Adds listing secrets and reading what they are and which versions they have, but not their values.
     *
     * @return this template
     */
    public RamPolicyTemplate querySecrets() {
        return add(Statement.allow().action(QUERY).resource(container(KmsResourceType.SECRET_CONTAINER), secret("*")));
    }

    /**
     * Adds reading the value of a secret, or of several, that no key of one's own protects.
     *
     * @param secretName its name, or a pattern such as {@code orders/*}
     * @return this template
     * @throws IllegalArgumentException if the name is empty, or has a colon or a blank in it
     */
    public RamPolicyTemplate readSecret(String secretName) {
        return add(Statement.allow().action("kms:GetSecretValue").resource(secret(secretName)));
    }

    /**
     * Adds reading the value of a secret, or of several, that a key of one's own protects.
     *
     * @param secretName its name, or a pattern such as {@code orders/*}
     * @param keyId the id of that key
     * @return this template
     * @throws IllegalArgumentException if one is empty, or has a colon or a blank in it, or if the id is an alias
     */
    public RamPolicyTemplate readSecret(String secretName, String keyId) {
        KmsArn key = key(keyId);
        return readSecret(secretName).decryptWith(key);
    }

    /**
     * Adds what a user of another account's secret needs on this side; the secret's policy has to name that user
     * besides. The secret is read by its ARN.
     *
     * @param secret the secret
     * @return this template
     * @throws IllegalArgumentException if it is no secret, or this account's
     * @see SecretPolicyTemplate#crossAccountUsers
     */
    public RamPolicyTemplate useSecretOf(KmsArn secret) {
        if (secret.type() != KmsResourceType.SECRET || secret.accountId().equals(accountId)) {
            throw new IllegalArgumentException(
                    "a secret of an account other than " + accountId + " is needed: " + secret);
        }
        return add(Statement.allow()
                .action("kms:DescribeSecret", "kms:ListSecretVersionIds", "kms:GetSecretValue")
                .resource(secret));
    }

    /**
     * Adds decrypting under a key; whoever reads a secret that a key of the owner's protects needs it on that key.
     *
     * @param key the key
     * @return this template
     * @throws IllegalArgumentException if it is no key
     */
    public RamPolicyTemplate decryptWith(KmsArn key) {
        if (key.type() != KmsResourceType.KEY) {
            throw new IllegalArgumentException("a key is needed: " + key);
        }
        return add(Statement.allow().action("kms:Decrypt").resource(key));
    }

    /**
     * Adds listing keys and reading what they are.
     *
     * @return this template
     */
    public RamPolicyTemplate queryKeys() {
        return add(Statement.allow().action(QUERY).resource(container(KmsResourceType.KEY_CONTAINER), key("*")));
    }

    /**
     * Adds encrypting, decrypting and making data keys.
     *
     * @param keyIds the ids of the keys, one or more; {@code *} is every key
     * @return this template
     * @throws IllegalArgumentException if there is none, or one is empty, or has a colon or a blank in it, or is an
     *     alias
     */
    public RamPolicyTemplate useKeys(String... keyIds) {
        KmsArn[] keys = Stream.of(keyIds).map(this::key).toArray(KmsArn[]::new);
        return add(Statement.allow().action(KEY_USE).resource(atLeastOne(keys)));
    }

    /**
     * Adds encrypting, decrypting and making data keys with every key that has a tag.
     *
     * @param tagKey the tag's key
     * @param tagValue the tag's value, in whatever letter case
     * @return this template
     * @throws IllegalArgumentException if the key is empty, or one has a control character in it
     */
    public RamPolicyTemplate useTaggedKeys(String tagKey, String tagValue) {
        if (tagKey.isEmpty()) {
            throw new IllegalArgumentException("the key of a tag is not empty");
        }
        return add(Statement.allow()
                .action(KEY_USE)
                .resource(key("*"))
                .condition(ConditionOperator.STRING_EQUALS_IGNORE_CASE, "kms:tag/" + tagKey, tagValue));
    }

    /**
     * Adds signing with certificates, and verifying what was signed.
     *
     * @param certificateIds the ids of the certificates, one or more; {@code *} is every certificate
     * @return this template
     * @throws IllegalArgumentException if there is none, or one is empty, or has a colon or a blank in it
     */
    public RamPolicyTemplate signWithCertificates(String... certificateIds) {
        KmsArn[] certificates = Stream.of(certificateIds)
                .map(id -> KmsArn.of(KmsResourceType.CERTIFICATE, region, accountId, id))
                .toArray(KmsArn[]::new);
        return add(Statement.allow()
                .action("kms:CertificatePrivateKeySign", "kms:CertificatePublicKeyVerify")
                .resource(atLeastOne(certificates)));
    }

    /**
     * Adds a statement of one's own.
     *
     * @param statement the statement
     * @return this template
     */
    public RamPolicyTemplate statement(Statement statement) {
        statements.add(statement);
        return this;
    }

    /**
     * Sets which addresses callers may come from, for all that the policy allows.
     *
     * @param bounds the addresses
     * @return this template
     */
    public RamPolicyTemplate fromSourceIp(SourceIpBounds bounds) {
        this.sourceIp = bounds;
        return this;
    }

    /**
     * Composes the policy.
     *
     * @return the policy
     * @throws IllegalArgumentException if it grants nothing, or has more than {@link RamPolicy#MAX_CHARACTERS}, or a
     *     statement of one's own is not one of a RAM policy, or is within bounds already
     */
    public RamPolicy build() {
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("the policy grants nothing; add what its holder is to do");
        }
        RamPolicy policy = RamPolicy.of(statements);
        RamPolicy bounded = sourceIp == null ? policy : sourceIp.on(policy);
        int characters = bounded.toJson().length();
        if (characters > RamPolicy.MAX_CHARACTERS) {
            throw new IllegalArgumentException("a RAM policy has at most " + RamPolicy.MAX_CHARACTERS
                    + " characters, and this one has " + characters + "; split it, or use wildcards");
        }
        return bounded;
    }

    private RamPolicyTemplate add(Statement.Builder statement) {
        return statement(statement.build());
    }

    private KmsArn container(KmsResourceType type) {
        return KmsArn.container(type, region, accountId);
    }

    private KmsArn secret(String name) {
        return KmsArn.secret(region, accountId, name);
    }

    private KmsArn key(String keyId) {
        if (keyId.startsWith("alias/")) {
            throw new IllegalArgumentException(
                    "policies know keys by their ids alone; give that of the key behind '" + keyId + "'");
        }
        return KmsArn.key(region, accountId, keyId);
    }

    private static KmsArn[] atLeastOne(KmsArn[] arns) {
        if (arns.length == 0) {
            throw new IllegalArgumentException("one id or more is needed; * is every one");
        }
        return arns;
    }
}

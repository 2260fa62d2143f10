package io.opensesame.policy.validation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.error.PolicyException;
import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.Policy;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.TrustPolicy;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds what is wrong, dangerous or superfluous in policies of one kind. Immutable and thread-safe.
 *
 * <p>What a finding says about the service is what its documentation says; where that is silent, what an official
 * client would accept is no error. Actions, resources and keys of services other than KMS are not judged.
 *
 * @param <P> the kind of policy
 * @see "KMS documentation: use RAM to manage access to KMS resources; secret policies"
 */
public final class PolicyValidator<P extends Policy> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<StatementCheck> CHECKS = List.of(
            new PrincipalCheck(), new ActionCheck(), new ResourceCheck(), new ConditionCheck(), new BroadGrantCheck());

    private final Subject subject;
    private final Function<String, P> parser;

    private PolicyValidator(Subject subject, Function<String, P> parser) {
        this.subject = subject;
        this.parser = parser;
    }

    /** {@return a validator of policies that are attached to RAM users, user groups or RAM roles} */
    public static PolicyValidator<RamPolicy> forIdentityPolicy() {
        return new PolicyValidator<>(Subject.of(PolicyType.IDENTITY_POLICY), RamPolicy::parse);
    }

    /** {@return a validator of policies that limit a session, which are shorter} */
    public static PolicyValidator<RamPolicy> forSessionPolicy() {
        return new PolicyValidator<>(Subject.of(PolicyType.SESSION_POLICY), RamPolicy::parse);
    }

    /** {@return a validator of policies that limit the accounts of a resource directory} */
    public static PolicyValidator<RamPolicy> forControlPolicy() {
        return new PolicyValidator<>(Subject.of(PolicyType.CONTROL_POLICY), RamPolicy::parse);
    }

    /**
     * Returns a validator of policies of the secrets of an account.
     *
     * @param ownerAccountId the account, digits
     * @return the validator
     * @throws IllegalArgumentException if the id is not digits
     */
    public static PolicyValidator<SecretPolicy> forSecretPolicy(String ownerAccountId) {
        return new PolicyValidator<>(
                owned(PolicyType.SECRET_POLICY, ownerAccountId, Optional.empty()), SecretPolicy::parse);
    }

    /**
     * Returns a validator of policies of one secret, which also tells if a policy is about another one.
     *
     * @param secret the secret
     * @return the validator
     * @throws IllegalArgumentException if it is no secret, or has wildcards in it
     */
    public static PolicyValidator<SecretPolicy> forSecretPolicy(KmsArn secret) {
        return new PolicyValidator<>(
                owned(PolicyType.SECRET_POLICY, one(secret, KmsResourceType.SECRET), Optional.of(secret)),
                SecretPolicy::parse);
    }

    /**
     * Returns a validator of policies of the keys of an account.
     *
     * @param ownerAccountId the account, digits
     * @return the validator
     * @throws IllegalArgumentException if the id is not digits
     */
    public static PolicyValidator<KeyPolicy> forKeyPolicy(String ownerAccountId) {
        return new PolicyValidator<>(owned(PolicyType.KEY_POLICY, ownerAccountId, Optional.empty()), KeyPolicy::parse);
    }

    /**
     * Returns a validator of policies of one key, which also tells if a policy is about another one.
     *
     * @param key the key
     * @return the validator
     * @throws IllegalArgumentException if it is no key, or has wildcards in it
     */
    public static PolicyValidator<KeyPolicy> forKeyPolicy(KmsArn key) {
        return new PolicyValidator<>(
                owned(PolicyType.KEY_POLICY, one(key, KmsResourceType.KEY), Optional.of(key)), KeyPolicy::parse);
    }

    /** {@return a validator of policies that say who may assume a role} */
    public static PolicyValidator<TrustPolicy> forTrustPolicy() {
        return new PolicyValidator<>(Subject.of(PolicyType.TRUST_POLICY), TrustPolicy::parse);
    }

    private static Subject owned(PolicyType type, String accountId, Optional<KmsArn> arn) {
        return new Subject(type, Principal.account(accountId).accountId(), arn);
    }

    private static String one(KmsArn arn, KmsResourceType type) {
        if (arn.type() != type || arn.pattern().hasWildcard()) {
            throw new IllegalArgumentException(
                    "one " + ResourceTypes.words(type) + " is needed, without wildcards: " + arn);
        }
        return arn.accountId();
    }

    /**
     * Finds what there is to say about a policy; its size is that of the document that its {@code toJson} gives.
     *
     * @param policy the policy
     * @return the findings, the worst first; empty if there is nothing to say; unmodifiable
     */
    public List<Finding> validate(P policy) {
        Findings findings = new Findings();
        SizeCheck.check(policy.toJson(), subject, findings);
        content(policy, findings);
        return findings.sorted();
    }

    /**
     * Finds what there is to say about a document, of which every character counts; one that is malformed has a finding
     * that names line and column.
     *
     * @param json the document
     * @return the findings, the worst first; empty if there is nothing to say; unmodifiable
     */
    public List<Finding> validate(String json) {
        Findings findings = new Findings();
        SizeCheck.check(json, subject, findings);
        try {
            content(parser.apply(json), findings);
        } catch (PolicyException e) {
            findings.add(FindingCode.MALFORMED, "", String.valueOf(e.getMessage()));
            return findings.sorted();
        }
        return inDocument(findings.sorted(), json);
    }

    private void content(P policy, Findings findings) {
        List<StatementPlace> places = StatementPlace.all(policy.statements());
        if (subject.ofOneResource()) {
            OwnerStatementCheck.check(places, subject, findings);
        }
        for (StatementPlace place : places) {
            CHECKS.forEach(check -> check.check(place, subject, findings));
        }
        RepetitionCheck.check(places, subject, findings);
    }

    /** A document may write a text in place of a list of one, which has no element to point to. */
    private static List<Finding> inDocument(List<Finding> findings, String json) {
        try {
            JsonNode document = JSON.readTree(json);
            return findings.stream()
                    .map(finding -> inDocument(finding, document))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy was read, and is no JSON", e);
        }
    }

    private static Finding inDocument(Finding finding, JsonNode document) {
        JsonPointer pointer = JsonPointer.compile(finding.pointer());
        JsonPointer list = pointer.head();
        return list != null && document.at(list).isTextual()
                ? new Finding(finding.code(), list.toString(), finding.message())
                : finding;
    }

    /** {@return what kind of policy it is for} */
    @Override
    public String toString() {
        return "PolicyValidator[" + subject.type().words() + "]";
    }
}

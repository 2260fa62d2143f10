package io.opensesame.policy.catalogue;

import io.opensesame.policy.ActionPattern;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every operation of KMS and the permissions that it needs, the actions and condition keys that policies can name, and
 * the system policies: as data. Immutable and thread-safe.
 *
 * @see "KMS documentation: use RAM to manage access to KMS resources"
 */
public final class KmsCatalogue {
    private static final KmsCatalogue INSTANCE = new KmsCatalogue();

    private final Map<String, KmsOperation> operations;
    private final Map<String, KmsAction> actions;
    private final List<ConditionKey> conditionKeys;
    private final List<SystemPolicy> systemPolicies;
    private final List<DecryptRule> decryptRules;

    private KmsCatalogue() {
        this.operations = Collections.unmodifiableMap(CatalogueFiles.operations());
        this.actions = Collections.unmodifiableMap(CatalogueFiles.actions(operations.values()));
        this.conditionKeys = CatalogueFiles.conditionKeys();
        this.systemPolicies = CatalogueFiles.systemPolicies();
        this.decryptRules = CatalogueFiles.decryptRules();
    }

    /** {@return the catalogue that this version of the library comes with} */
    public static KmsCatalogue instance() {
        return INSTANCE;
    }

    /** {@return every operation; unmodifiable} */
    public Collection<KmsOperation> operations() {
        return operations.values();
    }

    /**
     * Returns an operation.
     *
     * @param name its name, such as {@code GetSecretValue}
     * @return the operation, or empty if KMS has none of that name, or one newer than this library
     */
    public Optional<KmsOperation> operation(String name) {
        return Optional.ofNullable(operations.get(name));
    }

    /**
     * Returns what an action guards: the operations that need it, always or at times.
     *
     * @param action the action as a policy has it, such as {@code kms:Decrypt}; may have wildcards, as {@code kms:Get*}
     *     has; letter case does not matter
     * @return the operations, in the catalogue's order; none if it guards nothing that is known; unmodifiable
     * @throws IllegalArgumentException if it has not the form of an action
     */
    public List<KmsOperation> operationsGuardedBy(String action) {
        ActionPattern pattern = ActionPattern.of(action);
        return operations.values().stream()
                .filter(operation ->
                        operation.permissions().stream().anyMatch(permission -> pattern.matches(permission.action())))
                .toList();
    }

    /**
     * {@return every action of KMS by the alphabet: those that guard operations, and those that the policies of Alibaba
     * Cloud name besides; unmodifiable}
     */
    public Collection<KmsAction> actions() {
        return actions.values();
    }

    /**
     * Returns an action.
     *
     * @param name its name, such as {@code kms:GetSecretValue}, without wildcards and in whatever letter case
     * @return the action, or empty if KMS has none of that name, or one newer than this library
     */
    public Optional<KmsAction> action(String name) {
        return Optional.ofNullable(actions.get(name));
    }

    /** {@return the keys that conditions can be about; unmodifiable} */
    public List<ConditionKey> conditionKeys() {
        return conditionKeys;
    }

    /**
     * Returns what is known of a condition's key.
     *
     * @param key the whole key, such as {@code kms:tag/Project}
     * @return the key, or empty if none of that spelling is known
     */
    public Optional<ConditionKey> conditionKey(String key) {
        return conditionKeys.stream().filter(known -> known.matches(key)).findFirst();
    }

    /**
     * {@return the policies for KMS that Alibaba Cloud made: six for users, groups and roles, and that of the role
     * which rotates RAM secrets; unmodifiable}
     */
    public List<SystemPolicy> systemPolicies() {
        return systemPolicies;
    }

    /**
     * Returns a policy that Alibaba Cloud made.
     *
     * @param name its name, such as {@code AliyunKMSSecretUserAccess}; letter case matters
     * @return the policy, or empty if there is none of that name for KMS, or one newer than this library
     */
    public Optional<SystemPolicy> systemPolicy(String name) {
        return systemPolicies.stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst();
    }

    /**
     * {@return when who reads a secret's value must be allowed {@code kms:Decrypt} on its key: a rule for each case,
     * each with its reason in words; unmodifiable}
     */
    public List<DecryptRule> decryptRules() {
        return decryptRules;
    }

    /**
     * Returns whether who reads a secret's value must be allowed {@code kms:Decrypt} on its key, and why.
     *
     * @param gateway where the call is sent
     * @param credentials what signs it
     * @param key whose key protects the secret
     * @return the rule for that case
     */
    public DecryptRule decryptRule(
            DecryptRule.Gateway gateway, DecryptRule.CredentialsKind credentials, DecryptRule.KeyOwner key) {
        return decryptRules.stream()
                .filter(rule -> rule.gateway() == gateway && rule.credentials() == credentials && rule.key() == key)
                .findFirst()
                .orElseThrow();
    }
}

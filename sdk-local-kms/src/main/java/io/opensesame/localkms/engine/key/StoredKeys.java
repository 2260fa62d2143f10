package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.Account;
import io.opensesame.localkms.engine.call.Reference;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.instance.KmsInstances;
import io.opensesame.localkms.engine.instance.ResourcePolicy;
import io.opensesame.policy.KeyPolicy;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The keys of one account in one region, found by id, ARN, alias or version. */
final class StoredKeys {
    static final String KEY_PREFIX = "key/";

    private static final String ALIAS_PREFIX = "alias/";

    private final Account account;
    private final KmsInstances instances;
    private final Map<String, StoredKey> keys = new LinkedHashMap<>();
    private final Map<String, StoredKey> keysByVersionId = new HashMap<>();
    private final Map<String, StoredKey> keysByAlias = new LinkedHashMap<>();

    StoredKeys(Account account, KmsInstances instances) {
        this.account = account;
        this.instances = instances;
    }

    Account account() {
        return account;
    }

    /** Returns every key, the earliest first. */
    Collection<StoredKey> all() {
        return Collections.unmodifiableCollection(keys.values());
    }

    /** Returns what each alias stands for, the earliest first. */
    Map<String, StoredKey> aliases() {
        return Collections.unmodifiableMap(keysByAlias);
    }

    Optional<StoredKey> withId(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    Optional<StoredKey> withVersion(String versionId) {
        return Optional.ofNullable(keysByVersionId.get(versionId));
    }

    void add(StoredKey key) {
        keys.put(key.id(), key);
        key.versions().forEach(version -> keysByVersionId.put(version.id(), key));
    }

    void addVersion(StoredKey key, KeyVersion version) {
        key.add(version);
        keysByVersionId.put(version.id(), key);
    }

    /**
     * Gives a key of an instance its policy.
     *
     * @throws ServiceRefusal if the key is in none that exists, or the instance's access management quota does not
     *     suffice
     */
    void govern(StoredKey key, ResourcePolicy<KeyPolicy> policy, Instant now) {
        String instanceId = key.traits().instanceId().orElseThrow(KeyRefusals::policyUnsupported);
        instances.share(instanceId, KeyAnswers.arn(key, account), policy.foreignAccounts(), now);
        key.govern(policy);
    }

    /** Removes a key with its aliases. */
    void remove(StoredKey key, Instant at) {
        key.traits().instanceId().ifPresent(id -> instances.release(id, KeyAnswers.arn(key, account), at));
        keys.remove(key.id());
        key.versions().forEach(version -> keysByVersionId.remove(version.id()));
        keysByAlias.values().removeIf(key::equals);
    }

    void requireFreeAlias(String alias) {
        if (keysByAlias.containsKey(alias)) {
            throw KeyRefusals.aliasExists();
        }
    }

    /** Makes an alias stand for a key, whatever it stood for before. */
    void point(String alias, StoredKey key) {
        keysByAlias.put(alias, key);
    }

    void removeAlias(String alias) {
        keysByAlias.remove(alias);
    }

    /** Returns the key that a required parameter names by its id or ARN. */
    StoredKey find(Request request, String parameter) {
        Reference reference = reference(request, parameter);
        if (reference.isOf(ALIAS_PREFIX)) {
            throw KeyRefusals.aliasUnsupported();
        }
        return named(reference).orElseThrow(ServiceRefusal::keyNotFound);
    }

    /** Returns the key that a required parameter names by its id, its alias, or the ARN of either. */
    StoredKey findByAnyName(Request request, String parameter) {
        Reference reference = reference(request, parameter);
        return named(reference)
                .orElseThrow(reference.isOf(ALIAS_PREFIX) ? KeyRefusals::aliasNotFound : ServiceRefusal::keyNotFound);
    }

    /** Returns the key of an id or an alias, if it is there. */
    Optional<StoredKey> named(Reference reference) {
        if (!reference.owner().equals(account)) {
            return Optional.empty();
        }
        return reference.isOf(ALIAS_PREFIX)
                ? Optional.ofNullable(keysByAlias.get(reference.resource()))
                : withId(reference.name());
    }

    /** Returns what a required parameter names: a key by its id, or an alias. */
    Reference reference(Request request, String parameter) {
        return reference(parameter, request.parameters().required(parameter), account.of(request.caller()));
    }

    /** Returns the key or the alias of a name or ARN. */
    static Reference reference(String parameter, String text, Account home) {
        Reference reference =
                Reference.read(parameter, text, home, name -> name.startsWith(ALIAS_PREFIX) ? name : KEY_PREFIX + name);
        if (!reference.isOf(KEY_PREFIX) && !reference.isOf(ALIAS_PREFIX)) {
            throw ServiceRefusal.invalid(parameter);
        }
        return reference;
    }
}

package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.Account;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.RandomIds;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.TaggedResources;
import io.opensesame.localkms.engine.call.Tags;
import io.opensesame.localkms.engine.instance.KmsInstances;
import io.opensesame.localkms.engine.instance.ResourcePolicyRules;
import io.opensesame.policy.KeyPolicy;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The customer master keys of one account in one region, and every operation on them. Not thread-safe, but for what
 * makes the answers of deferring operations: whoever calls holds the engine's lock.
 */
public final class Keys implements TaggedResources {
    private final StoredKeys keys;
    private final KeyDueWork dueWork;
    private final Map<String, Operation> table = new HashMap<>();

    /**
     * Creates a service without keys.
     *
     * @param account the account that owns them
     * @param instances the KMS instances that keys can be in
     * @param ids where their ids come from
     * @param random where their material and all randomness of cryptography come from
     */
    public Keys(Account account, KmsInstances instances, RandomIds ids, SecureRandom random) {
        this.keys = new StoredKeys(account, instances);
        ResourcePolicyRules<KeyPolicy> policyRules = ResourcePolicyRules.ofKeys(account.id());
        NewVersions newVersions = new NewVersions(ids, random);
        this.dueWork = new KeyDueWork(keys, new KeyRotation(keys, newVersions));
        table.put("CreateKey", Operation.rescheduling(new CreateKey(keys, newVersions, ids, policyRules)::perform));
        table.put(
                "ReEncrypt",
                Operation.deferring(new ReEncrypt(keys, random)::perform).allowingDryRun());
        table.putAll(new KeyOperations(keys).table());
        table.putAll(new KeyPolicyOperations(keys, policyRules).table());
        table.putAll(new KeyStateOperations(keys).table());
        table.putAll(new KeyVersionOperations(keys, newVersions).table());
        table.putAll(new AliasOperations(keys).table());
        table.putAll(new ImportOperations(keys, random).table());
        table.putAll(new SymmetricOperations(keys, random).table());
        table.putAll(new ExportOperations(keys, random).table());
        table.putAll(new AsymmetricOperations(keys).table());
    }

    /** Returns the operations by their names. */
    public Map<String, Operation> table() {
        return Map.copyOf(table);
    }

    /** Returns the keys as permissions see them. */
    public GuardedKeys guarded() {
        return new GuardedKeys(keys);
    }

    /** Carries out everything that is due. */
    public void runDue(Instant now) {
        dueWork.run(now);
    }

    /** Makes the next {@link #runDue} look at every key again, since one of them changed. */
    public void reconsiderDue() {
        dueWork.reconsider();
    }

    @Override
    public Tags changeableTags(Request request) {
        StoredKey key = keys.find(request, "KeyId");
        key.requireNotScheduled();
        return key.tags();
    }

    @Override
    public Optional<Tags> changeableTags(String keyId) {
        Optional<StoredKey> key = keys.withId(keyId);
        key.ifPresent(StoredKey::requireNotScheduled);
        return key.map(StoredKey::tags);
    }

    @Override
    public Map<String, Tags> tags() {
        Map<String, Tags> tags = new LinkedHashMap<>();
        keys.all().forEach(key -> tags.put(key.id(), key.tags()));
        return tags;
    }

    /** Refuses an alias that could not be created for a key. */
    public void requireFreeAlias(String aliasName) {
        keys.requireFreeAlias(AliasNames.check(aliasName));
    }
}

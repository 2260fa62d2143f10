package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.Account;
import io.opensesame.localkms.engine.call.Reference;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.permission.GuardedResource;
import java.util.Optional;

/**
 * The keys that requests name, as permissions see them.
 *
 * <p>A key that is not there counts as one with the id given, an alias of no key as the id of one: a permission on all
 * keys is enough to be told that there is none.
 */
public final class GuardedKeys {
    private final StoredKeys keys;

    GuardedKeys(StoredKeys keys) {
        this.keys = keys;
    }

    /** Returns whether a key is the service's own rather than a user's, by its alias or the alias's ARN. */
    public static boolean isOfTheService(String keyId) {
        return keyId.startsWith("alias/acs") || keyId.startsWith("acs/") || keyId.contains(":alias/acs");
    }

    /** Returns the key that a required parameter names by its id, its alias, or the ARN of either. */
    public GuardedResource named(Request request, String parameter) {
        return guarded(keys.reference(request, parameter));
    }

    /**
     * Returns the key of a name or ARN.
     *
     * @param parameter the parameter that has, or had, the name
     * @param home the account that a name without an ARN is of
     */
    public GuardedResource named(String parameter, String reference, Account home) {
        return guarded(StoredKeys.reference(parameter, reference, home));
    }

    /** Returns the key of an id. */
    public GuardedResource withId(Account home, String keyId) {
        return guarded(new Reference(home, StoredKeys.KEY_PREFIX + keyId));
    }

    /** Returns the key under which the request's ciphertext is encrypted. */
    public GuardedResource encrypting(Request request) {
        CiphertextBlob blob = EncryptedText.blob(request);
        return guarded(keys.withVersion(blob.versionId()).orElseThrow(ServiceRefusal::keyNotFound));
    }

    /** Returns the alias that a request names. */
    public GuardedResource alias(Request request) {
        return GuardedResource.of(keys.account().of(request.caller()), AliasNames.read(request));
    }

    /** Returns the key that the alias which a request names stands for, if it stands for one. */
    public Optional<GuardedResource> behindAlias(Request request) {
        return keys.named(new Reference(keys.account().of(request.caller()), AliasNames.read(request)))
                .map(this::guarded);
    }

    private GuardedResource guarded(Reference reference) {
        return keys.named(reference)
                .map(this::guarded)
                .orElseGet(() -> GuardedResource.of(
                        reference.owner(),
                        reference.isOf(StoredKeys.KEY_PREFIX)
                                ? reference.resource()
                                : StoredKeys.KEY_PREFIX + reference.resource()));
    }

    private GuardedResource guarded(StoredKey key) {
        return GuardedResource.of(keys.account(), StoredKeys.KEY_PREFIX + key.id())
                .withKeyTags(key.tags().asMap())
                .governedByKeyPolicy(key.resourcePolicy());
    }
}

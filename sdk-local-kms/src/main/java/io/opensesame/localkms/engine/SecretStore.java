package io.opensesame.localkms.engine;

import io.opensesame.localkms.engine.call.Account;
import io.opensesame.localkms.engine.call.Reference;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.TaggedResources;
import io.opensesame.localkms.engine.call.Tags;
import io.opensesame.localkms.engine.instance.KmsInstances;
import io.opensesame.localkms.engine.instance.ResourcePolicy;
import io.opensesame.localkms.engine.permission.GuardedResource;
import io.opensesame.policy.SecretPolicy;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The secrets of one account in one region, found by name or ARN. */
final class SecretStore implements TaggedResources {
    private static final String PARAMETER = "SecretName";
    private static final String PREFIX = "secret/";

    private final Account account;
    private final KmsInstances instances;
    private final Map<String, StoredSecret> secrets = new LinkedHashMap<>();

    SecretStore(Account account, KmsInstances instances) {
        this.account = account;
        this.instances = instances;
    }

    Account account() {
        return account;
    }

    String arn(String name) {
        return account.arn(PREFIX + name);
    }

    /** Returns every secret, the earliest first. */
    Collection<StoredSecret> all() {
        return Collections.unmodifiableCollection(secrets.values());
    }

    Optional<StoredSecret> named(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    void add(StoredSecret secret) {
        secrets.put(secret.name(), secret);
    }

    void remove(StoredSecret secret, Instant at) {
        secrets.remove(secret.name());
        secret.instanceId().ifPresent(id -> instances.release(id, arn(secret.name()), at));
    }

    /**
     * Puts a secret into an instance, or gives one that is in there another policy.
     *
     * @throws ServiceRefusal if there is no such instance, or its access management quota does not suffice
     */
    void place(StoredSecret secret, String instanceId, ResourcePolicy<SecretPolicy> policy, Instant now) {
        instances.share(instanceId, arn(secret.name()), policy.foreignAccounts(), now);
        secret.place(instanceId, policy);
    }

    /** Returns the secret that a request means by {@code SecretName}, be it scheduled for deletion or not. */
    StoredSecret find(Request request) {
        return ifThere(request).orElseThrow(ServiceRefusal::notFound);
    }

    /** Returns the secret that a request means, if it is there. */
    Optional<StoredSecret> ifThere(Request request) {
        return named(reference(request));
    }

    private Optional<StoredSecret> named(Reference reference) {
        return reference.owner().equals(account) ? named(reference.name()) : Optional.empty();
    }

    /** Returns the secret that a request means, refusing one that is scheduled for deletion. */
    StoredSecret findUsable(Request request) {
        StoredSecret secret = find(request);
        secret.requireNotScheduled();
        return secret;
    }

    /** An ARN is no name here, unlike elsewhere. */
    @Override
    public Tags changeableTags(Request request) {
        SecretNames.check(PARAMETER, request.parameters().required(PARAMETER));
        return findUsable(request).tags();
    }

    @Override
    public Optional<Tags> changeableTags(String name) {
        Optional<StoredSecret> secret = named(name);
        secret.ifPresent(StoredSecret::requireNotScheduled);
        return secret.map(StoredSecret::tags);
    }

    @Override
    public Map<String, Tags> tags() {
        Map<String, Tags> tags = new LinkedHashMap<>();
        all().forEach(secret -> tags.put(secret.name(), secret.tags()));
        return tags;
    }

    /** Returns the secret that a request names, be it there or not, as permissions see it. */
    GuardedResource guarded(Request request) {
        return guarded(reference(request));
    }

    /** Returns the secret of a name, be it there or not, as permissions see it. */
    GuardedResource guarded(Account home, String name) {
        return guarded(new Reference(home, PREFIX + name));
    }

    private GuardedResource guarded(Reference reference) {
        return GuardedResource.of(reference.owner(), reference.resource())
                .governedBySecretPolicy(named(reference).flatMap(StoredSecret::resourcePolicy));
    }

    private Reference reference(Request request) {
        Reference reference = Reference.read(
                PARAMETER,
                request.parameters().required(PARAMETER),
                account.of(request.caller()),
                name -> PREFIX + name);
        if (!reference.isOf(PREFIX)) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
        SecretNames.check(PARAMETER, reference.name());
        return reference;
    }
}

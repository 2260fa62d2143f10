package io.opensesame.localkms.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The secrets of one account in one region, found by name or ARN. */
final class SecretStore {
    private static final String PARAMETER = "SecretName";

    private final String accountId;
    private final String region;
    private final Map<String, StoredSecret> secrets = new LinkedHashMap<>();

    SecretStore(String accountId, String region) {
        this.accountId = accountId;
        this.region = region;
    }

    String accountId() {
        return accountId;
    }

    String region() {
        return region;
    }

    String arn(String name) {
        return arn(region, accountId, name);
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

    void remove(StoredSecret secret) {
        secrets.remove(secret.name());
    }

    /** Returns the secret that a request means by {@code SecretName}, be it scheduled for deletion or not. */
    StoredSecret find(Request request) {
        String reference = request.parameters().required(PARAMETER);
        return named(nameOf(reference, request.caller())).orElseThrow(ServiceRefusal::notFound);
    }

    /** Returns the secret that a request means, refusing one that is scheduled for deletion. */
    StoredSecret findUsable(Request request) {
        StoredSecret secret = find(request);
        secret.requireNotScheduled();
        return secret;
    }

    /**
     * Refuses a caller of another account. A name means a secret of the caller's own account, which is not here; and
     * what secret policies grant to other accounts is not the engine's to judge.
     */
    void requireOwnAccount(Caller caller) {
        if (!caller.accountId().equals(accountId)) {
            throw ServiceRefusal.noPermission("acs:kms:" + region + ":" + caller.accountId() + ":secret");
        }
    }

    private String nameOf(String reference, Caller caller) {
        if (!reference.startsWith("acs:")) {
            requireOwnAccount(caller);
            return SecretNames.check(PARAMETER, reference);
        }
        String[] parts = reference.split(":", 5);
        if (parts.length < 5 || !parts[1].equals("kms") || !parts[4].startsWith("secret/")) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
        String name = SecretNames.check(PARAMETER, parts[4].substring("secret/".length()));
        if (!parts[3].equals(accountId) || !caller.accountId().equals(accountId)) {
            throw ServiceRefusal.noPermission(arn(parts[2], parts[3], name));
        }
        if (!parts[2].equals(region)) {
            throw ServiceRefusal.notFound();
        }
        return name;
    }

    private static String arn(String region, String accountId, String name) {
        return "acs:kms:" + region + ":" + accountId + ":secret/" + name;
    }
}

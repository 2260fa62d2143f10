package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.engine.call.Caller;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The AccessKeys that may sign calls to this KMS. Thread-safe.
 *
 * <p>A key is active, disabled, or gone. A temporary key stays on the books for a day after it expired, so that its
 * late user is told that it expired rather than that it never was.
 */
public final class AccessKeys {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 19;
    private static final int SECRET_LENGTH = 30;
    private static final int TOKEN_LENGTH = 120;
    private static final Duration REMEMBER_EXPIRED = Duration.ofDays(1);

    private final ConcurrentMap<String, AccessKey> keys = new ConcurrentHashMap<>();
    private final Clock clock;
    private final SecureRandom random;

    AccessKeys(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** Creates an active AccessKey for a principal. */
    public AccessKey create(Caller caller) {
        return register("LOCAL" + randomText(ID_LENGTH), randomText(SECRET_LENGTH), caller);
    }

    /**
     * Adds an AccessKey with a given id and secret.
     *
     * @throws IllegalArgumentException if that id is taken, or either text is empty
     */
    public AccessKey register(String id, String secret, Caller caller) {
        if (id.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "an AccessKey needs an id and a secret, one of them is empty: id '" + id + "'");
        }
        AccessKey key = new AccessKey(id, secret, caller, true, clock.instant(), null, null);
        if (keys.putIfAbsent(id, key) != null) {
            throw new IllegalArgumentException("there is an AccessKey '" + id + "' already; delete it first");
        }
        return key;
    }

    /**
     * Issues a temporary AccessKey with a security token, as STS does.
     *
     * @param lifetime how long the key works from now on; positive
     */
    public AccessKey issueTemporary(Caller caller, Duration lifetime) {
        if (lifetime.isZero() || lifetime.isNegative()) {
            throw new IllegalArgumentException("the lifetime of a temporary AccessKey must be positive: " + lifetime);
        }
        Instant now = clock.instant();
        forgetExpiredBefore(now.minus(REMEMBER_EXPIRED));
        AccessKey key = new AccessKey(
                "STS." + randomText(ID_LENGTH),
                randomText(SECRET_LENGTH),
                caller.withTemporaryCredentials(),
                true,
                now,
                randomText(TOKEN_LENGTH),
                now.plus(lifetime));
        keys.put(key.id(), key);
        return key;
    }

    /** Returns the AccessKey of that id, be it disabled or expired, or empty if there is none. */
    public Optional<AccessKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** Returns the lasting AccessKeys of a caller, be they disabled or not, the oldest first. */
    List<AccessKey> of(Caller caller) {
        return keys.values().stream()
                .filter(key -> key.caller().equals(caller))
                .sorted(Comparator.comparing(AccessKey::createdAt).thenComparing(AccessKey::id))
                .toList();
    }

    /** Disables an AccessKey; tells whether there is one of that id. */
    public boolean disable(String id) {
        return keys.computeIfPresent(id, (ignored, key) -> key.withActive(false)) != null;
    }

    /** Enables an AccessKey; tells whether there is one of that id. */
    public boolean enable(String id) {
        return keys.computeIfPresent(id, (ignored, key) -> key.withActive(true)) != null;
    }

    /** Deletes an AccessKey; tells whether there was one of that id. */
    public boolean delete(String id) {
        return keys.remove(id) != null;
    }

    private void forgetExpiredBefore(Instant limit) {
        keys.values().removeIf(key -> key.expiration().filter(limit::isAfter).isPresent());
    }

    private String randomText(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}

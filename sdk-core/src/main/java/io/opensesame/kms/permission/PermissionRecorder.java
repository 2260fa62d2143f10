package io.opensesame.kms.permission;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallListener;
import io.opensesame.kms.KmsClient;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.DescribeSecretResponse;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.Principal;
import io.opensesame.policy.ResourcePattern;
import io.opensesame.policy.leastprivilege.LeastPrivilege;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records which permissions the calls of an application need, and writes the least policies for them. Thread-safe.
 *
 * <p>Make one, give it to the builder of {@code OpenSesame} as a call listener, let the application do all that it
 * does, and ask for {@link #leastPrivilege}. It records what is called, whether the call succeeds or not, and never
 * holds a secret. What was not called while it recorded, the policies will not allow.
 */
public final class PermissionRecorder implements CallListener {
    /** How many permissions are recorded at most; more are {@linkplain #isIncomplete() left out}. */
    public static final int MAX_PERMISSIONS = 10_000;

    /** One permission that one operation was found to need. */
    private record Use(String operation, NeededPermission permission) {}

    private final Map<Use, Boolean> answered = new ConcurrentHashMap<>();
    private final Map<Use, Boolean> failed = new ConcurrentHashMap<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final AtomicInteger recorded = new AtomicInteger();
    private final ThreadLocal<Boolean> learning = ThreadLocal.withInitial(() -> false);
    private volatile @Nullable String account;
    private volatile boolean incomplete;

    /** Creates a recorder that has recorded nothing. */
    public PermissionRecorder() {}

    /**
     * Sets the account that owns what the application names without one. Without it, the account is learned from the
     * first answer that names an ARN, and is {@code *} until then.
     *
     * @param accountId the account's id, digits
     * @throws IllegalArgumentException if the id is not digits
     */
    public void account(String accountId) {
        this.account = Principal.account(accountId).accountId();
    }

    /** {@return the account that was set or learned, if any} */
    public Optional<String> account() {
        return Optional.ofNullable(account);
    }

    @Override
    public void attempted(CallAttempt attempt) {
        if (learning.get()) {
            return;
        }
        if (attempt.outcome() == CallAttempt.Outcome.SUCCEEDED) {
            attempt.neededPermissions().forEach(permission -> record(answered, attempt.action(), permission));
            learnAccount(attempt.started().neededPermissions(), attempt.neededPermissions());
            return;
        }
        attempt.neededPermissions().forEach(permission -> record(failed, attempt.action(), permission));
        if (attempt.failure().orElse(null) instanceof AccessDeniedException denied
                && denied.deniedActions().size() == 1) {
            NeededPermission lacking =
                    NeededPermission.of(denied.deniedActions().get(0), denied.resourceArn());
            if (tellsMore(lacking, attempt.neededPermissions())) {
                record(failed, attempt.action(), lacking);
            }
        }
    }

    /** Of a call that is about several resources, a denial may name but their type, which would be to allow all. */
    private static boolean tellsMore(NeededPermission lacking, List<NeededPermission> needed) {
        ResourcePattern resource = ResourcePattern.of(lacking.resource());
        return needed.stream()
                .noneMatch(permission ->
                        permission.action().equals(lacking.action()) && resource.matches(permission.resource()));
    }

    private void record(Map<Use, Boolean> uses, String operation, NeededPermission permission) {
        Use use = new Use(operation, permission);
        if (uses.containsKey(use)) {
            return;
        }
        boolean tooMany = recorded.incrementAndGet() > MAX_PERMISSIONS;
        if (tooMany) {
            incomplete = true;
        }
        if (tooMany || uses.putIfAbsent(use, true) != null) {
            recorded.decrementAndGet();
        }
    }

    /** What was named without an account is of the caller's own. */
    private void learnAccount(List<NeededPermission> asked, List<NeededPermission> taught) {
        for (int i = 0; account == null && i < asked.size() && i < taught.size(); i++) {
            String before = accountIn(asked.get(i));
            String after = accountIn(taught.get(i));
            if (before.equals("*") && !after.equals("*")) {
                account = after;
            }
        }
    }

    private static String accountIn(NeededPermission permission) {
        return KmsArn.parse(permission.resource()).map(KmsArn::accountId).orElse("");
    }

    /**
     * Finds out which keys protect the secrets that were read or written, by calling {@code DescribeSecret} for each of
     * them. These calls are not recorded. Where the caller may not describe a secret, its key stays unknown, which
     * {@link LeastPrivilege#suggestions} tells.
     *
     * <p>Blocks for as many calls as there are such secrets.
     *
     * @param client who calls; may be the application's own
     * @return how many keys are still not known
     * @throws io.opensesame.error.OpenSesameException if KMS gives no answer, or refuses for another reason than that
     *     the caller may not, or that the secret is not there
     */
    public int learnKeys(KmsClient client) {
        int unknown = 0;
        learning.set(true);
        try {
            for (String secret : secretsWithKeys()) {
                if (!keys.containsKey(secret) && !learnKey(client, secret)) {
                    unknown++;
                }
            }
        } finally {
            learning.remove();
        }
        return unknown;
    }

    private List<String> secretsWithKeys() {
        return permissions().stream()
                .flatMap(permission -> permission.protectedSecret().stream())
                .distinct()
                .toList();
    }

    private boolean learnKey(KmsClient client, String secret) {
        KmsArn arn = KmsArn.parse(secret).orElseThrow();
        String name = arn.accountId().equals("*") ? arn.name() : secret;
        if (name.contains("*")) {
            return false;
        }
        try {
            DescribeSecretResponse described = client.secrets().describeSecret(DescribeSecretRequest.of(name));
            if (!isIn(arn.region(), described.arn())) {
                return false;
            }
            keys.put(secret, described.encryptionKeyId().orElse(""));
            return true;
        } catch (AccessDeniedException | SecretNotFoundException e) {
            return false;
        }
    }

    /**
     * A name means a secret of the region that is asked, which may have another key than that of the region recorded.
     */
    private static boolean isIn(String region, String arn) {
        return region.equals("*")
                || KmsArn.parse(arn)
                        .filter(known -> known.region().equals(region))
                        .isPresent();
    }

    /** {@return what has to be allowed by what was recorded so far, sorted, each once} */
    public List<NeededPermission> permissions() {
        return sorted(uses().stream().map(Use::permission));
    }

    /** {@return the names of the operations that were called, sorted, each once} */
    public List<String> operations() {
        return uses().stream().map(Use::operation).distinct().sorted().toList();
    }

    /**
     * Returns what one operation was found to need.
     *
     * @param operation its name, such as {@code GetSecretValue}
     * @return the permissions, sorted, each once; none if it was not called
     */
    public List<NeededPermission> permissionsOf(String operation) {
        return sorted(
                uses().stream().filter(use -> use.operation().equals(operation)).map(Use::permission));
    }

    private static List<NeededPermission> sorted(Stream<NeededPermission> permissions) {
        return permissions.distinct().sorted().toList();
    }

    /** A call that failed tells less than one like it that was answered: its key may still be {@code *}. */
    private Collection<Use> uses() {
        List<Use> uses = new ArrayList<>(answered.keySet());
        List<Use> known = List.copyOf(uses);
        for (Use use : failed.keySet()) {
            ResourcePattern resource = ResourcePattern.of(use.permission().resource());
            boolean toldBetter = resource.hasWildcard()
                    ? known.stream()
                            .anyMatch(other -> isAlike(other, use)
                                    && resource.matches(other.permission().resource()))
                    : answered.containsKey(use);
            if (!toldBetter) {
                uses.add(use);
            }
        }
        return Collections.unmodifiableList(uses);
    }

    private static boolean isAlike(Use known, Use failed) {
        return known.operation().equals(failed.operation())
                && known.permission().action().equals(failed.permission().action())
                && known.permission()
                        .protectedSecret()
                        .equals(failed.permission().protectedSecret());
    }

    /** {@return whether more permissions were needed than are recorded at most} */
    public boolean isIncomplete() {
        return incomplete;
    }

    /** {@return the least policies for what was recorded so far} */
    public LeastPrivilege leastPrivilege() {
        LeastPrivilege.Builder builder = LeastPrivilege.builder().need(permissions());
        account().ifPresent(builder::account);
        keys.forEach((secret, key) -> {
            if (key.isEmpty() || isOfTheService(key)) {
                builder.keyOfTheService(secret);
            } else {
                builder.key(secret, key);
            }
        });
        return builder.build();
    }

    /** Aliases of the service's own keys begin so. */
    private static boolean isOfTheService(String keyId) {
        return keyId.contains("alias/acs/") || keyId.startsWith("acs/");
    }

    /** Forgets what was recorded; the account and keys that were learned stay. */
    public void clear() {
        answered.clear();
        failed.clear();
        recorded.set(0);
        incomplete = false;
    }

    /** {@return how many permissions were recorded} */
    @Override
    public String toString() {
        return "PermissionRecorder[" + recorded.get() + " permissions" + (incomplete ? ", incomplete" : "") + "]";
    }
}

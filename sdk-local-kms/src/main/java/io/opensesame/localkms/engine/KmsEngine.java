package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.audit.AuditTrail;
import io.opensesame.localkms.engine.call.Account;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.OperationNames;
import io.opensesame.localkms.engine.call.Origin;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.RandomIds;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceApi;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.Tags;
import io.opensesame.localkms.engine.certificate.Certificates;
import io.opensesame.localkms.engine.identity.AccessKeys;
import io.opensesame.localkms.engine.identity.Identities;
import io.opensesame.localkms.engine.identity.RamService;
import io.opensesame.localkms.engine.identity.RotationRole;
import io.opensesame.localkms.engine.identity.StsService;
import io.opensesame.localkms.engine.instance.KmsInstances;
import io.opensesame.localkms.engine.instance.ResourcePolicyRules;
import io.opensesame.localkms.engine.key.Keys;
import io.opensesame.localkms.engine.permission.PermissionSystem;
import io.opensesame.localkms.event.RotationEvent;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.catalogue.KmsCatalogue;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The KMS of one account in one region: its keys, certificates and secrets, and every operation on them. Thread-safe.
 *
 * <p>Time is the clock's alone, in whole seconds as the service's dates are. What falls due with it is carried out by
 * the next call that looks at the state, or by {@link #runDue}: automatic rotations, the ends of rotation windows and
 * recovery windows, deletions of keys, and the end of imported key material. If the clock jumped over several of them,
 * they are made up for one by one, each at the time when it was due; of the automatic rotations that a secret missed,
 * the last ten (it keeps no more versions), and of those that a key missed, the first until it has fifty versions.
 *
 * <p>It departs from the service in that a KMS instance makes no difference but to policies, encrypts no secret under a
 * key, and limits neither the number of keys nor any rate but that of RotateSecret. It keeps the resources of its own
 * account alone; callers of other accounts, for whom a bare name means a resource of their own account, reach them by
 * ARN if both accounts' policies allow it.
 */
public final class KmsEngine implements ServiceApi {
    /*
     * One lock guards all state; nothing under it waits or does I/O, unless a user's generator does, and
     * cryptography that takes long is done after it is released.
     * Before an operation looks, everything due is done; after one that may change what is due,
     * everything newly due is done as well.
     */

    /** Guards its elements one by one, since one that is denied fails no other. */
    private static final String BATCH = "BatchGetSecretValue";

    private final Clock clock;
    private final AuditTrail auditTrail = new AuditTrail();
    private final Identities identities;
    private final RamService ram;
    private final StsService sts;
    private final KmsInstances instances = new KmsInstances();
    private final SecretStore store;
    private final Certificates certificates;
    private final Keys keys;
    private final RamAccessKeys ramAccessKeys;
    private final Rotations rotations;
    private final SecretDueWork secretDueWork;
    private final Map<String, Operation> operations = new HashMap<>();
    private final Lock lock = new ReentrantLock();

    /**
     * Creates an engine without keys, secrets and AccessKeys.
     *
     * @param accountId the account that owns everything
     * @param region the region in the ARNs
     * @param clock what every date, deletion and rotation goes by
     * @param random where passwords, keys, ids and all other randomness come from
     */
    public KmsEngine(String accountId, String region, Clock clock, SecureRandom random) {
        PasswordGenerator passwords = new PasswordGenerator(random);
        RandomIds ids = new RandomIds(random);
        Account account = new Account(accountId, region);
        this.clock = clock;
        this.identities = new Identities(clock, random);
        this.store = new SecretStore(account, instances);
        this.certificates = new Certificates(account, ids, random);
        this.keys = new Keys(account, instances, ids, random);
        KmsCatalogue catalogue = KmsCatalogue.instance();
        PermissionSystem permissions = new PermissionSystem(identities, catalogue, auditTrail);
        this.ramAccessKeys =
                new RamAccessKeys(accountId, identities, new RotationRole(accountId, identities, permissions));
        this.rotations = new Rotations(
                Map.of(
                        SecretType.RDS, new RdsAccounts(passwords),
                        SecretType.REDIS, new ClonedAccounts(SecretType.REDIS, passwords),
                        SecretType.POLAR_DB, new ClonedAccounts(SecretType.POLAR_DB, passwords),
                        SecretType.RAM_CREDENTIALS, ramAccessKeys,
                        SecretType.ECS, new EcsLogins(passwords, new SshKeyGenerator(random))),
                ids);
        this.secretDueWork = new SecretDueWork(store, rotations);
        CallGuard guard =
                new CallGuard(new RequiredPermissions(catalogue, store, keys.guarded()), permissions, accountId);
        this.ram = new RamService(identities, permissions, clock, this::runDue);
        this.sts = new StsService(identities, permissions, clock, this::runDue);

        ResourcePolicyRules<SecretPolicy> policyRules = ResourcePolicyRules.ofSecrets(accountId);
        CreateSecret createSecret = new CreateSecret(store, rotations, ids, policyRules);
        operations.put("CreateSecret", Operation.rescheduling(createSecret::perform));
        operations.putAll(new SecretOperations(store).table());
        operations.putAll(new ValueOperations(store, ids, guard.of(BATCH)).table());
        operations.putAll(new VersionOperations(store).table());
        operations.putAll(new RotationOperations(store, rotations).table());
        operations.putAll(new PasswordOperations(passwords).table());
        operations.putAll(new PolicyOperations(store, policyRules).table());
        operations.putAll(certificates.table());
        operations.putAll(new TagOperations(tagFinders()).table());
        operations.putAll(new BulkTagOperations(account, keys, store).table());
        operations.putAll(new RegionOperations(account).table());
        operations.putAll(keys.table());
        operations.replaceAll(
                (name, operation) -> name.equals(BATCH) ? operation : operation.guardedBy(guard.of(name)));
    }

    @Override
    public ObjectNode perform(String action, Map<String, String> parameters, Caller caller, Origin origin) {
        Operation operation = operations.get(action);
        if (operation == null) {
            throw ServiceRefusal.unknownAction();
        }
        return handle(operation, new Parameters(parameters), caller, origin).get();
    }

    /**
     * Performs one operation that is called in this process, which leaves no trace in the audit trail.
     *
     * @throws ServiceRefusal if the service would answer with an error
     */
    public ObjectNode perform(String action, Map<String, String> parameters, Caller caller) {
        return perform(action, parameters, caller, Origin.IN_PROCESS);
    }

    private Supplier<ObjectNode> handle(Operation operation, Parameters parameters, Caller caller, Origin origin) {
        lock.lock();
        try {
            Instant now = now();
            runDue(now);
            Supplier<ObjectNode> answer = operation.begin(new Request(parameters, caller, origin, now));
            if (operation.changesSchedule()) {
                runWhatBecameDue(now);
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public OperationNames operationNames() {
        return new OperationNames(operations.keySet());
    }

    /** Returns the permissions that calls from outside needed. */
    public AuditTrail auditTrail() {
        return auditTrail;
    }

    /** Returns who may call, and the policies of these. */
    public Identities identities() {
        return identities;
    }

    /** Returns the RAM of all accounts, as its API offers it. */
    public ServiceApi ram() {
        return ram;
    }

    /** Returns the STS of all accounts, as its API offers it. */
    public ServiceApi sts() {
        return sts;
    }

    /** Returns the AccessKeys that may sign calls. */
    public AccessKeys accessKeys() {
        return identities.accessKeys();
    }

    /**
     * Adds a KMS instance for secrets and keys to be created in.
     *
     * @param id its id, such as {@code kst-orders}
     * @param accessManagementQuota how many foreign accounts the policies in it may admit
     * @throws IllegalArgumentException if there is one of that id, or the id or the quota is none
     */
    public void createInstance(String id, int accessManagementQuota) {
        lock.lock();
        try {
            instances.add(id, accessManagementQuota);
        } finally {
            lock.unlock();
        }
    }

    /** Carries out everything that is due by the clock. */
    public void runDue() {
        lock.lock();
        try {
            runDue(now());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Creates a key with an alias; if either is refused, there is neither.
     *
     * @param parameters those of CreateKey
     * @param aliasName the alias, with its prefix
     * @return the key's id
     * @throws ServiceRefusal if the service would refuse the key or the alias
     */
    public String createKey(Map<String, String> parameters, String aliasName, Caller caller) {
        lock.lock();
        try {
            runDue(now());
            keys.requireFreeAlias(aliasName);
            String keyId = perform("CreateKey", parameters, caller)
                    .at("/KeyMetadata/KeyId")
                    .asText();
            perform("CreateAlias", Map.of("KeyId", keyId, "AliasName", aliasName), caller);
            return keyId;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Rotates a Generic secret from now on, as user code with a timer would against the service: once an interval, the
     * generator's value becomes a new version at ACSCurrent. Replaces an earlier rotation of that secret. If the
     * generator fails, the rotation is skipped, and tried again an interval later.
     *
     * <p>The answers of the service do not show such a rotation, since it knows nothing of it.
     *
     * @param secretName the secret's name
     * @param interval one second or more, the first rotation being due an interval from now
     * @param generator returns the next value, given the current one; it runs under the engine's lock, so it must be
     *     quick, must not wait for other threads, and must not call this engine
     * @throws IllegalArgumentException if there is no such Generic secret, or the interval is too short
     */
    public void rotateAutomatically(String secretName, Duration interval, UnaryOperator<String> generator) {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("the interval of rotations must be one second or more: " + interval);
        }
        lock.lock();
        try {
            Instant now = now();
            runDue(now);
            StoredSecret secret = generic(secretName);
            secret.generateWith(generator);
            secret.rotation().enable(interval, now, now);
            runWhatBecameDue(now);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends what {@link #rotateAutomatically} began; {@link #rotateNow} goes on working.
     *
     * @throws IllegalArgumentException if there is no such Generic secret
     */
    public void stopRotating(String secretName) {
        lock.lock();
        try {
            runDue(now());
            generic(secretName).rotation().disable();
            reconsiderDue();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Rotates a secret at once: a managed one as RotateSecret does, a Generic one by the generator of
     * {@link #rotateAutomatically}. The next automatic rotation is due an interval from now.
     *
     * @return the id of the new version
     * @throws IllegalArgumentException if there is no such secret
     * @throws IllegalStateException if a Generic secret has no generator, or it returned no usable value
     * @throws ServiceRefusal if the secret is scheduled for deletion, its rotation window is open, or the rotation
     *     fails; then nothing has changed
     */
    public String rotateNow(String secretName) {
        lock.lock();
        try {
            Instant now = now();
            runDue(now);
            StoredSecret secret = named(secretName);
            secret.requireNotScheduled();
            secret.requireNotRotating();
            String versionId = rotations.rotateOnDemand(secret, now);
            runWhatBecameDue(now);
            return versionId;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets for how long both AccessKeys of a RAM secret work that is rotated on demand; 48 hours by default, as after
     * automatic rotations. It holds for rotations that begin from now on.
     *
     * @param window 10 minutes to 2 days
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public void ramRotationWindow(Duration window) {
        lock.lock();
        try {
            runDue(now());
            ramAccessKeys.setWindowOnDemand(window);
        } finally {
            lock.unlock();
        }
    }

    /** Returns how the latest rotations of managed secrets ended, the earliest first: at most a thousand. */
    public List<RotationEvent> rotationEvents() {
        lock.lock();
        try {
            runDue(now());
            return rotations.events().all();
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Function<Request, Tags>> tagFinders() {
        return Map.of(
                TagOperations.SECRET_NAME,
                store::changeableTags,
                "KeyId",
                keys::changeableTags,
                "CertificateId",
                certificates::changeableTags);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void runDue(Instant now) {
        secretDueWork.run(now);
        keys.runDue(now);
    }

    private void reconsiderDue() {
        secretDueWork.reconsider();
        keys.reconsiderDue();
    }

    private void runWhatBecameDue(Instant now) {
        reconsiderDue();
        runDue(now);
    }

    private StoredSecret generic(String secretName) {
        StoredSecret secret = named(secretName);
        if (secret.type().isManaged()) {
            throw new IllegalArgumentException("'" + secretName + "' is a secret of type "
                    + secret.type().wireName() + ", which the service rotates: use UpdateSecretRotationPolicy");
        }
        return secret;
    }

    private StoredSecret named(String secretName) {
        return store.named(secretName)
                .orElseThrow(() -> new IllegalArgumentException("there is no secret named '" + secretName
                        + "'; create it first, and give its name, not its ARN"));
    }
}

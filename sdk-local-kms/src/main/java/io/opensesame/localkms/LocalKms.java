package io.opensesame.localkms;

import io.opensesame.localkms.audit.AuditTrail;
import io.opensesame.localkms.engine.KmsEngine;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.OperationNames;
import io.opensesame.localkms.engine.identity.AccessKey;
import io.opensesame.localkms.engine.identity.AccessKeys;
import io.opensesame.localkms.event.RotationEvent;
import io.opensesame.localkms.fault.CloudService;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.localkms.fault.FaultSchedule;
import io.opensesame.localkms.http.ApiParts;
import io.opensesame.localkms.http.ControlEndpoint;
import io.opensesame.localkms.http.FrontOptions;
import io.opensesame.localkms.http.HttpFront;
import io.opensesame.localkms.http.RequestCounters;
import io.opensesame.localkms.http.ServedApi;
import io.opensesame.localkms.http.SourceAddresses;
import io.opensesame.localkms.http.signature.RequestVerifier;
import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.SecretPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A KMS in this process, on a port of this machine: for tests, laptops and demonstrations.
 *
 * <pre>{@code
 * try (LocalKms kms = LocalKms.start()) {
 *     kms.createSecret("orders/db", "s3cret");
 *     kms.createKey("alias/orders");
 *     // point a client at kms.endpoint(), with kms.accessKeyId() and kms.exposeAccessKeySecret()
 * }
 * }</pre>
 *
 * <p>It speaks the service's protocol, so that official clients work with it unchanged; state is in memory alone.
 * Thread-safe. Once closed, it can be asked, but no longer changed: that throws {@link IllegalStateException}.
 */
public final class LocalKms implements AutoCloseable {
    private static final int DEFAULT_ACCESS_MANAGEMENT_QUOTA = 10;

    private final String region;
    private final String accountId;
    private final InetAddress bind;
    private final Caller root;
    private final LocalKmsClock clock;
    private final KmsEngine engine;
    private final List<ServedApi> apis;
    private final LocalAccessKey accessKey;
    private final FaultSchedule faults;
    private final SourceAddresses sourceAddresses = new SourceAddresses();
    private final RequestCounters counters = new RequestCounters();
    private final @Nullable LocalKmsTls tls;
    private final @Nullable String controlToken;
    private final HttpFront front;
    private volatile boolean closed;

    private LocalKms(Builder builder) throws IOException {
        SecureRandom random = new SecureRandom();
        this.region = builder.region;
        this.accountId = builder.accountId;
        this.bind = builder.bind;
        this.root = Caller.root(accountId);
        this.clock = builder.clockStart == null
                ? new LocalKmsClock(Clock.systemUTC())
                : new LocalKmsClock(Clock.systemUTC(), builder.clockStart);
        this.engine = new KmsEngine(accountId, region, clock, random);
        clock.connect(this::requireOpen, engine::runDue);
        this.accessKey = new LocalAccessKey(builder.registerAccessKey(engine.accessKeys(), root));
        this.faults = new FaultSchedule(builder.faultRandom, System::nanoTime, this::admit);
        this.tls = builder.httpsPort.isPresent()
                ? LocalKmsTls.create(builder.serverNames(), builder.directory, random)
                : null;
        this.controlToken = builder.control ? newToken(random) : null;
        String hostId = "kms." + region + ".aliyuncs.com";
        this.apis = List.of(
                new ServedApi(CloudService.KMS, engine, hostId),
                new ServedApi(CloudService.RAM, engine.ram(), "ram.aliyuncs.com"),
                new ServedApi(CloudService.STS, engine.sts(), "sts.aliyuncs.com"));
        this.front = new HttpFront(
                new FrontOptions(
                        bind,
                        builder.httpPort,
                        builder.httpsPort,
                        Optional.ofNullable(tls).map(LocalKmsTls::serverContext),
                        builder.clientCertificateRequired),
                new ApiParts(
                        apis,
                        new RequestVerifier(engine.accessKeys(), Clock.systemUTC(), clock),
                        sourceAddresses,
                        faults,
                        counters,
                        engine::runDue),
                Optional.ofNullable(controlToken)
                        .map(token -> new ControlEndpoint(token, new LocalKmsControl(this), hostId)));
    }

    /**
     * Starts a LocalKms with the defaults: HTTP on a free port of the loopback address.
     *
     * @return the instance, serving
     */
    public static LocalKms start() {
        return builder().start();
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return where HTTP is served, for example {@code http://127.0.0.1:40321}; RAM and STS are served there too, for
     * a request's {@code Version} says which service it is for}
     */
    public URI endpoint() {
        return uri("http", front.httpPort());
    }

    /** {@return whether HTTPS is served} */
    public boolean servesHttps() {
        return tls != null;
    }

    /**
     * {@return where HTTPS is served}
     *
     * @throws IllegalStateException if HTTPS was not asked for
     */
    public URI httpsEndpoint() {
        return uri("https", front.httpsPort().orElseThrow(LocalKms::noHttps));
    }

    /**
     * {@return the certificate authority behind HTTPS, for clients that are to trust it}
     *
     * @throws IllegalStateException if HTTPS was not asked for
     */
    public LocalKmsTls tls() {
        if (tls == null) {
            throw noHttps();
        }
        return tls;
    }

    /** {@return the region that ARNs name} */
    public String region() {
        return region;
    }

    /** {@return the account that owns everything here} */
    public String accountId() {
        return accountId;
    }

    /** {@return the AccessKeyId of the account's ready AccessKey} */
    public String accessKeyId() {
        return accessKey.accessKeyId();
    }

    /** {@return the secret of the account's ready AccessKey in plain text} */
    public String exposeAccessKeySecret() {
        return accessKey.exposeAccessKeySecret();
    }

    /**
     * Creates another AccessKey of the account.
     *
     * @return the new AccessKey
     */
    public LocalAccessKey createAccessKey() {
        return new LocalAccessKey(open().accessKeys().create(root));
    }

    /**
     * Disables an AccessKey: from now on its requests are refused with {@code InvalidAccessKeyId.Inactive}.
     *
     * @param accessKeyId which
     * @throws IllegalArgumentException if there is no such AccessKey
     */
    public void disableAccessKey(String accessKeyId) {
        checkKnown(open().accessKeys().disable(accessKeyId), accessKeyId);
    }

    /**
     * Enables an AccessKey again.
     *
     * @param accessKeyId which
     * @throws IllegalArgumentException if there is no such AccessKey
     */
    public void enableAccessKey(String accessKeyId) {
        checkKnown(open().accessKeys().enable(accessKeyId), accessKeyId);
    }

    /**
     * Deletes an AccessKey: from now on its requests are refused with {@code InvalidAccessKeyId.NotFound}.
     *
     * @param accessKeyId which
     * @throws IllegalArgumentException if there is no such AccessKey
     */
    public void deleteAccessKey(String accessKeyId) {
        checkKnown(open().accessKeys().delete(accessKeyId), accessKeyId);
    }

    /**
     * Issues temporary credentials, as STS does: an AccessKey with a security token and an end.
     *
     * @param lifetime how long they work, by LocalKms's clock; positive
     * @return the credentials, with their security token
     */
    public LocalAccessKey issueTemporaryCredentials(Duration lifetime) {
        return new LocalAccessKey(open().accessKeys().issueTemporary(root, lifetime));
    }

    /** {@return the RAM of the account that owns everything here: its users, groups and roles} */
    public RamAccount ram() {
        return account(accountId);
    }

    /**
     * Returns another account, to have callers from there. It has identities alone: keys, secrets and certificates
     * belong to the one account of this LocalKms.
     *
     * @param id the account's id, digits; an account need not be created
     * @return the account; the one that owns everything here, if that is its id
     * @throws IllegalArgumentException if the id is not digits
     */
    public RamAccount account(String id) {
        return new RamAccount(new RamCalls(this::open), checkedAccountId(id));
    }

    /**
     * Creates a KMS instance; secrets and keys in it have policies of their own, in which up to ten other accounts may
     * be named.
     *
     * @return its id, for {@link NewSecret#instance} and {@link NewKey#instance}
     */
    public String createInstance() {
        String id = "kst-" + UUID.randomUUID();
        createInstance(id, DEFAULT_ACCESS_MANAGEMENT_QUOTA);
        return id;
    }

    /**
     * Creates a KMS instance; secrets and keys in it have policies of their own.
     *
     * @param id its id, such as {@code kst-orders}
     * @param accessManagementQuota how many other accounts the policies may name in all; one that is no longer named
     *     counts for another five minutes
     * @throws IllegalArgumentException if there is one of that id, or the quota is negative
     */
    public void createInstance(String id, int accessManagementQuota) {
        open().createInstance(id, accessManagementQuota);
    }

    /**
     * Gives a secret in a KMS instance another policy, as SetSecretPolicy does.
     *
     * @param name the secret's name
     * @param policy the policy, with {@link SecretPolicy#ownerStatement} in it
     * @throws IllegalArgumentException if the service would refuse it; the message has its code
     */
    public void setSecretPolicy(String name, SecretPolicy policy) {
        seeding().setSecretPolicy(name, policy.toJson());
    }

    /**
     * Gives a key in a KMS instance another policy, as SetKeyPolicy does.
     *
     * @param keyId the key's id
     * @param policy the policy, with {@link KeyPolicy#ownerStatement} in it
     * @throws IllegalArgumentException if the service would refuse it; the message has its code
     */
    public void setKeyPolicy(String keyId, KeyPolicy policy) {
        seeding().setKeyPolicy(keyId, policy.toJson());
    }

    /**
     * Makes calls signed with an AccessKey come from an IP address, for policies with the condition
     * {@code acs:SourceIp}; by default they come from the socket's address, such as {@code 127.0.0.1}.
     *
     * @param accessKeyId which
     * @param address an IPv4 or IPv6 address, such as {@code 203.0.113.7}
     * @throws IllegalArgumentException if there is no such AccessKey, or the address is none
     */
    public void sourceAddress(String accessKeyId, String address) {
        checkKnown(open().accessKeys().find(accessKeyId).isPresent(), accessKeyId);
        sourceAddresses.set(accessKeyId, address);
    }

    /**
     * Creates a symmetric customer master key (Aliyun_AES_256) with an alias.
     *
     * @param aliasName the alias, with its prefix: {@code alias/orders}
     * @return the key's id
     * @throws IllegalArgumentException if the service would refuse it, for example since the alias exists
     */
    public String createKey(String aliasName) {
        return newKey().alias(aliasName).create();
    }

    /**
     * Prepares a customer master key with more to say about it; {@link NewKey#create()} creates it.
     *
     * @return the key, yet to be created
     */
    public NewKey newKey() {
        return new NewKey(seeding());
    }

    /**
     * Creates a Generic secret.
     *
     * @param name its name
     * @param value the text of its first version
     * @return the id of that version
     * @throws IllegalArgumentException if the service would refuse it
     */
    public String createSecret(String name, String value) {
        return newSecret(name).text(value).create();
    }

    /**
     * Prepares a secret with more to say about it; {@link NewSecret#create()} creates it.
     *
     * @param name its name
     * @return the secret, yet to be created
     */
    public NewSecret newSecret(String name) {
        return new NewSecret(seeding(), name);
    }

    /**
     * Creates a RAM user with an AccessKey, and the secret that holds it. KMS is authorized to rotate it, as by
     * {@link RamAccount#authorizeRotation}; it does so on demand alone.
     *
     * @param userName the name of a RAM user that is not there yet
     * @return the secret's name, {@code acs/ram/user/<userName>}
     * @throws IllegalArgumentException if there is such a user or secret, or the name is none
     */
    public String createRamSecret(String userName) {
        return newRamSecrets().create(userName, Optional.empty());
    }

    /**
     * Creates a RAM user with an AccessKey, and the secret that holds it and that KMS rotates by itself. KMS is
     * authorized to do so, as by {@link RamAccount#authorizeRotation}.
     *
     * @param userName the name of a RAM user that is not there yet
     * @param rotationInterval how often the AccessKey is rotated; 6 hours to 365 days, of which nothing under 48 hours
     *     takes effect, since no rotation begins before the one before it ended
     * @return the secret's name, {@code acs/ram/user/<userName>}
     * @throws IllegalArgumentException if there is such a user or secret, or the service would refuse the name or the
     *     interval
     */
    public String createRamSecret(String userName, Duration rotationInterval) {
        return newRamSecrets().create(userName, Optional.of(rotationInterval));
    }

    /**
     * Puts a new version at ACSCurrent of a Generic secret; the version before it becomes ACSPrevious.
     *
     * @param name the secret's name
     * @param value the text of the new version
     * @return the id of the new version
     * @throws IllegalArgumentException if the service would refuse it
     */
    public String putSecretValue(String name, String value) {
        return seeding().put(name, value);
    }

    /**
     * Deletes a secret at once and beyond recovery.
     *
     * @param name the secret's name
     * @throws IllegalArgumentException if the service would refuse it
     */
    public void deleteSecret(String name) {
        seeding().delete(name);
    }

    /**
     * Rotates a Generic secret from now on, as user code with a timer would against the service: once an interval the
     * generator's value becomes a new version at ACSCurrent. Replaces an earlier rotation of that secret. If the
     * generator fails, that rotation is left out.
     *
     * @param name the secret's name
     * @param interval one second or more of LocalKms's clock; the first rotation is due an interval from now
     * @param generator returns the next value, given the current one. Called while the state is locked, so it must be
     *     quick and must not call this LocalKms
     * @throws IllegalArgumentException if there is no such Generic secret, or the interval is too short
     */
    public void rotateAutomatically(String name, Duration interval, UnaryOperator<String> generator) {
        open().rotateAutomatically(name, interval, generator);
    }

    /**
     * Ends what {@link #rotateAutomatically} began.
     *
     * @param name the secret's name
     * @throws IllegalArgumentException if there is no such Generic secret
     */
    public void stopRotating(String name) {
        open().stopRotating(name);
    }

    /**
     * Rotates a secret at once: a managed one as RotateSecret does, a Generic one by the generator given to
     * {@link #rotateAutomatically}.
     *
     * @param name the secret's name
     * @return the id of the new version
     * @throws IllegalArgumentException if the service would refuse it, or the rotation of a RAM secret fails; the
     *     message has the code
     * @throws IllegalStateException if a Generic secret has no generator, or it returned no usable value
     */
    public String rotateNow(String name) {
        return seeding().rotate(name);
    }

    /**
     * Sets for how long both AccessKeys of a RAM secret work that is rotated on demand; 48 hours by default, as after
     * automatic rotations. It holds for rotations that begin from now on.
     *
     * @param window 10 minutes to 2 days
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public void ramRotationWindow(Duration window) {
        open().ramRotationWindow(window);
    }

    /** {@return how the latest rotations of managed secrets ended, the earliest first; a thousand at most} */
    public List<RotationEvent> rotationEvents() {
        return engine.rotationEvents();
    }

    /** {@return the clock that keys and secrets live by} */
    public LocalKmsClock clock() {
        return clock;
    }

    /** {@return which permissions the calls of clients needed, and whether they had them} */
    public AuditTrail audit() {
        return engine.auditTrail();
    }

    /** {@return the faults at work; add to them, or clear them} */
    public FaultSchedule faults() {
        return faults;
    }

    /**
     * {@return how many requests named an operation so far, refused and faulted ones included}
     *
     * @param operation the operation, for example {@code GetSecretValue}
     * @throws IllegalArgumentException if LocalKms serves no such operation; the message names the nearest one
     */
    public long requestCount(String operation) {
        operationNames().requireKnown(operation);
        return counters.count(operation);
    }

    /** {@return how many requests to the API could be read so far, refused and faulted ones included} */
    public long totalRequests() {
        return counters.total();
    }

    /** Closes the listening sockets and every connection, as if the process had died; what is stored stays. */
    public void stopServing() {
        front.stop();
    }

    /**
     * Serves again, on the same ports.
     *
     * @throws IllegalStateException if this LocalKms is closed
     * @throws UncheckedIOException if somebody else took a port meanwhile
     */
    public synchronized void resumeServing() {
        requireOpen();
        try {
            front.start();
        } catch (IOException e) {
            throw new UncheckedIOException("LocalKms could not listen again", e);
        }
    }

    /**
     * {@return the token of the control endpoint in plain text}
     *
     * @throws IllegalStateException if the control endpoint was not asked for
     */
    public String exposeControlToken() {
        if (controlToken == null) {
            throw new IllegalStateException(
                    "no control endpoint: ask for it with LocalKms.builder().controlEndpoint()");
        }
        return controlToken;
    }

    /** Stops serving, ends every thread and removes temporary files. Does nothing if closed already. */
    @Override
    public synchronized void close() {
        closed = true;
        front.stop();
        try {
            if (tls != null) {
                tls.removeTemporaryFiles();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("LocalKms could not remove its temporary files", e);
        }
    }

    @Override
    public String toString() {
        return "LocalKms[" + endpoint() + ", region=" + region + ", accountId=" + accountId + "]";
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this LocalKms is closed; start a new one");
        }
    }

    /** The engine, for changes. */
    private KmsEngine open() {
        requireOpen();
        return engine;
    }

    private void admit(Fault fault) {
        requireOpen();
        fault.operation().ifPresent(operationNames()::requireKnown);
    }

    private OperationNames operationNames() {
        return new OperationNames(apis.stream()
                .flatMap(served -> served.api().operationNames().all().stream())
                .toList());
    }

    private NewRamSecrets newRamSecrets() {
        return new NewRamSecrets(ram(), seeding());
    }

    private Seeding seeding() {
        return new Seeding(this::open, root);
    }

    private URI uri(String scheme, int port) {
        String host = bind.isAnyLocalAddress() ? "127.0.0.1" : bind.getHostAddress();
        return URI.create(scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port);
    }

    private static IllegalStateException noHttps() {
        return new IllegalStateException("this LocalKms serves no HTTPS: ask for it with LocalKms.builder().https()");
    }

    private static String checkedAccountId(String id) {
        if (!id.matches("[0-9]+")) {
            throw new IllegalArgumentException("an account id has digits only: '" + id + "'");
        }
        return id;
    }

    private static void checkKnown(boolean known, String accessKeyId) {
        if (!known) {
            throw new IllegalArgumentException("there is no AccessKey '" + accessKeyId + "' in this LocalKms");
        }
    }

    private static String newToken(SecureRandom random) {
        byte[] octets = new byte[32];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /** Sets up a {@link LocalKms}. Each method returns this builder. */
    public static final class Builder {
        private String region = "cn-hangzhou";
        private String accountId = "1000000000000001";
        private InetAddress bind = InetAddress.getLoopbackAddress();
        private int httpPort;
        private OptionalInt httpsPort = OptionalInt.empty();
        private final Set<String> extraServerNames = new LinkedHashSet<>();
        private boolean clientCertificateRequired;
        private Optional<Path> directory = Optional.empty();
        private @Nullable Instant clockStart;
        private @Nullable String accessKeyId;
        private String accessKeySecret = "";
        private RandomGenerator faultRandom = new Random();
        private boolean control;

        private Builder() {}

        /**
         * Sets the region that ARNs name; {@code cn-hangzhou} by default.
         *
         * @param name the region; lower-case letters, digits and hyphens
         * @return this builder
         */
        public Builder region(String name) {
            if (!name.matches("[a-z0-9-]+")) {
                throw new IllegalArgumentException(
                        "a region has lower-case letters, digits and hyphens: '" + name + "'");
            }
            this.region = name;
            return this;
        }

        /**
         * Sets the account that owns everything; {@code 1000000000000001} by default.
         *
         * @param id the account's id; digits
         * @return this builder
         */
        public Builder accountId(String id) {
            this.accountId = checkedAccountId(id);
            return this;
        }

        /**
         * Sets the id and the secret of the account's ready AccessKey, which are made up by default.
         *
         * @param id the AccessKeyId; not blank
         * @param secret the AccessKeySecret; not blank
         * @return this builder
         */
        public Builder accessKey(String id, String secret) {
            if (id.isBlank() || secret.isBlank()) {
                throw new IllegalArgumentException("an AccessKey has an id and a secret that are not blank");
            }
            this.accessKeyId = id;
            this.accessKeySecret = secret;
            return this;
        }

        /**
         * Sets the address to listen on; the loopback address by default.
         *
         * @param host an address or a name of this machine. Whoever can reach another address than the loopback can try
         *     the API
         * @return this builder
         * @throws IllegalArgumentException if the name has no address
         */
        public Builder bind(String host) {
            try {
                this.bind = InetAddress.getByName(host);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("no address to listen on: '" + host + "' is not known", e);
            }
            return this;
        }

        /**
         * Sets the HTTP port.
         *
         * @param port 1 to 65535, or 0 for a free port, the default
         * @return this builder
         */
        public Builder port(int port) {
            this.httpPort = checkedPort(port);
            return this;
        }

        /**
         * Serves HTTPS too, on a free port; off by default, since making the certificates takes a moment.
         *
         * @return this builder
         */
        public Builder https() {
            return httpsPort(0);
        }

        /**
         * Serves HTTPS too.
         *
         * @param port 1 to 65535, or 0 for a free port
         * @return this builder
         */
        public Builder httpsPort(int port) {
            this.httpsPort = OptionalInt.of(checkedPort(port));
            return this;
        }

        /**
         * Adds names to the server's certificate, which has {@code localhost}, {@code 127.0.0.1} and {@code ::1}
         * anyway.
         *
         * @param names DNS names or IP addresses
         * @return this builder
         */
        public Builder serverNames(String... names) {
            extraServerNames.addAll(List.of(names));
            return this;
        }

        /**
         * Refuses HTTPS clients that present no certificate of {@link LocalKmsTls#issueClientCertificate}.
         *
         * @return this builder
         */
        public Builder requireClientCertificate() {
            this.clientCertificateRequired = true;
            return this;
        }

        /**
         * Sets where the authority's certificate and the trust store are written, to stay there after the close. By
         * default they go to a private temporary directory, which {@link LocalKms#close()} removes.
         *
         * @param path the directory; made if it is not there
         * @return this builder
         */
        public Builder directory(Path path) {
            this.directory = Optional.of(path);
            return this;
        }

        /**
         * Starts with a clock that stands, and moves only when told; by default it ticks with the real time.
         *
         * @param start what it shows
         * @return this builder
         */
        public Builder frozenClock(Instant start) {
            this.clockStart = start;
            return this;
        }

        /**
         * Sets what decides for faults with a probability.
         *
         * @param random a generator; seed it to have the same requests struck again. Used under a lock
         * @return this builder
         */
        public Builder faultRandom(RandomGenerator random) {
            this.faultRandom = random;
            return this;
        }

        /**
         * Serves the control endpoint too, for drivers in other processes; see {@link LocalKms#exposeControlToken()}.
         *
         * @return this builder
         */
        public Builder controlEndpoint() {
            this.control = true;
            return this;
        }

        /**
         * Starts to serve.
         *
         * @return the instance, serving
         * @throws IllegalStateException if a setting needs HTTPS, and HTTPS was not asked for
         * @throws UncheckedIOException if a port can't be had, or a file can't be written
         */
        public LocalKms start() {
            if (httpsPort.isEmpty()
                    && (clientCertificateRequired || directory.isPresent() || !extraServerNames.isEmpty())) {
                throw new IllegalStateException(
                        "server names, client certificates and a directory for certificates need https() or httpsPort(int)");
            }
            LocalKms kms;
            try {
                kms = new LocalKms(this);
            } catch (IOException e) {
                throw new UncheckedIOException("LocalKms could not write its certificates", e);
            }
            try {
                kms.front.start();
                return kms;
            } catch (IOException e) {
                kms.close();
                throw new UncheckedIOException("LocalKms could not start: " + e.getMessage(), e);
            }
        }

        private Set<String> serverNames() {
            Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
            if (!bind.isAnyLocalAddress()) {
                names.add(bind.getHostAddress());
            }
            names.addAll(extraServerNames);
            return names;
        }

        private AccessKey registerAccessKey(AccessKeys keys, Caller root) {
            return accessKeyId == null ? keys.create(root) : keys.register(accessKeyId, accessKeySecret, root);
        }

        private static int checkedPort(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("a port is 1 to 65535, or 0 for a free one: " + port);
            }
            return port;
        }
    }
}

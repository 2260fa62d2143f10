package io.opensesame;

import io.opensesame.auth.CredentialsProvider;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.StsEndpoint;
import io.opensesame.internal.cache.EventThread;
import io.opensesame.internal.cache.SecretArchive;
import io.opensesame.internal.cache.SecretCache;
import io.opensesame.internal.cache.SecretEvents;
import io.opensesame.internal.credentials.CloseableCredentialsProvider;
import io.opensesame.internal.credentials.CredentialsEnvironment;
import io.opensesame.internal.credentials.CredentialsProviders;
import io.opensesame.internal.envelope.AgeClock;
import io.opensesame.internal.http.BreakerPolicy;
import io.opensesame.internal.http.CallListeners;
import io.opensesame.internal.http.CallRuntime;
import io.opensesame.internal.http.FullJitter;
import io.opensesame.internal.http.HttpConnections;
import io.opensesame.internal.http.HttpRpcTransport;
import io.opensesame.internal.http.RpcService;
import io.opensesame.internal.http.RpcTransport;
import io.opensesame.internal.ram.client.RpcRamClient;
import io.opensesame.internal.region.Region;
import io.opensesame.internal.region.RegionalSource;
import io.opensesame.internal.store.EncryptedArchive;
import io.opensesame.internal.thread.Pausable;
import io.opensesame.internal.thread.PausableScheduler;
import io.opensesame.internal.thread.PausableThreads;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.ProxyOptions;
import io.opensesame.kms.TlsOptions;
import io.opensesame.ram.client.RamClient;
import io.opensesame.ram.client.RamEndpoint;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.StoreOptions;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads and connections of one client, what runs on them, and their common end.
 *
 * <p>What is opened later is closed earlier: users of a thread before the thread.
 */
final class Engine implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(OpenSesame.class);
    private static final int CALL_THREADS = 16;
    private static final int WAITING_CALLS = 10_000;
    private static final long IDLE_SECONDS = 30;
    private static final long SWEEP_MILLIS = 500;

    /** Where the JDK runs what hangs on a future: daemons that belong to no client. */
    private static final Executor HAND_OVER = new CompletableFuture<Void>().defaultExecutor();

    private final CallOptions options;
    private final TlsOptions tls;
    private final ProxyOptions proxy;
    private final Clock clock = Clock.systemUTC();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Deque<Pausable> pausables = new ArrayDeque<>();
    private final ReentrantLock pausing = new ReentrantLock();
    private final PausableScheduler scheduler;
    private final ExecutorService calls;
    private final EventThread events;
    private final CallRuntime runtime;

    /** Guarded by this. */
    private boolean closed;

    /** Guarded by this. */
    private boolean paused;

    Engine(CallOptions options, TlsOptions tls, ProxyOptions proxy) {
        this.options = options;
        this.tls = tls;
        this.proxy = proxy;
        this.scheduler = new PausableScheduler(daemons("opensesame-scheduler", Thread::new));
        opened(scheduler::shutdownNow);
        pausable(scheduler);
        this.calls = callThreads("opensesame-calls");
        this.events = pausable(opened(new EventThread()));
        SecureRandom random = new SecureRandom();
        this.runtime = new CallRuntime(calls, scheduler, clock, System::nanoTime, Thread::sleep, random);
    }

    private ExecutorService callThreads(String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                CALL_THREADS,
                CALL_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_CALLS),
                daemons(name, CallThread::new));
        opened(threads::shutdownNow);
        pausable(new PausableThreads(threads, IDLE_SECONDS));
        return threads;
    }

    private static ThreadFactory daemons(String name, BiFunction<Runnable, String, Thread> create) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = create.apply(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** A thread of this engine's calls; whoever waits on one for another call may wait for himself. */
    private final class CallThread extends Thread {
        CallThread(Runnable task, String name) {
            super(task, name);
        }

        boolean isOf(Engine engine) {
            return Engine.this == engine;
        }
    }

    boolean isCallThread() {
        return Thread.currentThread() instanceof CallThread thread && thread.isOf(this);
    }

    /** Some parts are opened when they are first needed, which may be while this is being closed. */
    private <T extends AutoCloseable> T opened(T part) {
        synchronized (this) {
            if (!closed) {
                parts.push(part);
                return part;
            }
        }
        close(part);
        throw new IllegalStateException("this client is closed; build a new OpenSesame");
    }

    /** A part that is paused with this, now if this is paused. */
    private <T extends Pausable> T pausable(T part) {
        boolean now;
        synchronized (this) {
            pausables.push(part);
            now = paused;
        }
        if (now) {
            part.pause();
        }
        return part;
    }

    EventThread events() {
        return events;
    }

    CredentialsProvider credentials(CredentialsSource source) {
        PlainConnections plain = plainConnections();
        CredentialsEnvironment environment = new CredentialsEnvironment(
                name -> Optional.ofNullable(System.getenv(name)),
                name -> Optional.ofNullable(System.getProperty(name)),
                Path.of(System.getProperty("user.home", "")),
                plain::client,
                (endpoint, version, signer) -> stsTransport(plain, endpoint, version, signer),
                clock,
                runtime.nanoTime(),
                scheduler,
                calls,
                runtime.random());
        CloseableCredentialsProvider provider = CredentialsProviders.create(source, environment);
        return opened(provider);
    }

    private PlainConnections plainConnections() {
        return pausable(opened(new PlainConnections(options, proxy, calls)));
    }

    private RpcTransport stsTransport(
            PlainConnections plain, URI endpoint, String version, CredentialsProvider signer) {
        RpcService sts = new RpcService("sts", version, KmsEndpoint.of(endpoint));
        return new HttpRpcTransport(sts, signer, options, new CallListeners(List.of()), plain.connections(), runtime);
    }

    /**
     * Opened after the credentials: a call that ends with its connections is told so, not that nobody could sign it.
     */
    HttpRpcTransport transport(KmsEndpoint endpoint, CredentialsProvider credentials, CallListeners listeners) {
        HttpConnections connections = pausable(opened(new HttpConnections(options, tls, proxy, calls)));
        return new HttpRpcTransport(RpcService.kms(endpoint), credentials, options, listeners, connections, runtime);
    }

    /**
     * The client of RAM and STS. Its connections are opened after the credentials for the same reason, and not shared
     * with them.
     */
    RamClient ramClient(RamEndpoint ram, StsEndpoint sts, CredentialsProvider credentials, CallListeners listeners) {
        PlainConnections plain = plainConnections();
        RpcService ramService = RpcService.ram(KmsEndpoint.of(ram.uri()));
        RpcService stsService = RpcService.sts(KmsEndpoint.of(sts.uri()));
        return new RpcRamClient(
                plainTransport(ramService, plain, credentials, listeners),
                ramService.endpoint().authority(),
                plainTransport(stsService, plain, credentials, listeners),
                stsService.endpoint().authority());
    }

    private RpcTransport plainTransport(
            RpcService service, PlainConnections plain, CredentialsProvider credentials, CallListeners listeners) {
        return new DeferredTransport(
                () -> new HttpRpcTransport(service, credentials, options, listeners, plain.connections(), runtime));
    }

    /** Another region's calls have threads of their own: home's may all be waiting while it hangs. */
    HttpRpcTransport regionTransport(
            KmsEndpoint endpoint,
            boolean home,
            CredentialsProvider credentials,
            CallListeners listeners,
            CallOptions callOptions) {
        ExecutorService threads = home ? calls : callThreads("opensesame-failover-calls");
        return transport(endpoint, threads, credentials, listeners, callOptions, BreakerPolicy.ONE_OF_SEVERAL);
    }

    /** Keys elsewhere are called on threads of their own for the same reason. */
    HttpRpcTransport keyTransport(KmsEndpoint endpoint, CredentialsProvider credentials, CallListeners listeners) {
        ExecutorService threads = callThreads("opensesame-envelope-calls");
        return transport(endpoint, threads, credentials, listeners, options, BreakerPolicy.ONLY_ENDPOINT);
    }

    private HttpRpcTransport transport(
            KmsEndpoint endpoint,
            ExecutorService threads,
            CredentialsProvider credentials,
            CallListeners listeners,
            CallOptions callOptions,
            BreakerPolicy policy) {
        HttpConnections connections = pausable(opened(new HttpConnections(callOptions, tls, proxy, threads)));
        CallRuntime itsOwn =
                new CallRuntime(threads, scheduler, clock, runtime.nanoTime(), runtime.pause(), runtime.random());
        return new HttpRpcTransport(
                RpcService.kms(endpoint), credentials, callOptions, listeners, connections, itsOwn, policy);
    }

    RegionalSource regionalSource(List<Region> regions, CallOptions callOptions, @Nullable Duration hedgeAfter) {
        return opened(new RegionalSource(new RegionalSource.Settings(
                List.copyOf(regions),
                callOptions.deadline(),
                callOptions.maxAttempts(),
                hedgeAfter,
                new FullJitter(callOptions, runtime.random()),
                scheduler,
                HAND_OVER,
                runtime.nanoTime())));
    }

    /** Opened before the cache, and so closed after it: what the cache keeps last is written. */
    SecretArchive archive(
            @Nullable StoreOptions store,
            String scope,
            CacheOptions cache,
            InstantSource wallClock,
            SecretEvents secretEvents) {
        return store == null
                ? SecretArchive.NONE
                : pausable(opened(new EncryptedArchive(
                        store, scope, cache::maxStale, wallClock, new SecureRandom(), new StoreEvents(secretEvents))));
    }

    /** Opens the cache, and sweeps it for as long as this engine runs. */
    void sweep(SecretCache cache) {
        opened(cache);
        repeat("Refreshing secrets", cache::tick);
    }

    /** Opens the ciphers, and has them drop what is too old for as long as this engine runs. */
    void sweep(EnvelopeCiphers ciphers) {
        opened(ciphers);
        repeat("Dropping data keys", ciphers::tick);
    }

    /** The time by which data keys age; without a clock of the user's it costs no lock. */
    AgeClock ageClock(@Nullable Clock users, InstantSource steady) {
        return users == null ? new AgeClock(runtime.nanoTime(), steady) : AgeClock.following(users);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the scheduler
    private void repeat(String what, Runnable task) {
        scheduler.scheduleWithFixedDelay(() -> runOnce(what, task), SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void runOnce(String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) { // a scheduled task that throws is never run again
            LOGGER.error("{} failed unexpectedly; it goes on in half a second", what, e);
        }
    }

    /** Ends connections first, then the threads that they were used on; what was opened later first. */
    void pause() {
        pausing.lock();
        try {
            pausablesNow(true).forEach(Pausable::pause);
        } finally {
            pausing.unlock();
        }
    }

    void resume() {
        pausing.lock();
        try {
            List<Pausable> parts = new ArrayList<>(pausablesNow(false));
            Collections.reverse(parts);
            parts.forEach(Pausable::resume);
        } finally {
            pausing.unlock();
        }
    }

    /** Pausing fails who waits, too. */
    private synchronized List<Pausable> pausablesNow(boolean nowPaused) {
        if (closed) {
            return List.of();
        }
        paused = nowPaused;
        return List.copyOf(pausables);
    }

    @Override
    public void close() {
        takeParts().forEach(Engine::close);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) { // the others must be closed all the same
            LOGGER.warn("Closing {} failed", part.getClass().getSimpleName(), e);
        }
    }

    /** Closing fails who waits, and so may run foreign code: no lock is held meanwhile. */
    private synchronized List<AutoCloseable> takeParts() {
        closed = true;
        List<AutoCloseable> taken = List.copyOf(parts);
        parts.clear();
        pausables.clear();
        return taken;
    }
}

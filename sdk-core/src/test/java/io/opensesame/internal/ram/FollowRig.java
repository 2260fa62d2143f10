package io.opensesame.internal.ram;

import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.internal.cache.CachingSecretsClient;
import io.opensesame.internal.cache.EventThread;
import io.opensesame.internal.cache.SecretArchive;
import io.opensesame.internal.cache.SecretCache;
import io.opensesame.internal.cache.SecretEvents;
import io.opensesame.ram.FollowOptions;
import io.opensesame.ram.FollowedAccessKey;
import io.opensesame.secrets.CacheOptions;
import java.time.Duration;
import java.time.Instant;

/** The real cache over a scripted KMS, on a clock that a test moves. */
final class FollowRig implements AutoCloseable {
    static final String APP = "acs/ram/user/app";

    private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");
    volatile boolean onCallThread;

    final RamSecretSource source = new RamSecretSource(() -> now);
    final SecretCache cache;
    final CachingSecretsClient client;
    private final EventThread thread = new EventThread();

    FollowRig() {
        this(CacheOptions.defaults());
    }

    FollowRig(CacheOptions options) {
        SecretEvents events = new SecretEvents(thread, () -> now);
        cache = new SecretCache(source, SecretArchive.NONE, options, () -> now, () -> 0.5, events);
        client = new CachingSecretsClient(cache, events, Duration.ofSeconds(20), "kms.test", () -> onCallThread);
    }

    FollowedAccessKey follow() {
        return SecretAccessKey.follow(client, APP, FollowOptions.defaults());
    }

    /** Lets time pass as it does for a running client, whose cache looks often. */
    void pass(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusSeconds(10)) {
            now = now.plusSeconds(10);
            cache.tick();
        }
    }

    static KmsTransportException down() {
        return new KmsTransportException("GetSecretValue", "kms.test", "connection refused", null);
    }

    /** How a service says that an AccessKey is gone. */
    static KmsServiceException gone() {
        return refusal("InvalidAccessKeyId.NotFound");
    }

    static KmsServiceException refusal(String code) {
        return new KmsServiceException(
                new ServiceRefusal("ListSecrets", "*", "service.test", 404, code, "", "id-2"), "");
    }

    @Override
    public void close() {
        cache.close();
        thread.close();
    }
}

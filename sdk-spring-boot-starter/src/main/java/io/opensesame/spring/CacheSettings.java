package io.opensesame.spring;

import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When secrets are read again, how long they outlive KMS, and how much is held and asked.
 *
 * @param refreshAfter age at which a secret is read again, give or take a tenth
 * @param maxStale age up to which a secret is served while KMS gives no answer
 * @param refusalGrace time for which a secret is served after KMS first refused it for good
 * @param rememberRefusals time for which a refusal answers further reads of what is not held
 * @param idleAfter time after which a secret that nobody reads is dropped
 * @param maxEntries how many stages and versions of secrets are held
 * @param refreshesPerSecond how many refreshes and preloads a second are sent at most
 * @param rejectionsPerMinute how many reads a minute follow reports that a version was refused
 * @param pendingStage stage of a version that is tried when the current one is refused
 * @param ttlField field of a JSON secret that tells how long it is used before it is read again
 * @param ttlUnit unit of that field
 */
public record CacheSettings(
        @DefaultValue("1h") Duration refreshAfter,
        @DefaultValue("24h") Duration maxStale,
        @DefaultValue("5m") Duration refusalGrace,
        @DefaultValue("5s") Duration rememberRefusals,
        @DefaultValue("6h") Duration idleAfter,
        @DefaultValue("1024") int maxEntries,
        @DefaultValue("20") int refreshesPerSecond,
        @DefaultValue("6") int rejectionsPerMinute,
        @Nullable String pendingStage,
        @Nullable String ttlField,
        @DefaultValue("seconds") TimeUnit ttlUnit) {
    CacheOptions options(Map<String, SecretSettings> secrets) {
        CacheOptions.Builder builder = CacheOptions.builder();
        Setting.apply("cache.refresh-after", refreshAfter, builder::refreshAfter);
        Setting.apply("cache.max-stale", maxStale, builder::maxStale);
        Setting.apply("cache.refusal-grace", refusalGrace, builder::refusalGrace);
        Setting.apply("cache.remember-refusals", rememberRefusals, builder::rememberRefusals);
        Setting.apply("cache.idle-after", idleAfter, builder::idleAfter);
        Setting.apply("cache.max-entries", maxEntries, builder::maxEntries);
        Setting.apply("cache.refreshes-per-second", refreshesPerSecond, builder::refreshesPerSecond);
        Setting.apply("cache.rejections-per-minute", rejectionsPerMinute, builder::rejectionsPerMinute);
        Setting.apply("cache.pending-stage", pendingStage, stage -> builder.pendingStage(VersionStage.of(stage)));
        Setting.apply("cache.ttl-field", ttlField, field -> builder.ttlField(field, ttlUnit));
        secrets.forEach((name, settings) -> {
            String property = "secrets[" + name + "].";
            Setting.apply(
                    property + "refresh-after", settings.refreshAfter(), after -> builder.refreshAfter(name, after));
            Setting.apply(property + "max-stale", settings.maxStale(), age -> builder.maxStale(name, age));
        });
        CacheOptions[] built = new CacheOptions[1];
        Setting.guard("cache.max-stale", maxStale.toString(), () -> built[0] = builder.build());
        return built[0];
    }
}

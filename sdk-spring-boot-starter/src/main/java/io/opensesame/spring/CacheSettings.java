package io.opensesame.spring;

import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
        CacheOptions.Builder builder = CacheOptions.builder().refusalGrace(Duration.ZERO);
        builder.maxStale(refreshAfter);
        check("refresh-after", builder, refreshAfter, builder::refreshAfter);
        check("max-stale", builder, maxStale, builder::maxStale);
        check("refusal-grace", builder, refusalGrace, builder::refusalGrace);
        check("remember-refusals", builder, rememberRefusals, builder::rememberRefusals);
        check("idle-after", builder, idleAfter, builder::idleAfter);
        check("max-entries", builder, maxEntries, builder::maxEntries);
        check("refreshes-per-second", builder, refreshesPerSecond, builder::refreshesPerSecond);
        check("rejections-per-minute", builder, rejectionsPerMinute, builder::rejectionsPerMinute);
        check("pending-stage", builder, pendingStage, stage -> builder.pendingStage(VersionStage.of(stage)));
        check("ttl-field", builder, ttlField, field -> builder.ttlField(field, ttlUnit));
        secrets.forEach((name, settings) -> applyOwn(builder, name, settings));
        return builder.build();
    }

    /** The client library checks all options at the end: asked after each one, it tells of which it is. */
    private static <T> void check(
            String property, CacheOptions.Builder builder, @Nullable T value, Consumer<T> setter) {
        Setting.apply("cache." + property, value, set -> {
            setter.accept(set);
            builder.build();
        });
    }

    /** Checked together, as the one is the other's bound. */
    private static void applyOwn(CacheOptions.Builder builder, String name, SecretSettings settings) {
        Setting.apply("secrets[" + name + "]", settings, own -> {
            Optional.ofNullable(own.refreshAfter()).ifPresent(age -> builder.refreshAfter(name, age));
            Optional.ofNullable(own.maxStale()).ifPresent(age -> builder.maxStale(name, age));
            builder.build();
        });
    }
}

package io.opensesame.spring.actuate;

import io.opensesame.kms.RegionHealth;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.SecretSnapshot.State;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells from memory how the clients' secrets and regions are: nothing is sent, and nothing blocks.
 *
 * <p>It is down if, and only if, a secret with an open handle has no value any more. A stale value is served, a region
 * that fails has others or the cache behind it, and a name that was asked for in vain may be a typo: those are details.
 */
final class OpenSesameHealthIndicator extends AbstractHealthIndicator {
    private static final int MAX_LISTED = 20;

    private final Supplier<Map<String, ClientState>> clients;

    OpenSesameHealthIndicator(Supplier<Map<String, ClientState>> clients) {
        super("The client of secrets could not be asked");
        this.clients = clients;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Map<String, ClientState> all = clients.get();
        builder.up();
        all.forEach((name, client) -> {
            if (client.secrets().stream().anyMatch(Snapshots::isLost)) {
                builder.down();
            }
            Map<String, Object> details = details(client);
            if (all.size() == 1) {
                builder.withDetails(details);
            } else {
                builder.withDetail(name, details);
            }
        });
    }

    private static Map<String, Object> details(ClientState client) {
        Map<String, Object> details = new LinkedHashMap<>();
        list(details, "lost", client.secrets(), Snapshots::isLost);
        list(details, "stale", client.secrets(), secret -> secret.state() == State.STALE);
        details.put("secrets", counts(client.secrets()));
        details.put(
                "regions",
                client.regions().stream()
                        .map(OpenSesameHealthIndicator::describe)
                        .toList());
        return details;
    }

    private static void list(
            Map<String, Object> details,
            String key,
            List<SecretSnapshot> secrets,
            Predicate<? super SecretSnapshot> condition) {
        List<Map<String, Object>> listed = secrets.stream()
                .filter(condition)
                .limit(MAX_LISTED)
                .map(OpenSesameHealthIndicator::describe)
                .toList();
        if (!listed.isEmpty()) {
            details.put(key, listed);
        }
    }

    private static Map<String, Object> describe(SecretSnapshot secret) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", secret.name());
        described.put("at", Snapshots.at(secret));
        secret.loadedAt().ifPresent(time -> described.put("since", time.toString()));
        secret.servedUntil().ifPresent(time -> described.put("servedUntil", time.toString()));
        Snapshots.failure(secret).ifPresent(failure -> described.put("failure", failure));
        return described;
    }

    private static Map<String, Long> counts(List<SecretSnapshot> secrets) {
        Map<State, Long> counted = new EnumMap<>(State.class);
        secrets.forEach(secret -> counted.merge(secret.state(), 1L, Long::sum));
        Map<String, Long> counts = new LinkedHashMap<>();
        counted.forEach((state, number) -> counts.put(state.name().toLowerCase(Locale.ROOT), number));
        return counts;
    }

    private static Map<String, Object> describe(RegionHealth region) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("endpoint", region.endpoint().authority());
        described.put("home", region.home());
        described.put("state", region.state().name().toLowerCase(Locale.ROOT));
        region.lastSuccess().ifPresent(time -> described.put("lastSuccess", time.toString()));
        region.lastFailure().ifPresent(time -> described.put("lastFailure", time.toString()));
        region.failureReason().map(Snapshots::firstLine).ifPresent(reason -> described.put("failure", reason));
        return described;
    }
}

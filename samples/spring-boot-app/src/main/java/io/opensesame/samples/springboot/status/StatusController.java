package io.opensesame.samples.springboot.status;

import io.opensesame.jdbc.RotatingDataSource;
import io.opensesame.samples.springboot.orders.OrderCount;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.VersionStage;
import io.opensesame.spring.jdbc.RotatingDataSources;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Serves what the page at {@code /} shows, and its buttons. */
@RestController
class StatusController {
    private final OrderCount orders;
    private final SecretsClient secrets;
    private final RotatingDataSources pools;
    private final Timeline timeline;
    private final Optional<Rotator> rotator;

    StatusController(
            OrderCount orders,
            SecretsClient secrets,
            RotatingDataSources pools,
            Timeline timeline,
            ObjectProvider<Rotator> rotator) {
        this.orders = orders;
        this.secrets = secrets;
        this.pools = pools;
        this.timeline = timeline;
        this.rotator = Optional.ofNullable(rotator.getIfAvailable());
    }

    @GetMapping("/status")
    Status status() {
        return new Status(orders.taken(), orders.failed(), followed(), logins(), timeline.rotations());
    }

    private List<Status.FollowedSecret> followed() {
        Instant now = Instant.now();
        Collection<String> rotatable = rotatable();
        return secrets.snapshot().stream()
                .map(secret -> new Status.FollowedSecret(
                        secret.name(),
                        secret.stage().map(VersionStage::name).orElse(""),
                        secret.state().name(),
                        secret.versionId().orElse(null),
                        secret.age().map(Duration::toSeconds).orElse(null),
                        secret.nextRefresh()
                                .map(next ->
                                        Math.max(0, Duration.between(now, next).toSeconds()))
                                .orElse(null),
                        rotatable.contains(secret.name()) && isCurrent(secret)))
                .toList();
    }

    private static boolean isCurrent(SecretSnapshot secret) {
        return secret.stage().filter(VersionStage.CURRENT::equals).isPresent();
    }

    private List<Status.Login> logins() {
        return pools.byPool().values().stream().flatMap(this::logins).toList();
    }

    private Stream<Status.Login> logins(RotatingDataSource pool) {
        String current = current(pool.secretName());
        return pool.connections().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(login -> new Status.Login(
                        login.getKey(), login.getValue(), login.getKey().equals(current)));
    }

    /** From memory: the page is wanted most when KMS is away. */
    private String current(String secret) {
        return secrets.snapshot().stream()
                .filter(each -> each.name().equals(secret) && isCurrent(each))
                .flatMap(each -> each.versionId().stream())
                .findFirst()
                .orElse("");
    }

    /** The header keeps other web sites out: a browser lets them send none of their own choice. */
    @PostMapping(path = "/rotate", headers = "X-Rotate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void rotate(@RequestParam String secret) {
        if (!rotatable().contains(secret)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "this application rotates no secret of that name");
        }
        rotator.ifPresent(each -> each.rotate(secret));
    }

    private Collection<String> rotatable() {
        return rotator.map(Rotator::secrets).orElse(Set.of());
    }
}

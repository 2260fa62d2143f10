package io.opensesame.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.RegionHealth;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.SecretSnapshot.State;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class OpenSesameHealthIndicatorTest {
    private static final Instant LOADED = Instant.parse("2026-05-01T10:00:00Z");

    @Test
    void health_secretsAreFresh_isUpWithCountsAndRegions() {
        Health health = health(List.of(fresh("a").build(), fresh("b").build()), List.of(home()));

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("secrets", Map.of("fresh", 2L))
                .containsEntry(
                        "regions",
                        List.of(Map.of("endpoint", "kms.cn-hangzhou.aliyuncs.com", "home", true, "state", "healthy")))
                .doesNotContainKeys("stale", "lost");
    }

    @Test
    void health_secretIsStale_isUpAndTellsWhichSinceWhenAndUntilWhen() {
        SecretSnapshot stale = SecretSnapshot.builder("orders/db", State.STALE)
                .stage(VersionStage.CURRENT)
                .loaded(LOADED, Duration.ofHours(2))
                .servedUntil(LOADED.plus(Duration.ofHours(24)))
                .lastFailure("no answer\nadvice")
                .handles(1)
                .build();

        Health health = health(List.of(stale), List.of(home()));

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry(
                        "stale",
                        List.of(Map.of(
                                "name", "orders/db",
                                "at", "ACSCurrent",
                                "since", "2026-05-01T10:00:00Z",
                                "servedUntil", "2026-05-02T10:00:00Z",
                                "failure", "no answer")));
    }

    @Test
    void health_secretInUseHasNoValueAnyMore_isDown() {
        for (State state : List.of(State.FAILED, State.LOADING)) {
            Health health = health(
                    List.of(
                            fresh("a").build(),
                            lost("orders/db", state).handles(1).build()),
                    List.of(home()));

            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails())
                    .containsEntry("lost", List.of(Map.of("name", "orders/db", "at", "ACSCurrent", "failure", "gone")));
        }
    }

    @Test
    void health_secretAskedForInVainWithoutHandle_isUp() {
        Health health = health(List.of(lost("odrers/db", State.FAILED).build()), List.of(home()));

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("secrets", Map.of("failed", 1L));
    }

    @Test
    void health_firstReadIsUnderWay_isUp() {
        SecretSnapshot loading = SecretSnapshot.builder("orders/db", State.LOADING)
                .stage(VersionStage.CURRENT)
                .handles(1)
                .build();

        assertThat(health(List.of(loading), List.of(home())).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void health_regionFails_isUpAndTells() {
        RegionHealth failing = RegionHealth.builder(KmsEndpoint.publicRegion("cn-shanghai"), RegionHealth.State.FAILING)
                .lastSuccess(LOADED)
                .lastFailure(LOADED.plusSeconds(60), "refused")
                .build();

        Health health = health(List.of(fresh("a").build()), List.of(home(), failing));

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails().get("regions"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .last()
                .isEqualTo(Map.of(
                        "endpoint", "kms.cn-shanghai.aliyuncs.com",
                        "home", false,
                        "state", "failing",
                        "lastSuccess", "2026-05-01T10:00:00Z",
                        "lastFailure", "2026-05-01T10:01:00Z",
                        "failure", "refused"));
    }

    @Test
    void health_severalClients_areToldApartAndOneThatIsDownCounts() {
        Map<String, ClientState> clients = new LinkedHashMap<>();
        clients.put(
                "import",
                new ClientState(List.of(lost("a", State.FAILED).handles(1).build()), List.of(home())));
        clients.put("openSesame", new ClientState(List.of(fresh("b").build()), List.of(home())));

        Health health = Objects.requireNonNull(new OpenSesameHealthIndicator(() -> clients).health());

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsOnlyKeys("import", "openSesame");
    }

    @Test
    void health_manyStaleSecrets_listsSome() {
        List<SecretSnapshot> stale = IntStream.range(0, 100)
                .mapToObj(i -> SecretSnapshot.builder("s" + i, State.STALE).build())
                .toList();

        Health health = health(stale, List.of(home()));

        assertThat((List<?>) health.getDetails().get("stale")).hasSize(20);
        assertThat(health.getDetails()).containsEntry("secrets", Map.of("stale", 100L));
    }

    private static Health health(List<SecretSnapshot> secrets, List<RegionHealth> regions) {
        return Objects.requireNonNull(
                new OpenSesameHealthIndicator(() -> Map.of("openSesame", new ClientState(secrets, regions))).health());
    }

    private static RegionHealth home() {
        return RegionHealth.builder(KmsEndpoint.publicRegion("cn-hangzhou"), RegionHealth.State.HEALTHY)
                .home(true)
                .build();
    }

    private static SecretSnapshot.Builder fresh(String name) {
        return SecretSnapshot.builder(name, State.FRESH)
                .stage(VersionStage.CURRENT)
                .loaded(LOADED, Duration.ofMinutes(1));
    }

    private static SecretSnapshot.Builder lost(String name, State state) {
        return SecretSnapshot.builder(name, state).stage(VersionStage.CURRENT).lastFailure("gone");
    }
}

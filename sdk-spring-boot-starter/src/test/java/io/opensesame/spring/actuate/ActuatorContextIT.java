package io.opensesame.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.opensesame.OpenSesame;
import io.opensesame.localkms.LocalKms;
import io.opensesame.metrics.KmsObservations;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.spring.ContextRunners;
import io.opensesame.spring.OpenSesameCustomizer;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import io.opensesame.spring.configdata.ImportClient;
import io.opensesame.spring.configdata.ImportedSecrets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.web.WebEndpointHttpMethod;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class ActuatorContextIT {
    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret("orders/db", "password=correct-horse");
        kms.createSecret("orders/lost", "any");
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    private static ApplicationContextRunner runner() {
        return ContextRunners.connectedTo(kms)
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class,
                        OpenSesameEndpointAutoConfiguration.class,
                        OpenSesameHealthAutoConfiguration.class,
                        OpenSesameInfoAutoConfiguration.class,
                        OpenSesameMetricsAutoConfiguration.class,
                        OpenSesameObservationAutoConfiguration.class,
                        OpenSesameSanitizingAutoConfiguration.class));
    }

    @Test
    void health_secretRefusedAfterItsHandleWasOpened_isDownUntilItIsBack() {
        String name = "orders/deleted";
        kms.createSecret(name, "any");
        runner().run(context -> {
            OpenSesame sesame = context.getBean(OpenSesame.class);
            HealthIndicator health = context.getBean(HealthIndicator.class);
            sesame.secrets().secret(name);
            assertThat(Objects.requireNonNull(health.health()).getStatus()).isEqualTo(Status.UP);

            kms.deleteSecret(name);
            assertThat(sesame.secrets().refreshAsync(name)).failsWithin(Duration.ofSeconds(5));

            assertThat(Objects.requireNonNull(health.health()).getStatus()).isEqualTo(Status.DOWN);

            kms.createSecret(name, "again");
            sesame.secrets().refresh(name);

            assertThat(Objects.requireNonNull(health.health()).getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void health_importClientOfItsOwn_isLookedAtToo() {
        try (ImportClient imports = ImportedSecrets.client(kms)) {
            runner().withBean(ImportClient.class, () -> imports)
                    .withBean(
                            OpenSesameCustomizer.class,
                            () -> builder ->
                                    builder.cache(CacheOptions.builder().build()))
                    .run(context -> assertThat(Objects.requireNonNull(context.getBean(HealthIndicator.class)
                                            .health())
                                    .getDetails())
                            .containsOnlyKeys("openSesame", "import"));
        }
    }

    @Test
    void health_switchedOff_isNotThere() {
        runner().withPropertyValues("management.health.opensesame.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void endpoint_notExposed_isNotThere() {
        runner().withPropertyValues("management.endpoints.web.exposure.include=health")
                .run(context -> assertThat(context).doesNotHaveBean(SecretsEndpoint.class));
    }

    @Test
    void endpoint_readOnlyAccess_cannotRefresh() {
        assertThat(methods("management.endpoint.secrets.access=UNRESTRICTED"))
                .containsOnly(WebEndpointHttpMethod.GET, WebEndpointHttpMethod.POST);
        assertThat(methods("management.endpoint.secrets.access=READ_ONLY")).containsOnly(WebEndpointHttpMethod.GET);
        assertThat(methods("spring.application.name=default-access")).containsOnly(WebEndpointHttpMethod.GET);
    }

    private static Set<WebEndpointHttpMethod> methods(String access) {
        Set<WebEndpointHttpMethod> methods = new HashSet<>();
        new WebApplicationContextRunner()
                .withPropertyValues(ContextRunners.properties(kms))
                .withPropertyValues("management.endpoints.web.exposure.include=secrets", access)
                .withConfiguration(AutoConfigurations.of(
                        EndpointAutoConfiguration.class,
                        WebEndpointAutoConfiguration.class,
                        OpenSesameAutoConfiguration.class,
                        OpenSesameEndpointAutoConfiguration.class))
                .run(context -> context.getBean(WebEndpointsSupplier.class).getEndpoints().stream()
                        .flatMap(endpoint -> endpoint.getOperations().stream())
                        .forEach(operation ->
                                methods.add(operation.getRequestPredicate().getHttpMethod())));
        return methods;
    }

    @Test
    void meters_registry_countsReadsUntilTheContextCloses() {
        SimpleMeterRegistry simple = new SimpleMeterRegistry();
        runner().withBean(MeterRegistry.class, () -> simple).run(context -> {
            context.getBean(OpenSesame.class).secrets().get("orders/db");

            await().untilAsserted(() -> assertThat(simple.find("opensesame.secrets.reads")
                            .tag("outcome", "loaded")
                            .timer())
                    .isNotNull()
                    .satisfies(timer -> assertThat(timer.count()).isOne()));
            assertThat(simple.get("opensesame.kms.attempts").timer().count()).isOne();
            assertThat(simple.find("opensesame.secrets.age")
                            .tag("secret", "orders/db")
                            .timeGauge())
                    .isNotNull();
        });
        assertThat(simple.find("opensesame.secrets.age").meters()).isEmpty();
    }

    @Test
    void meters_namesLimited_nameNoMore() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        runner().withBean(MeterRegistry.class, () -> registry)
                .withPropertyValues("opensesame.metrics.max-secret-names=0")
                .run(context -> {
                    context.getBean(OpenSesame.class).secrets().get("orders/db");

                    await().untilAsserted(() -> assertThat(registry.find("opensesame.secrets.events")
                                    .tag("secret", "other")
                                    .counter())
                            .isNotNull());
                });
    }

    @Test
    void meters_negativeNumberOfNames_failsAndNamesTheProperty() {
        runner().withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("opensesame.metrics.max-secret-names=-1")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("opensesame.metrics.max-secret-names"));
    }

    @Test
    void meters_twoClients_areToldApartByATag() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (ImportClient imports = ImportedSecrets.client(kms)) {
            runner().withBean(MeterRegistry.class, () -> registry)
                    .withBean(ImportClient.class, () -> imports)
                    .withBean(OpenSesameCustomizer.class, () -> builder -> {})
                    .run(context -> assertThat(registry.find("opensesame.secrets.age.oldest")
                                    .timeGauges())
                            .extracting(gauge -> gauge.getId().getTag("client"))
                            .containsExactlyInAnyOrder("openSesame", "import"));
        }
    }

    @Test
    void observations_registry_observesEachAttempt() {
        List<String> stopped = new CopyOnWriteArrayList<>();
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStop(Observation.Context context) {
                stopped.add(Objects.requireNonNull(context.getName()));
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        runner().withBean(ObservationRegistry.class, () -> observations).run(context -> {
            context.getBean(OpenSesame.class).secrets().get("orders/db");

            await().untilAsserted(() -> assertThat(stopped).containsExactly(KmsObservations.NAME));
        });
    }

    @Test
    void info_switchedOn_tellsVersionEndpointAndNumber() {
        runner().withPropertyValues("management.info.opensesame.enabled=true").run(context -> {
            context.getBean(OpenSesame.class).secrets().secret("orders/db");
            context.getBean(OpenSesame.class).secrets().get("orders/lost");
            Info.Builder info = new Info.Builder();

            context.getBean(InfoContributor.class).contribute(info);

            assertThat((Map<?, ?>) info.build().get("opensesame"))
                    .hasToString("{version=0.1.0-SNAPSHOT, endpoints=["
                            + kms.endpoint().getAuthority() + "], secrets=1}");
        });
    }

    @Test
    void info_notSwitchedOn_isNotThere() {
        runner().run(context -> assertThat(context).doesNotHaveBean(InfoContributor.class));
    }

    @Test
    void info_nativeImage_hasTheVersion() {
        RuntimeHints hints = new RuntimeHints();

        new OpenSesameInfoContributor.Hints().registerHints(hints, getClass().getClassLoader());

        assertThat(RuntimeHintsPredicates.resource().forResource("io/opensesame/spring/actuate/version.properties"))
                .accepts(hints);
    }
}

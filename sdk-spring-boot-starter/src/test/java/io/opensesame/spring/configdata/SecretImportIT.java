package io.opensesame.spring.configdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.error.KmsTransportException;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.ClientCertificate;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.LocalKmsClock;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.VersionStage;
import io.opensesame.spring.ContextRunners;
import io.opensesame.spring.OpenSesameCustomizer;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

class SecretImportIT {
    private LocalKms kms;

    @BeforeEach
    void start() {
        kms = LocalKms.start();
    }

    @AfterEach
    void stop() {
        kms.close();
    }

    @Test
    void import_jsonAndText_areProperties() {
        kms.createSecret("orders/db", "{\"username\":\"app\",\"pool\":{\"size\":3}}");
        kms.createSecret("payments/api-key", "k-1");

        try (ConfigurableApplicationContext context =
                Application.run(kms, "--spring.config.import=opensesame:orders/db,opensesame:payments/api-key")) {
            ConfigurableEnvironment environment = context.getEnvironment();
            assertThat(environment.getProperty("orders.db.username")).isEqualTo("app");
            assertThat(environment.getProperty("orders.db.pool.size", Integer.class))
                    .isEqualTo(3);
            assertThat(environment.getProperty("payments.api-key")).isEqualTo("k-1");
        }
    }

    @Test
    void import_everyFormat_hasItsNames() {
        kms.createSecret("yaml", "db:\n  user: app\n");
        kms.createSecret("props", "db.user=app");
        kms.createSecret("flat", "{\"db.user\":\"app\",\"tags\":[1,2]}");

        try (ConfigurableApplicationContext context = Application.run(
                kms,
                "--spring.config.import=opensesame:yaml?format=yaml,opensesame:props?format=properties&prefix=p,"
                        + "opensesame:flat?format=key-value,opensesame:flat?format=text&prefix=whole")) {
            ConfigurableEnvironment environment = context.getEnvironment();
            assertThat(environment.getProperty("yaml.db.user")).isEqualTo("app");
            assertThat(environment.getProperty("p.db.user")).isEqualTo("app");
            assertThat(environment.getProperty("flat.db.user")).isEqualTo("app");
            assertThat(environment.getProperty("flat.tags")).isEqualTo("[1,2]");
            assertThat(environment.getProperty("whole")).startsWith("{\"db.user\"");
            assertThat(kms.requestCount("GetSecretValue")).isEqualTo(3);
        }
    }

    @Test
    void import_twentySecrets_makesTwentyRequestsThatOverlap() {
        IntStream.range(0, 20).forEach(i -> kms.createSecret("s" + i, "v" + i));
        String locations =
                IntStream.range(0, 20).mapToObj(i -> "opensesame:s" + i).collect(Collectors.joining(","));
        kms.faults().add(Fault.delay(Duration.ofMillis(400)).onOperation("GetSecretValue"));
        long before = System.nanoTime();

        try (ConfigurableApplicationContext context = Application.run(kms, "--spring.config.import=" + locations)) {
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            assertThat(context.getEnvironment().getProperty("s19")).isEqualTo("v19");
            assertThat(kms.requestCount("GetSecretValue")).isEqualTo(20);
            assertThat(took).isLessThan(Duration.ofSeconds(4)); // one after another they take 8 s
        }
    }

    record Login(String accountName, String accountPassword) {}

    @Test
    void binder_managedSecretsKeys_bindToARecordAndFollowTheRotation() {
        kms.createSecret("rds/orders", "{\"AccountName\":\"app\",\"AccountPassword\":\"p1\"}");

        try (ConfigurableApplicationContext context =
                Application.run(kms, "--spring.config.import=opensesame:rds/orders?prefix=login")) {
            Binder binder = Binder.get(context.getEnvironment());
            assertThat(binder.bind("login", Login.class).get()).isEqualTo(new Login("app", "p1"));

            kms.putSecretValue("rds/orders", "{\"AccountName\":\"app2\",\"AccountPassword\":\"p2\"}");
            refresh(context, "rds/orders");

            assertThat(binder.bind("login", Login.class).get()).isEqualTo(new Login("app2", "p2"));
        }
    }

    @Test
    void rotation_otherKeys_areSeenByEnvironmentAndBinder() {
        kms.createSecret("orders/db", "{\"old\":\"1\",\"kept\":\"1\"}");

        try (ConfigurableApplicationContext context =
                Application.run(kms, "--spring.config.import=opensesame:orders/db")) {
            ConfigurableEnvironment environment = context.getEnvironment();
            Bindable<Map<String, String>> map = Bindable.mapOf(String.class, String.class);
            assertThat(Binder.get(environment).bind("orders.db", map).get())
                    .containsOnly(Map.entry("old", "1"), Map.entry("kept", "1"));
            SecretPropertySource source = Application.imported(context);
            String before = source.versionId().orElseThrow();

            String next = kms.putSecretValue("orders/db", "{\"kept\":\"2\",\"new\":\"2\"}");
            refresh(context, "orders/db");

            assertThat(environment.getProperty("orders.db.kept")).isEqualTo("2");
            assertThat(environment.getProperty("orders.db.old")).isNull();
            assertThat(Binder.get(environment).bind("orders.db", map).get())
                    .containsOnly(Map.entry("kept", "2"), Map.entry("new", "2"));
            assertThat(source.versionId()).contains(next).isNotEqualTo(before);
            assertThat(source.getPropertyNames()).containsExactly("orders.db.kept", "orders.db.new");
            assertThat(source.exposeValues()).containsExactly("2", "2");
        }
    }

    @Test
    void version_pinned_staysThroughARotation() {
        String first = kms.createSecret("orders/db", "{\"password\":\"p1\"}");
        kms.putSecretValue("orders/db", "{\"password\":\"p2\"}");

        try (ConfigurableApplicationContext context =
                Application.run(kms, "--spring.config.import=opensesame:orders/db?version=" + first + "&prefix=old")) {
            refresh(context, "orders/db");

            assertThat(context.getEnvironment().getProperty("old.password")).isEqualTo("p1");
            assertThat(Application.imported(context).isPinned()).isTrue();
            assertThat(Application.imported(context).versionId()).contains(first);
        }
    }

    @Test
    void stage_previous_isAnotherSource() {
        kms.createSecret("orders/db", "{\"password\":\"p1\"}");
        kms.putSecretValue("orders/db", "{\"password\":\"p2\"}");

        try (ConfigurableApplicationContext context = Application.run(
                kms,
                "--spring.config.import=opensesame:orders/db,opensesame:orders/db?stage=ACSPrevious&prefix=before")) {
            assertThat(context.getEnvironment().getProperty("orders.db.password"))
                    .isEqualTo("p2");
            assertThat(context.getEnvironment().getProperty("before.password")).isEqualTo("p1");
            assertThat(SecretPropertySource.in(context.getEnvironment()).map(SecretPropertySource::stage))
                    .containsExactlyInAnyOrder(VersionStage.CURRENT, VersionStage.PREVIOUS);
        }
    }

    @Test
    void value_withPlaceholders_isGivenAsItIs() {
        String password = "a${user.home}b\\${c:d}e${no.such";
        kms.createSecret("orders/db", "{\"password\":\"" + password.replace("\\", "\\\\") + "\"}");

        try (ConfigurableApplicationContext context = Application.prepared(ByValue.class)
                .run(arguments(
                        "--spring.config.import=opensesame:orders/db", "--alias.password=${orders.db.password}"))) {
            ConfigurableEnvironment environment = context.getEnvironment();
            assertThat(environment.getProperty("orders.db.password")).isEqualTo(password);
            assertThat(environment.getProperty("alias.password")).isEqualTo(password);
            assertThat(Binder.get(environment)
                            .bind("orders.db.password", String.class)
                            .get())
                    .isEqualTo(password);
            assertThat(context.getBean(ByValue.class).password).isEqualTo(password);
            assertThat(context.getBean(Alias.class).password()).isEqualTo(password);
            assertThat(Application.imported(context).exposeValues()).containsExactly(password);
        }
    }

    @ConfigurationProperties("alias")
    record Alias(String password) {}

    @EnableConfigurationProperties(Alias.class)
    static class ByValue {
        final String password;

        ByValue(@Value("${orders.db.password}") String password) {
            this.password = password;
        }
    }

    @Test
    void profileSpecific_documentsAndPlaceholders_laterProfilesWin(@TempDir Path directory) throws IOException {
        kms.createSecret("orders/eu/db", "{\"user\":\"eu\",\"host\":\"eu-host\"}");
        kms.createSecret("orders/prod/db", "{\"user\":\"prod\"}");
        kms.createSecret("only-prod", "yes");
        Path file = Files.writeString(directory.resolve("application.yml"), """
                spring.config.import: "opensesame:orders/{profile}/db"
                ---
                spring.config:
                  activate.on-profile: prod
                  import: opensesame:only-prod
                ---
                spring.config:
                  activate.on-profile: dev
                  import: opensesame:no-such-secret
                """);

        try (ConfigurableApplicationContext context =
                Application.run(kms, "--spring.config.location=file:" + file, "--spring.profiles.active=eu,prod")) {
            ConfigurableEnvironment environment = context.getEnvironment();
            assertThat(environment.getProperty("orders.db.user")).isEqualTo("prod");
            assertThat(environment.getProperty("orders.db.host")).isEqualTo("eu-host");
            assertThat(environment.getProperty("only-prod")).isEqualTo("yes");
            assertThat(kms.requestCount("GetSecretValue")).isEqualTo(3);
        }
    }

    @Test
    void settings_inAProfilesDocument_areAwaited(@TempDir Path directory) throws IOException {
        kms.createSecret("orders/db", "{\"user\":\"app\"}");
        String settings = List.of(ContextRunners.properties(kms)).stream()
                .map(property -> property.replaceFirst("=", ": "))
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(
                directory.resolve("application.yml"),
                "spring.config.import: opensesame:orders/db\n---\nspring.config.activate.on-profile: prod\n"
                        + settings);

        try (ConfigurableApplicationContext context =
                Application.run("--spring.config.location=file:" + file, "--spring.profiles.active=prod")) {
            assertThat(context.getEnvironment().getProperty("orders.db.user")).isEqualTo("app");
        }
    }

    @Test
    void secret_cannotImportMoreOrChooseProfiles() {
        kms.createSecret(
                "orders/db",
                "{\"spring.config.import\":\"opensesame:no-such-secret\",\"spring.profiles.include\":\"evil\"}");

        try (ConfigurableApplicationContext context =
                Application.run(kms, "--spring.config.import=opensesame:orders/db?prefix=")) {
            assertThat(context.getEnvironment().getActiveProfiles()).isEmpty();
            assertThat(kms.requestCount("GetSecretValue")).isEqualTo(1);
        }
    }

    @Test
    void pastMaxStale_thePropertyThrowsTheCause_andNoOtherAsksKms() {
        kms.createSecret("orders/db", "{\"password\":\"p1\"}");
        SpringApplication application = Application.prepared(Application.Empty.class);
        LocalKmsClock clock = kms.clock();
        application.addBootstrapRegistryInitializer(registry -> registry.register(
                OpenSesame.class,
                InstanceSupplier.from(() -> clientOf(kms)
                        .clock(clock)
                        .cache(CacheOptions.builder()
                                .refreshAfter(Duration.ofHours(1))
                                .maxStale(Duration.ofHours(2))
                                .build())
                        .build())));

        try (ConfigurableApplicationContext context = application.run("--spring.config.import=opensesame:orders/db")) {
            ConfigurableEnvironment environment = context.getEnvironment();
            OpenSesame sesame = context.getBean(ImportClient.class).sesame();
            kms.stopServing();
            clock.advance(Duration.ofMinutes(90));
            assertThatThrownBy(() -> sesame.secrets().refresh("orders/db")).isInstanceOf(KmsTransportException.class);
            assertThat(environment.getProperty("orders.db.password")).isEqualTo("p1");

            clock.advance(Duration.ofMinutes(40));
            await().untilAsserted(() -> assertThatThrownBy(() -> environment.getProperty("orders.db.password"))
                    .isInstanceOf(KmsTransportException.class));
            assertThat(environment.getProperty("java.version")).isNotNull();
            assertThat(environment.getProperty("some.other")).isNull();
            assertThat(Application.imported(context).versionId()).isEmpty();
            assertThat(Application.imported(context).exposeValues()).isEmpty();
            assertThat(Application.imported(context).getPropertyNames()).containsExactly("orders.db.password");
        }
    }

    @Test
    void aheadOfTimeProcessing_readsNothing() {
        System.setProperty("spring.aot.processing", "true");
        try (ConfigurableApplicationContext context = Application.run(
                kms, "--spring.config.import=opensesame:no-such-secret,opensesame:orders/{profile}/db")) {
            assertThat(kms.totalRequests()).isZero();
            assertThat(context.getBeanProvider(ImportClient.class).getIfAvailable())
                    .isNull();
        } finally {
            System.clearProperty("spring.aot.processing");
        }
    }

    @Test
    void toString_ofSourceAndResource_hasNoValue() {
        kms.createSecret("orders/db", "{\"password\":\"CANARY7f3a\"}");

        try (ConfigurableApplicationContext context =
                Application.run(kms, "--spring.config.import=opensesame:orders/db")) {
            SecretPropertySource source = Application.imported(context);
            assertThat(source + source.getSource() + context.getEnvironment() + context.getBean(ImportClient.class))
                    .contains("SecretPropertySource[secret 'orders/db' at stage ACSCurrent under 'orders.db' as auto]")
                    .doesNotContain("CANARY");
            assertThat(source.getOrigin("orders.db.password"))
                    .hasToString("\"orders.db.password\" of secret 'orders/db'");
        }
    }

    @Test
    void pem_certificateAndKey_arePropertiesThatAnSslBundleTakes() {
        try (LocalKms tls = LocalKms.builder().https().start()) {
            ClientCertificate client = tls.tls().issueClientCertificate("orders");
            kms.createSecret(
                    "orders/tls",
                    tls.tls().caCertificatePem() + client.exposePrivateKeyPem() + client.certificatePem());

            try (ConfigurableApplicationContext context =
                    Application.run(kms, "--spring.config.import=opensesame:orders/tls")) {
                ConfigurableEnvironment environment = context.getEnvironment();
                PemContent chain = PemContent.of(environment.getRequiredProperty("orders.tls.certificate"));
                PemContent key = PemContent.of(environment.getRequiredProperty("orders.tls.private-key"));
                assertThat(chain.getCertificates())
                        .hasSize(2)
                        .first()
                        .isEqualTo(PemContent.of(client.certificatePem())
                                .getCertificates()
                                .get(0));
                assertThat(key.getPrivateKey())
                        .isEqualTo(PemContent.of(client.exposePrivateKeyPem()).getPrivateKey());
            }
        }
    }

    @Test
    void customizer_ofSpringFactories_isCalled(@TempDir Path directory) throws IOException {
        kms.createSecret("orders/db", "{\"password\":\"p1\"}");
        Files.createDirectory(directory.resolve("META-INF"));
        Files.writeString(
                directory.resolve("META-INF/spring.factories"),
                OpenSesameCustomizer.class.getName() + "=" + Endpoint.class.getName());
        SpringApplication application = Application.prepared(Application.Empty.class);
        Endpoint.address = kms.endpoint();

        try (URLClassLoader classes = new URLClassLoader(
                        new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
                ConfigurableApplicationContext context = run(application, classes)) {
            assertThat(context.getEnvironment().getProperty("orders.db.password"))
                    .isEqualTo("p1");
        }
    }

    private ConfigurableApplicationContext run(SpringApplication application, ClassLoader classes) {
        application.setResourceLoader(new DefaultResourceLoader(classes));
        return application.run(
                "--opensesame.credentials.access-key-id=" + kms.accessKeyId(),
                "--opensesame.credentials.access-key-secret=" + kms.exposeAccessKeySecret(),
                "--spring.config.import=opensesame:orders/db");
    }

    static class Endpoint implements OpenSesameCustomizer {
        static URI address = URI.create("http://127.0.0.1:1");

        @Override
        public void customize(OpenSesame.Builder builder) {
            builder.endpoint(KmsEndpoint.of(address));
        }
    }

    @Test
    void close_endsTheClientAfterEveryBean() {
        kms.createSecret("orders/db", "{\"password\":\"p1\"}");

        Late late;
        try (ConfigurableApplicationContext context =
                Application.prepared(Late.class).run(arguments("--spring.config.import=opensesame:orders/db"))) {
            late = context.getBean(Late.class);
            assertThat(Application.threads()).isNotEmpty();
        }

        assertThat(late.passwordAtClose).isEqualTo("p1");
        Application.awaitNoThread();
    }

    static class Late implements AutoCloseable {
        private final ConfigurableEnvironment environment;
        String passwordAtClose = "";

        Late(ConfigurableEnvironment environment) {
            this.environment = environment;
        }

        @Override
        public void close() {
            passwordAtClose = environment.getRequiredProperty("orders.db.password");
        }
    }

    @Test
    void hierarchy_eachContextHasItsClient_andEndsIt() {
        kms.createSecret("orders/db", "{\"password\":\"p1\"}");

        ConfigurableApplicationContext child = new SpringApplicationBuilder(Application.Empty.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .child(Late.class)
                .web(WebApplicationType.NONE)
                .run(arguments("--spring.config.import=opensesame:orders/db"));
        try (ConfigurableApplicationContext parent =
                (ConfigurableApplicationContext) Objects.requireNonNull(child.getParent())) {
            assertThat(child.getBean(ImportClient.class)).isNotSameAs(parent.getBean(ImportClient.class));
            assertThat(child.getEnvironment().getProperty("orders.db.password")).isEqualTo("p1");
            child.close();
            assertThat(parent.getEnvironment().getProperty("orders.db.password"))
                    .isEqualTo("p1");
        }

        Application.awaitNoThread();
    }

    @Test
    void contextRunner_withConfigData_importsAndEndsTheClient() {
        kms.createSecret("orders/db", "{\"password\":\"p1\"}");

        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues(ContextRunners.properties(kms))
                .withPropertyValues("spring.config.import=opensesame:orders/db")
                .run(context -> {
                    assertThat(context.getEnvironment().getProperty("orders.db.password"))
                            .isEqualTo("p1");
                    assertThat(context).hasSingleBean(ImportClient.class);
                });

        Application.awaitNoThread();
    }

    private String[] arguments(String... more) {
        return Stream.concat(
                        List.of(ContextRunners.properties(kms)).stream().map(property -> "--" + property),
                        List.of(more).stream())
                .toArray(String[]::new);
    }

    private static OpenSesame.Builder clientOf(LocalKms kms) {
        return OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()));
    }

    private static void refresh(ConfigurableApplicationContext context, String name) {
        context.getBean(ImportClient.class).sesame().secrets().refresh(name);
    }
}

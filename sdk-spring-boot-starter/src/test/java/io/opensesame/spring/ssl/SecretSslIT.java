package io.opensesame.spring.ssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opensesame.OpenSesame;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.http.tls.IssuedCertificate;
import io.opensesame.localkms.http.tls.Pem;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.ContextRunners;
import io.opensesame.spring.OpenSesameCustomizer;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import java.io.IOException;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class SecretSslIT {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Certificates CERTIFICATES = new Certificates();
    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret("trust", CERTIFICATES.authorityPem());
    }

    @AfterAll
    static void end() {
        kms.close();
    }

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        OpenSesameAutoConfiguration.class,
        SecretSslAutoConfiguration.class,
        SslAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class
    })
    static class Server {}

    @Test
    void tomcat_servesTheNewCertificate_afterRotations_andKeepsItThroughAnUnusableVersion(CapturedOutput output)
            throws Exception {
        IssuedCertificate first = CERTIFICATES.issue();
        kms.createSecret("orders/tls", Certificates.pem(first));
        try (ConfigurableApplicationContext server = new SpringApplicationBuilder(Server.class)
                .web(WebApplicationType.SERVLET)
                .properties(ContextRunners.properties(kms))
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "server.ssl.bundle=web",
                        "spring.main.banner-mode=off",
                        "opensesame.ssl.bundle.web.secret=orders/tls",
                        "opensesame.ssl.bundle.web.enabled-protocols=TLSv1.3",
                        "opensesame.ssl.bundle.client.trust-secret=trust")
                .run()) {
            assertThat(served(server)).isEqualTo(first.certificate());

            IssuedCertificate second = CERTIFICATES.issue();
            rotate(server, "orders/tls", Certificates.pem(second));
            await().atMost(LONG).untilAsserted(() -> assertThat(served(server)).isEqualTo(second.certificate()));

            String unusable = Certificates.pem(CERTIFICATES.issue())
                    .replace("-----END PRIVATE KEY", "c4n4ry\n-----END PRIVATE KEY");
            rotate(server, "orders/tls", unusable);
            await().atMost(LONG).until(() -> output.getOut().contains("SSL bundle 'web' keeps what it has"));
            assertThat(served(server)).isEqualTo(second.certificate());
            assertThat(output.getAll()).doesNotContain("c4n4ry");

            IssuedCertificate third = CERTIFICATES.issue();
            rotate(server, "orders/tls", Certificates.pem(third));
            await().atMost(LONG).untilAsserted(() -> assertThat(served(server)).isEqualTo(third.certificate()));
        }
    }

    /** What a client sees that trusts what the bundle 'client' does. */
    private static Certificate served(ConfigurableApplicationContext server) throws IOException {
        SSLContext client = server.getBean(SslBundles.class).getBundle("client").createSslContext();
        int port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (Socket socket = client.getSocketFactory().createSocket("127.0.0.1", port)) {
            SSLSocket secure = (SSLSocket) socket;
            secure.startHandshake();
            assertThat(secure.getSession().getProtocol()).isEqualTo("TLSv1.3");
            return secure.getSession().getPeerCertificates()[0];
        }
    }

    private static void rotate(ConfigurableApplicationContext context, String name, String value) {
        kms.putSecretValue(name, value);
        context.getBean(SecretsClient.class).refresh(name);
    }

    private static ApplicationContextRunner application(String... properties) {
        return ContextRunners.connectedTo(kms)
                .withConfiguration(AutoConfigurations.of(SecretSslAutoConfiguration.class, SslAutoConfiguration.class))
                .withPropertyValues(properties);
    }

    @Test
    void trustSecret_thatRotates_callsTheUpdateHandlers() {
        kms.createSecret("authorities", CERTIFICATES.authorityPem());
        application(
                        "opensesame.ssl.bundle.client.trust-secret=authorities",
                        "opensesame.ssl.bundle.client.ciphers=TLS_AES_256_GCM_SHA384")
                .run(context -> {
                    SslBundles bundles = context.getBean(SslBundles.class);
                    assertThat(bundles.getBundle("client").getOptions().getCiphers())
                            .containsExactly("TLS_AES_256_GCM_SHA384");
                    List<SslBundle> updates = new CopyOnWriteArrayList<>();
                    bundles.addBundleUpdateHandler("client", updates::add);

                    kms.putSecretValue("authorities", CERTIFICATES.authorityPem() + new Certificates().authorityPem());
                    context.getBean(SecretsClient.class).refresh("authorities");

                    await().atMost(LONG).until(() -> !updates.isEmpty());
                    KeyStore trusted = updates.get(0).getStores().getTrustStore();
                    assertThat(Objects.requireNonNull(trusted).size()).isEqualTo(2);
                });
    }

    @Test
    void pkcs12_ofABinarySecret_isOpenedWithThePassword() throws Exception {
        IssuedCertificate issued = CERTIFICATES.issue();
        kms.newSecret("orders/p12")
                .binary(Certificates.pkcs12(issued, "changeit"))
                .create();

        application("opensesame.ssl.bundle.web.secret=orders/p12", "opensesame.ssl.bundle.web.password=changeit")
                .run(context -> {
                    KeyStore keys = context.getBean(SslBundles.class)
                            .getBundle("web")
                            .getStores()
                            .getKeyStore();
                    assertThat(Objects.requireNonNull(keys).getCertificate("server"))
                            .isEqualTo(issued.certificate());
                });
        application("opensesame.ssl.bundle.web.secret=orders/p12", "opensesame.ssl.bundle.web.password=wr0ng")
                .run(context -> {
                    assertThat(messages(context.getStartupFailure()))
                            .contains("opensesame.ssl.bundle.web.secret", "orders/p12", "password")
                            .doesNotContain("wr0ng");
                });
        application("opensesame.ssl.bundle.web.secret=orders/p12")
                .run(context -> assertThat(messages(context.getStartupFailure()))
                        .contains("a PKCS #12 file then, which needs a password"));
    }

    @Test
    void pkcs12_whoseKeyBelongsToAnotherCertificate_isRefused() throws Exception {
        kms.newSecret("mismatched/p12")
                .binary(Certificates.pkcs12(
                        CERTIFICATES.issue().exposePrivateKey(),
                        CERTIFICATES.issue().certificate(),
                        "changeit"))
                .create();

        application("opensesame.ssl.bundle.web.secret=mismatched/p12", "opensesame.ssl.bundle.web.password=changeit")
                .run(context -> assertThat(messages(context.getStartupFailure()))
                        .contains("opensesame.ssl.bundle.web.secret", "does not belong to its certificate"));
    }

    @Test
    void customizerThatUsesBundles_startsWithoutBundlesOfSecrets() {
        application()
                .withBean(UsesBundles.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    /** Makes the client depend on bundles, as a customizer for a private authority may. */
    static final class UsesBundles implements OpenSesameCustomizer {
        private final SslBundles bundles;

        UsesBundles(SslBundles bundles) {
            this.bundles = bundles;
        }

        @Override
        public void customize(OpenSesame.Builder builder) {
            assertThat(bundles.getBundleNames()).isEmpty();
        }
    }

    @Test
    void secret_withoutKeyOrCertificate_failsTheStart_andNamesWhatIsMissing() {
        IssuedCertificate issued = CERTIFICATES.issue();
        kms.createSecret("only/certificate", Pem.of(issued.certificate()));
        kms.createSecret("only/key", Pem.exposePrivateKey(issued.exposePrivateKey()));

        assertStartFails("secret=only/certificate", "holds no private key, only certificates");
        assertStartFails("secret=only/key", "holds no certificate, only a private key");
        assertStartFails("trust-secret=only/key", "holds no certificate to trust");
        assertStartFails("secret=not/there", "not/there");
        assertStartFails("protocol=TLS", "A bundle needs a secret, a trust-secret, or both.");
    }

    private static void assertStartFails(String property, String reason) {
        application("opensesame.ssl.bundle.web." + property)
                .run(context -> assertThat(messages(context.getStartupFailure()))
                        .contains("opensesame.ssl.bundle.web."
                                + (property.startsWith("trust") ? "trust-secret" : "secret"))
                        .contains(reason));
    }

    @Test
    void noBundle_leavesSpringBootsOwn() {
        application().run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(SslBundles.class).getBundleNames()).isEmpty();
        });
    }

    private static String messages(@Nullable Throwable failure) {
        assertThat(failure).isNotNull();
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }
}

package io.opensesame.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.OpenSesame;
import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.DataKeyCacheOptions;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.ProxyOptions;
import io.opensesame.kms.TlsOptions;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.StoreOptions;
import io.opensesame.secrets.VersionStage;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

class OpenSesamePropertiesTest {
    private static final String SECRET = "s3cret-of-an-access-key";

    @TempDir
    private Path directory;

    @Test
    void nothingSet_everyOption_isTheClientLibrarysDefault() {
        OpenSesameProperties properties = bind();

        assertThat(properties.enabled()).isTrue();
        assertThat(properties.cache().options(properties.secrets()))
                .usingRecursiveComparison()
                .isEqualTo(CacheOptions.defaults());
        assertThat(properties.calls().options()).usingRecursiveComparison().isEqualTo(CallOptions.defaults());
        assertThat(properties.tls().options()).usingRecursiveComparison().isEqualTo(TlsOptions.defaults());
        assertThat(properties.proxy().options()).isSameAs(ProxyOptions.system());
        assertThat(properties.store().options()).isEmpty();
        assertThat(properties.credentials().source()).isEmpty();
        assertThat(bind("envelope.encrypt-with", "alias/orders").envelope().options())
                .usingRecursiveComparison()
                .isEqualTo(EnvelopeOptions.encryptingWith("alias/orders"));
    }

    @Test
    void cache_everyPropertySet_reachesTheOptions() {
        OpenSesameProperties properties = bind(
                "cache.refresh-after", "10m",
                "cache.max-stale", "2d",
                "cache.refusal-grace", "90s",
                "cache.remember-refusals", "7s",
                "cache.idle-after", "3h",
                "cache.max-entries", "77",
                "cache.refreshes-per-second", "3",
                "cache.rejections-per-minute", "2",
                "cache.pending-stage", "Next",
                "cache.ttl-field", "ttl",
                "cache.ttl-unit", "minutes",
                "secrets[orders/db].refresh-after", "30s",
                "secrets[orders/db].max-stale", "1h");

        assertThat(properties.cache().options(properties.secrets()))
                .usingRecursiveComparison()
                .isEqualTo(CacheOptions.builder()
                        .refreshAfter(Duration.ofMinutes(10))
                        .maxStale(Duration.ofDays(2))
                        .refusalGrace(Duration.ofSeconds(90))
                        .rememberRefusals(Duration.ofSeconds(7))
                        .idleAfter(Duration.ofHours(3))
                        .maxEntries(77)
                        .refreshesPerSecond(3)
                        .rejectionsPerMinute(2)
                        .pendingStage(VersionStage.of("Next"))
                        .ttlField("ttl", TimeUnit.MINUTES)
                        .refreshAfter("orders/db", Duration.ofSeconds(30))
                        .maxStale("orders/db", Duration.ofHours(1))
                        .build());
    }

    @Test
    void calls_everyPropertySet_reachesTheOptions() {
        OpenSesameProperties properties = bind(
                "calls.connect-timeout", "11ms",
                "calls.read-timeout", "12ms",
                "calls.attempt-timeout", "13ms",
                "calls.deadline", "14ms",
                "calls.max-attempts", "9",
                "calls.base-backoff", "15ms",
                "calls.max-backoff", "16ms",
                "calls.max-response-size", "2KB",
                "calls.secrets-in-body", "false");

        assertThat(properties.calls().options())
                .usingRecursiveComparison()
                .isEqualTo(CallOptions.builder()
                        .connectTimeout(Duration.ofMillis(11))
                        .readTimeout(Duration.ofMillis(12))
                        .attemptTimeout(Duration.ofMillis(13))
                        .deadline(Duration.ofMillis(14))
                        .maxAttempts(9)
                        .baseBackoff(Duration.ofMillis(15))
                        .maxBackoff(Duration.ofMillis(16))
                        .maxResponseBytes(2048)
                        .secretsInBody(false)
                        .build());
    }

    @Test
    void envelope_everyPropertySet_reachesTheOptions() {
        EnvelopeOptions options = bind(
                        "envelope.encrypt-with[0]", "alias/orders",
                        "envelope.encrypt-with[1]", "acs:kms:cn-shanghai:123:alias/orders",
                        "envelope.also-decrypt-with", "alias/old,alias/older",
                        "envelope.decrypt-with-any-key", "true",
                        "envelope.suite", "sm4-gcm",
                        "envelope.data-key-max-age", "1m",
                        "envelope.data-key-max-messages", "5",
                        "envelope.data-key-max-size", "6KB",
                        "envelope.data-key-max-entries", "7")
                .envelope()
                .options();

        assertThat(options)
                .usingRecursiveComparison()
                .isEqualTo(EnvelopeOptions.builder()
                        .encryptWith(
                                EnvelopeKey.of("alias/orders"), EnvelopeKey.of("acs:kms:cn-shanghai:123:alias/orders"))
                        .alsoDecryptWith(EnvelopeKey.of("alias/old"), EnvelopeKey.of("alias/older"))
                        .decryptWithAnyKey()
                        .suite(AlgorithmSuite.SM4_GCM)
                        .dataKeys(DataKeyCacheOptions.builder()
                                .maxAge(Duration.ofMinutes(1))
                                .maxMessages(5)
                                .maxBytes(6 * 1024)
                                .maxEntries(7)
                                .build())
                        .build());
    }

    @Test
    void store_fileAndPassphrase_reachTheOptions() {
        StoreOptions options = bind(
                        "store.file", directory.resolve("secrets.store").toString(),
                        "store.passphrase", "correct horse battery",
                        "store.max-entries", "12")
                .store()
                .options()
                .orElseThrow();

        assertThat(options.file()).isEqualTo(directory.resolve("secrets.store"));
        assertThat(options.exposePassphrase()).hasValue("correct horse battery".toCharArray());
        assertThat(options.maxEntries()).isEqualTo(12);
    }

    @Test
    void store_keyFile_reachesTheOptions() {
        StoreOptions options = bind("store.file", "secrets.store", "store.key-file", "/run/keys/store.key")
                .store()
                .options()
                .orElseThrow();

        assertThat(options.keyFile()).hasValue(Path.of("/run/keys/store.key"));
    }

    @Test
    void proxy_eachType_reachesTheOptions() {
        ProxyOptions http = bind(
                        "proxy.type", "http",
                        "proxy.host", "proxy.example",
                        "proxy.port", "3128",
                        "proxy.username", "ada",
                        "proxy.password", SECRET)
                .proxy()
                .options();

        assertThat(http.proxy())
                .hasValue(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128)));
        assertThat(http.username()).hasValue("ada");
        assertThat(http.exposePassword()).hasValue(SECRET);
        assertThat(bind("proxy.type", "socks", "proxy.host", "proxy.example", "proxy.port", "1080")
                        .proxy()
                        .options()
                        .proxy())
                .hasValue(new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("proxy.example", 1080)));
        assertThat(bind("proxy.type", "direct").proxy().options()).isSameAs(ProxyOptions.direct());
    }

    @Test
    void credentials_eachSource_reachesTheClient() {
        assertThat(source("credentials.profile", "billing")).contains("billing");
        assertThat(source("credentials.ecs-role", "orders-role")).contains("orders-role");
        assertThat(source("credentials.uri", "http://127.0.0.1:8081/credentials"))
                .contains("127.0.0.1");
        assertThat(source(
                        "credentials.oidc-role.role-arn", "acs:ram::123:role/orders",
                        "credentials.oidc-role.provider-arn", "acs:ram::123:oidc-provider/cluster",
                        "credentials.oidc-role.token-file", "/run/token"))
                .contains("acs:ram::123:role/orders");
        assertThat(source(
                        "credentials.profile", "billing",
                        "credentials.assume-role.role-arn", "acs:ram::123:role/orders",
                        "credentials.assume-role.session-name", "orders-app",
                        "credentials.assume-role.duration", "20m",
                        "credentials.assume-role.external-id", "ext-1"))
                .contains("acs:ram::123:role/orders")
                .contains("billing");
    }

    @Test
    void regions_homeAndOthers_areCalledInTheirOrder() {
        try (OpenSesame sesame = bind(
                        "region", "cn-hangzhou",
                        "failover-regions", "cn-shanghai,cn-beijing",
                        "hedge-after", "300ms")
                .build(List.of())) {
            assertThat(sesame)
                    .hasToString("OpenSesame[kms.cn-hangzhou.aliyuncs.com, then kms.cn-shanghai.aliyuncs.com,"
                            + " then kms.cn-beijing.aliyuncs.com]");
        }
    }

    @Test
    void endpoints_homeAndOthers_areCalledInTheirOrder() {
        try (OpenSesame sesame = bind(
                        "endpoint", "http://kms.internal:8080",
                        "plaintext", "true",
                        "failover-endpoints", "https://kms.elsewhere")
                .build(List.of())) {
            assertThat(sesame).hasToString("OpenSesame[kms.internal:8080, then kms.elsewhere]");
        }
    }

    @Test
    void build_customizers_haveTheLastWordInTheirOrder() {
        OpenSesameProperties properties = bind("endpoint", "https://kms.first");

        try (OpenSesame sesame = properties.build(List.of(
                builder -> builder.endpoint(KmsEndpoint.of(URI.create("https://kms.second"))),
                builder -> builder.endpoint(KmsEndpoint.of(URI.create("https://kms.third")))))) {
            assertThat(sesame).hasToString("OpenSesame[kms.third]");
        }
    }

    @Test
    void build_sameRegionTwice_saysWhichToChange() {
        assertThatThrownBy(() -> bind("region", "cn-hangzhou", "failover-regions", "cn-hangzhou")
                        .build(List.of()))
                .isInstanceOfSatisfying(
                        FailureAnalyzedException.class,
                        failure -> assertThat(failure.analysis().getAction()).contains("opensesame.failover-regions"))
                .hasMessageContaining("kms.cn-hangzhou.aliyuncs.com");
    }

    @ParameterizedTest
    @CsvSource({
        "region,                        Hangzhou!",
        "endpoint,                      http://kms.internal",
        "endpoint,                      kms.internal",
        "failover-regions,              Nowhere!",
        "failover-endpoints,            ftp://kms.internal",
        "hedge-after,                   0s",
        "ram-endpoint,                  http://ram.internal",
        "sts-endpoint,                  http://sts.internal",
        "cache.refresh-after,           10ms",
        "cache.max-stale,               1m",
        "cache.refusal-grace,           30d",
        "cache.remember-refusals,       1h",
        "cache.idle-after,              1ms",
        "cache.max-entries,             0",
        "cache.refreshes-per-second,    0",
        "cache.rejections-per-minute,   0",
        "cache.pending-stage,           ACSCurrent",
        "cache.ttl-field,               ' '",
        "calls.connect-timeout,         0s",
        "calls.read-timeout,            2h",
        "calls.attempt-timeout,         0s",
        "calls.deadline,                2h",
        "calls.max-attempts,            0",
        "calls.base-backoff,            3s",
        "calls.max-backoff,             2h",
        "calls.max-response-size,       9GB",
        "credentials.profile,           ' '",
        "credentials.ecs-role,          a/b",
        "preload.within,                -5s",
        "preload.within,                48h",
        "credentials.assume-role.role-arn, orders",
        "envelope.encrypt-with,         two words",
        "envelope.also-decrypt-with,    two words",
        "envelope.data-key-max-age,     2d",
        "envelope.data-key-max-messages, 0",
        "envelope.data-key-max-size,    0",
        "envelope.data-key-max-entries, -1",
        "tls.trust,                     /nowhere/ca.pem",
        "tls.trust-system,              false"
    })
    void refusedValue_names_itsPropertyAndTheValue(String property, String value) {
        assertThatThrownBy(() -> use(bind(property, value)))
                .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, refused -> {
                    assertThat(refused.getName()).isEqualTo("opensesame." + property);
                    assertThat(refused.getValue()).isNotNull();
                    assertThat(refused.getReason()).isNotBlank();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "credentials.access-key-secret=x,                         credentials.access-key-id",
        "credentials.access-key-id=x,                             credentials.access-key-secret",
        "credentials.security-token=x,                            credentials.access-key-id",
        "credentials.oidc-role.role-arn=acs:ram::1:role/a,        credentials.oidc-role.provider-arn",
        "credentials.oidc-role.token-file=/run/token,             credentials.oidc-role.role-arn",
        "credentials.assume-role.session-name=orders,             credentials.assume-role.role-arn",
        "credentials.profile=a credentials.ecs-role=b,            credentials",
        "region=cn-hangzhou endpoint=https://kms.internal,        endpoint",
        "failover-regions=cn-beijing failover-endpoints=https://a, failover-endpoints",
        "store.passphrase=a-long-passphrase,                      store.file",
        "store.file=a,                                            store.key-file",
        "store.file=a store.key-file=b store.passphrase=a-long-passphrase, store.key-file",
        "store.file=a store.key-file=b store.max-entries=0,       store.max-entries",
        "store.file=a store.passphrase=short,                     store",
        "tls.client-certificate=a.pem,                            tls.client-key",
        "tls.client-key=a.pem,                                    tls.client-certificate",
        "proxy.host=a,                                            proxy.type",
        "proxy.type=http proxy.host=a,                            proxy.port",
        "proxy.type=http proxy.port=1,                            proxy.host",
        "proxy.type=http proxy.host=a proxy.port=70000,           proxy.port",
        "proxy.type=socks proxy.host=a proxy.port=1 proxy.username=u, proxy.type",
        "proxy.type=http proxy.host=a proxy.port=1 proxy.username=u, proxy.password",
        "proxy.type=http proxy.host=a proxy.port=1 proxy.username=u:u proxy.password=p, proxy.username",
        "secrets[orders/db].refresh-after=9d,                     secrets[orders/db]"
    })
    void settingsThatDoNotGoTogether_name_theOneToChange(String settings, String property) {
        String[] pairs = settings.replace('=', ' ').split(" ");

        assertThatThrownBy(() -> use(bind(pairs)))
                .isInstanceOfSatisfying(
                        InvalidConfigurationPropertyValueException.class,
                        refused -> assertThat(refused.getName()).isEqualTo("opensesame." + property));
    }

    @Test
    void secrets_inTextsAndRefusals_areRedacted() throws Exception {
        Path file = Files.createFile(directory.resolve("secrets.store"));
        OpenSesameProperties properties = bind(
                "credentials.access-key-id",
                "LTAI1",
                "credentials.access-key-secret",
                SECRET,
                "credentials.security-token",
                SECRET + "-token",
                "credentials.uri",
                "http://127.0.0.1/" + SECRET,
                "proxy.password",
                SECRET,
                "store.file",
                file.toString(),
                "store.passphrase",
                SECRET);

        assertThat(properties.toString()).contains("LTAI1").doesNotContain(SECRET);
        assertThatThrownBy(properties::builder)
                .hasMessageNotContaining(SECRET)
                .satisfies(failure -> assertThat(failure).message().contains("opensesame."));
        assertThatThrownBy(() -> use(bind(
                        "credentials.access-key-id", "LTAI1", "credentials.access-key-secret", SECRET + " and blanks")))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageNotContaining(SECRET)
                .satisfies(failure -> assertThat(((InvalidConfigurationPropertyValueException) failure).getName())
                        .as("Spring Boot shows the value of the property that is named")
                        .isEqualTo("opensesame.credentials"));
    }

    private static String source(String... pairs) {
        return bind(pairs).credentials().source().orElseThrow().toString();
    }

    /** Applies all settings, the cipher's too if there are any. */
    private static void use(OpenSesameProperties properties) {
        OpenSesame.Builder unused = properties.builder();
        if (!properties.envelope().equals(bind().envelope())) {
            EnvelopeOptions options = properties.envelope().options();
            assertThat(options).isNotNull();
        }
    }

    private static OpenSesameProperties bind(String... pairs) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put("opensesame." + pairs[i], pairs[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate(OpenSesameProperties.PREFIX, OpenSesameProperties.class);
    }
}

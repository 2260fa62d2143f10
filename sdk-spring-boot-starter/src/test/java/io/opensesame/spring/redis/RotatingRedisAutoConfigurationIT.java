package io.opensesame.spring.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.protocol.ProtocolVersion;
import io.opensesame.OpenSesame;
import io.opensesame.localkms.LocalKms;
import io.opensesame.spring.ContextRunners;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

@ExtendWith(OutputCaptureExtension.class)
class RotatingRedisAutoConfigurationIT {
    private static final int THREADS = 4;

    private static LocalKms kms;
    private static TestRedis redis;

    private String user = "";
    private String secret = "";

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        redis = TestRedis.shared();
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    @BeforeEach
    void createUser() {
        user = TestRedis.unique("orders");
        secret = user + "/redis";
        redis.user(user, "password-0");
        kms.createSecret(secret, login(user, "password-0"));
    }

    @Test
    void template_secretAndSettings_logsInAndKeepsTheSettings() {
        contexts().withPropertyValues("spring.data.redis.client-name=shop").run(context -> {
            StringRedisTemplate template = context.getBean(StringRedisTemplate.class);

            assertThat(whoAmI(template)).isEqualTo(user);
            assertThat(template.execute(RotatingRedisAutoConfigurationIT::clientName))
                    .isEqualTo("shop");
        });
    }

    @Test
    void rotation_fourThreadsOfCommands_noneFailsAndOpenConnectionsLogInAnewWithinASecond() {
        String other = user + "_clone";
        redis.user(other, "password-1");

        contexts().run(context -> {
            StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
            AtomicBoolean stopped = new AtomicBoolean();
            List<String> users = new CopyOnWriteArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<? extends Future<?>> loads = IntStream.range(0, THREADS)
                        .mapToObj(i -> threads.submit(() -> {
                            while (!stopped.get()) {
                                template.opsForValue().set("key-" + i, "value");
                                users.add(whoAmI(template));
                            }
                        }))
                        .toList();
                await().until(() -> users.size() > 100);

                kms.putSecretValue(secret, login(other, "password-1"));
                context.getBean(OpenSesame.class).secrets().refresh(secret);

                await().atMost(Duration.ofSeconds(1)).until(() -> users.contains(other));
                redis.user(user, "password-nobody-knows");
                stopped.set(true);
                for (Future<?> load : loads) {
                    load.get(10, TimeUnit.SECONDS); // fails if a command did
                }
                redis.kill(other);
                await().ignoreExceptions().until(() -> whoAmI(template), other::equals);
                assertThat(users).startsWith(user).endsWith(other);
            } finally {
                stopped.set(true);
                threads.shutdownNow();
            }
        });
    }

    @Test
    void rotation_subscribedConnection_logsInAnewAndStaysSubscribed() {
        String other = user + "_clone";
        redis.user(other, "password-1");

        contexts().run(context -> {
            List<String> messages = new CopyOnWriteArrayList<>();
            RedisMessageListenerContainer container = new RedisMessageListenerContainer();
            container.setConnectionFactory(context.getBean(LettuceConnectionFactory.class));
            container.addMessageListener((message, pattern) -> messages.add(message.toString()), ChannelTopic.of(user));
            container.afterPropertiesSet();
            container.start();
            try {
                assertThat(redis.subscribers()).contains("user=" + user + " ");

                kms.putSecretValue(secret, login(other, "password-1"));
                context.getBean(OpenSesame.class).secrets().refresh(secret);

                await().untilAsserted(() -> assertThat(redis.subscribers()).contains("user=" + other + " "));
                context.getBean(StringRedisTemplate.class).convertAndSend(user, "placed");
                await().until(() -> messages, List.of("placed")::equals);
            } finally {
                container.stop();
                container.destroy();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(ProtocolVersion.class)
    void connect_refusedWithTheVersionHeld_logsInWithTheNextInTheSameCall(ProtocolVersion protocol) {
        contexts()
                .withPropertyValues("spring.data.redis.client-name=shop")
                .withBean(
                        LettuceClientOptionsBuilderCustomizer.class, () -> options -> options.protocolVersion(protocol))
                .run(context -> {
                    StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
                    redis.user(user, "password-1");
                    kms.putSecretValue(secret, login(user, "password-1")); // and the client does not know yet

                    assertThat(whoAmI(template)).isEqualTo(user);

                    assertThat(redis.refusedLogins(user)).isEqualTo(1);
                    assertThat(template.execute(RotatingRedisAutoConfigurationIT::clientName))
                            .isEqualTo("shop");
                });
    }

    @Test
    void reconnect_passwordChangedMeanwhile_logsInWithTheNext() {
        contexts().run(context -> {
            StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
            assertThat(whoAmI(template)).isEqualTo(user);
            redis.user(user, "password-1");
            kms.putSecretValue(secret, login(user, "password-1"));

            redis.kill(user);

            await().ignoreExceptions().until(() -> whoAmI(template), user::equals);
        });
    }

    @Test
    void previousVersion_currentOneNotYetKnownToRedis_isUsed() {
        contexts().run(context -> {
            kms.putSecretValue(secret, login(user, "password-1"));
            context.getBean(OpenSesame.class).secrets().refresh(secret);

            assertThat(whoAmI(context.getBean(StringRedisTemplate.class))).isEqualTo(user);
            assertThat(redis.refusedLogins(user)).isEqualTo(1);
        });
    }

    @Test
    void everyVersion_refused_isTriedNoMoreThanTheBoundAllows() {
        contexts().withPropertyValues("opensesame.redis.refusals-per-minute=2").run(context -> {
            StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
            redis.user(user, "password-nobody-knows");

            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(() -> whoAmI(template)).isNotNull();
            }

            assertThatThrownBy(() -> whoAmI(template))
                    .hasStackTraceContaining("opensesame.redis.refusals-per-minute")
                    .hasStackTraceContaining(secret);
            assertThat(redis.refusedLogins(user)).isEqualTo(2);
        });
    }

    @Test
    void loginInProperties_besideTheSecret_isIgnoredWithAWarning(CapturedOutput output) {
        contexts()
                .withPropertyValues("spring.data.redis.username=stale", "spring.data.redis.password=canary-password")
                .run(context -> {
                    assertThat(whoAmI(context.getBean(StringRedisTemplate.class)))
                            .isEqualTo(user);
                    assertThat(output)
                            .contains("are ignored, since opensesame.redis.secret is set")
                            .doesNotContain("canary-password");
                });
    }

    @Test
    void ownConnectionFactory_besideTheSecret_staysAsItIsWithAWarning(CapturedOutput output) {
        contexts()
                .withBean(LettuceConnectionFactory.class, () -> new LettuceConnectionFactory("127.0.0.1", redis.port()))
                .run(context -> {
                    assertThat(whoAmI(context.getBean(StringRedisTemplate.class)))
                            .isEqualTo("default");
                    assertThat(output).contains("opensesame.redis.secret has no effect");
                });
    }

    @Test
    void sentinel_loginOfItsOwn_isKept() {
        contexts()
                .withPropertyValues(
                        "spring.data.redis.sentinel.master=main",
                        "spring.data.redis.sentinel.nodes=127.0.0.1:1",
                        "spring.data.redis.sentinel.password=of-the-sentinel")
                .run(context -> {
                    LettuceConnectionFactory factory = context.getBean(LettuceConnectionFactory.class);
                    RedisSentinelConfiguration configuration =
                            Objects.requireNonNull(factory.getSentinelConfiguration());
                    var credentials = factory.getClientConfiguration()
                            .getRedisCredentialsProviderFactory()
                            .orElseThrow();

                    assertThat(credentials
                                    .createSentinelCredentialsProvider(configuration)
                                    .resolveCredentials()
                                    .block())
                            .satisfies(login ->
                                    assertThat(login.getPassword()).isEqualTo("of-the-sentinel".toCharArray()));
                    assertThat(credentials.createCredentialsProvider(configuration))
                            .isSameAs(context.getBean(RotatingRedisLogin.class));
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            opensesame.redis.secret=orders/missing | opensesame.redis.secret              | orders/missing
            opensesame.redis.secret=orders/broken  | opensesame.redis.secret              | holds no Redis login
            opensesame.redis.max-tries=11          | opensesame.redis.max-tries           | 1 to 10
            opensesame.redis.refusals-per-minute=0 | opensesame.redis.refusals-per-minute | 1 to 1000
            spring.data.redis.client-type=jedis    | opensesame.redis.secret              | spring.data.redis.client-type
            """)
    void setting_thatCannotWork_failsTheStartAndNamesTheProperty(String setting, String property, String reason) {
        if (setting.endsWith("broken")) {
            kms.createSecret("orders/broken", "{\"pass\":\"canary-password\"}");
        }

        contexts().withPropertyValues(setting).run(context -> names(context.getStartupFailure(), property, reason));
    }

    @Test
    void lettuce_missing_isNamed() {
        contexts()
                .withClassLoader(new FilteredClassLoader(RedisClient.class))
                .run(context -> names(
                        context.getStartupFailure(), "opensesame.redis.secret", "spring-boot-starter-data-redis"));
    }

    @Test
    void close_afterCommands_leavesNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        contexts()
                .run(context -> assertThat(whoAmI(context.getBean(StringRedisTemplate.class)))
                        .isEqualTo(user));

        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("opensesame") || name.startsWith("lettuce"))
                        .collect(Collectors.toSet()))
                .isEmpty());
    }

    private static void names(@Nullable Throwable failure, String property, String reason) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof InvalidConfigurationPropertyValueException)) {
            cause = cause.getCause();
        }
        assertThat(cause).isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, invalid -> {
            assertThat(invalid.getName()).isEqualTo(property);
            assertThat(invalid.getReason()).contains(reason).doesNotContain("canary");
        });
    }

    private ApplicationContextRunner contexts() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OpenSesameAutoConfiguration.class,
                        RotatingRedisAutoConfiguration.class,
                        DataRedisAutoConfiguration.class))
                .withPropertyValues(ContextRunners.properties(kms))
                .withPropertyValues(
                        "opensesame.redis.secret=" + secret,
                        "spring.data.redis.host=127.0.0.1",
                        "spring.data.redis.port=" + redis.port());
    }

    private static String login(String user, String password) {
        return "{\"AccountName\":\"" + user + "\",\"AccountPassword\":\"" + password + "\"}";
    }

    private static String whoAmI(StringRedisTemplate template) {
        byte[] name = template.execute((RedisCallback<byte[]>)
                connection -> (byte[]) connection.execute("ACL", "WHOAMI".getBytes(StandardCharsets.UTF_8)));
        return name == null ? "" : new String(name, StandardCharsets.UTF_8);
    }

    private static String clientName(RedisConnection connection) {
        return String.valueOf(connection.serverCommands().getClientName());
    }
}

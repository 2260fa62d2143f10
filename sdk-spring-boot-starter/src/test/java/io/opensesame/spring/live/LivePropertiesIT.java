package io.opensesame.spring.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.opensesame.OpenSesame;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.SecretEvent;
import io.opensesame.spring.ContextRunners;
import io.opensesame.spring.Live;
import io.opensesame.spring.SecretChangedEvent;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import jakarta.validation.constraints.Max;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.validation.annotation.Validated;

@ExtendWith(OutputCaptureExtension.class)
class LivePropertiesIT {
    private static final String SECRET = "orders/app";

    private static LocalKms kms;

    @BeforeAll
    static void start() {
        kms = LocalKms.start();
        kms.createSecret(SECRET, text("one", 1));
        kms.createSecret("other/app", "other.name=one");
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    @BeforeEach
    void seed() {
        kms.putSecretValue(SECRET, text("one", 1));
    }

    private static String text(String name, int limit) {
        return "app.name=" + name + "\napp.limit=" + limit + "\napp.hosts[0]=" + name + "-a\napp.hosts[1]=" + name
                + "-b\napp.nested.key=" + name + "\npair.left=" + name + "\npair.right=" + name + "\npool.password="
                + name;
    }

    private static ApplicationContextRunner runner() {
        return importing(
                "opensesame:orders/app?format=properties&prefix=,opensesame:other/app?format=properties&prefix=");
    }

    private static ApplicationContextRunner importing(String imports) {
        return ContextRunners.connectedTo(kms)
                .withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("spring.config.import=" + imports)
                .withConfiguration(AutoConfigurations.of(LiveAutoConfiguration.class))
                .withPropertyValues(
                        "app.own=fixed", "derived.address=http://${derived.host}/", "derived.host=${app.name}.example")
                .withUserConfiguration(Application.class);
    }

    private static void rotate(ApplicationContext context, String text) {
        kms.putSecretValue(SECRET, text);
        context.getBean(OpenSesame.class).secrets().refresh(SECRET);
    }

    @Test
    void javaBean_rotation_isReboundInPlaceWithinASecond() {
        runner().run(context -> {
            AppProperties properties = context.getBean(AppProperties.class);
            assertThat(properties.name).isEqualTo("one");

            rotate(context, text("two", 2));

            await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> {
                assertThat(properties.name).isEqualTo("two");
                assertThat(properties.limit).isEqualTo(2);
                assertThat(properties.hosts).containsExactly("two-a", "two-b");
                assertThat(properties.nested.key).isEqualTo("two");
            });
            assertThat(context.getBean(AppProperties.class)).isSameAs(properties);
        });
    }

    @Test
    void javaBean_keyThatIsNew_isBound() {
        runner().run(context -> {
            AppProperties properties = context.getBean(AppProperties.class);

            rotate(context, text("two", 2) + "\napp.note=more");

            await().untilAsserted(() -> assertThat(properties.note).isEqualTo("more"));
        });
    }

    @Test
    void record_onlyKeyIsNew_isReplaced() {
        runner().run(context -> {
            Live<Sparse> live = context.getBean(Application.class).sparse.getObject();
            assertThat(live.value().key()).isNull();

            rotate(context, text("two", 2) + "\nsparse.key=given\nsparse.unknown=x");
            await().untilAsserted(() -> assertThat(live.value().key()).isEqualTo("given"));

            rotate(context, text("two", 2));
            await().untilAsserted(() -> assertThat(live.value().key()).isNull());
        });
    }

    @Test
    void javaBean_placeholdersOfPlaceholders_areFollowed() {
        runner().run(context -> {
            Derived derived = context.getBean(Derived.class);
            assertThat(derived.address).isEqualTo("http://one.example/");

            rotate(context, text("two", 2));

            await().untilAsserted(() -> assertThat(derived.address).isEqualTo("http://two.example/"));
        });
    }

    @Test
    void javaBean_newVersionInvalid_keepsAllOldValuesAndTellsNone(CapturedOutput output) {
        runner().run(context -> {
            Application application = context.getBean(Application.class);
            AppProperties properties = context.getBean(AppProperties.class);
            int bindings = properties.bindings.get();

            rotate(context, text("wrong-s3cret", 99));
            await().until(() -> !application.events.isEmpty());

            assertThat(properties.name).isEqualTo("one");
            assertThat(properties.limit).isEqualTo(1);
            assertThat(properties.hosts).containsExactly("one-a", "one-b");
            assertThat(properties.bindings).hasValue(bindings);
            rotate(context, text("next-s3cret", 1).replace("limit=1", "limit=many-s3crets"));
            await().until(() -> application.events.size() == 2);
            assertThat(properties.name).isEqualTo("one");
            assertThat(output)
                    .contains("refused by validation: limit (Max)", "property 'app.limit' cannot be bound to")
                    .doesNotContain("s3cret");
        });
    }

    @Test
    void unaffectedBeans_rotation_areNotTouched() {
        runner().run(context -> {
            Application application = context.getBean(Application.class);
            Untouched untouched = context.getBean(Untouched.class);
            int bindings = untouched.bindings.get();
            int parents = context.getBean(Parent.class).bindings.get();

            rotate(context, text("two", 2));
            await().until(() -> !application.events.isEmpty());

            assertThat(untouched.bindings).hasValue(bindings);
            // Its prefix is above that of a property which changes, and it has no such property.
            assertThat(context.getBean(Parent.class).bindings).hasValue(parents);
        });
    }

    @Test
    void pool_rotation_isLeftAlone() {
        runner().run(context -> {
            Application application = context.getBean(Application.class);
            HikariDataSource pool = context.getBean(HikariDataSource.class);

            rotate(context, text("two", 2));
            await().until(() -> !application.events.isEmpty());

            assertThat(pool.getPassword()).isEqualTo("one");
        });
    }

    @Test
    void event_rotations_isPublishedOnceAChangeWhenBeansHaveTheNewValues() {
        runner().run(context -> {
            Application application = context.getBean(Application.class);

            rotate(context, text("two", 2));
            await().until(() -> application.events.size() == 1);
            rotate(context, text("three", 3));
            await().until(() -> application.events.size() == 2);

            assertThat(application.seen).containsExactly("two/two", "three/three");
            SecretChangedEvent first = application.events.get(0);
            SecretChangedEvent second = application.events.get(1);
            assertThat(first.secretName()).isEqualTo(SECRET);
            assertThat(first.propertyNames()).contains("app.name", "pair.left");
            assertThat(second.previousVersionId()).isEqualTo(first.versionId());
        });
    }

    @Test
    void live_javaBeanAndRecord_tellTheirListeners() {
        runner().run(context -> {
            Application application = context.getBean(Application.class);
            List<String> told = new CopyOnWriteArrayList<>();
            application.app.onChange(properties -> {
                throw new IllegalStateException("s3cret");
            });
            application.app.onChange(properties -> told.add(properties.name));
            application.pair.onChange(pair -> told.add(pair.left()));

            rotate(context, text("two", 2));
            await().until(() -> !application.events.isEmpty());

            assertThat(told).containsExactlyInAnyOrder("two", "two");
            assertThat(application.app.value()).isSameAs(context.getBean(AppProperties.class));
            assertThat(context.getBean(Pair.class).left()).isEqualTo("one");
        });
    }

    @Test
    void live_twoBeansOfOneClass_areToldApartByQualifier() {
        runner().withUserConfiguration(Two.class).run(context -> {
            Two two = context.getBean(Two.class);

            assertThat(two.left.getObject().value()).isSameAs(context.getBean("left"));
            assertThat(two.right.getObject().value()).isSameAs(context.getBean("right"));
        });
    }

    @Test
    void live_holderThatIsMadeAfterARotation_hasTheNewestValue() {
        runner().run(context -> {
            Application application = context.getBean(Application.class);

            rotate(context, text("two", 2));
            await().until(() -> !application.events.isEmpty());

            assertThat(application.late.getObject().value().key()).isEqualTo("two");
        });
    }

    @Test
    void live_eightReadersWhileRotating_seeWholeValuesOnly() {
        runner().run(context -> {
            Live<Pair> pair = context.getBean(Application.class).pair;
            AtomicBoolean done = new AtomicBoolean();
            ExecutorService readers = Executors.newFixedThreadPool(8);
            List<Future<Integer>> torn = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                torn.add(readers.submit(() -> {
                    int count = 0;
                    while (!done.get()) {
                        Pair now = pair.value();
                        count += now.left().equals(now.right()) ? 0 : 1;
                    }
                    return count;
                }));
            }

            for (int i = 0; i < 20; i++) {
                rotate(context, text("v" + i, i));
            }
            await().untilAsserted(() -> assertThat(pair.value().left()).isEqualTo("v19"));

            done.set(true);
            readers.shutdown();
            for (Future<Integer> reader : torn) {
                assertThat(reader.get()).isZero();
            }
        });
    }

    @Test
    void stopAndStart_rotationBetween_isTakenUpAtTheStart() {
        runner().run(context -> {
            Application application = context.getBean(Application.class);
            SecretFollower follower = context.getBean(SecretFollower.class);

            List<SecretEvent> heard = new CopyOnWriteArrayList<>();
            follower.stop();
            context.getBean(OpenSesame.class).secrets().listen(heard::add);
            rotate(context, text("two", 2));
            rotate(context, text("three", 3));
            await().until(() -> heard.stream()
                            .filter(event -> event.kind() == SecretEvent.Kind.CHANGED)
                            .count()
                    == 2);
            assertThat(follower.isRunning()).isFalse();
            assertThat(application.events).isEmpty();
            follower.start();

            await().until(() -> !application.events.isEmpty());
            assertThat(application.seen).containsExactly("three/three");
        });
    }

    @Test
    void rotation_whileBeansAreMade_isNoticedAtTheStart() {
        runner().withUserConfiguration(RotatesAtStart.class).run(context -> {
            await().untilAsserted(() ->
                    assertThat(context.getBean(AppProperties.class).name).isEqualTo("two"));
        });
    }

    @Test
    void contextClosed_afterARotation_leavesNoThread() {
        runner().run(context -> {
            rotate(context, text("two", 2));
            await().until(() -> !context.getBean(Application.class).events.isEmpty());
            assertThat(threads()).hasSize(1);

            context.getSourceApplicationContext().close();

            await().untilAsserted(() -> assertThat(threads()).isEmpty());
        });
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(SecretFollower.THREAD_NAME))
                .toList();
    }

    @Test
    void twoContexts_rotation_reachesEachOnce() {
        runner().run(first -> runner().run(second -> {
            rotate(first, text("two", 2));
            rotate(second, text("two", 2));

            for (ApplicationContext context : List.of(first, second)) {
                Application application = context.getBean(Application.class);
                await().until(() -> !application.events.isEmpty());
                assertThat(application.app.value().name).isEqualTo("two");
            }
        }));
    }

    @Test
    void pinnedVersion_rotation_changesNoBeanAndIsTold() {
        String versionId = kms.putSecretValue(SECRET, text("pinned", 3));
        importing("opensesame:orders/app?format=properties&prefix=&version=" + versionId)
                .run(context -> {
                    Application application = context.getBean(Application.class);
                    context.getBean(OpenSesame.class).secrets().get(SECRET);

                    rotate(context, text("two", 2));
                    await().until(() -> !application.events.isEmpty());

                    assertThat(application.seen).containsExactly("pinned/pinned");
                    assertThat(application.events.get(0).propertyNames()).isEmpty();
                });
    }

    @Test
    void disabled_rotation_changesNoBean() {
        runner().withPropertyValues("opensesame.live.enabled=false").run(context -> {
            rotate(context, text("two", 2));

            assertThat(context.getEnvironment().getProperty("pair.left")).isEqualTo("two");
            assertThat(context).doesNotHaveBean(SecretFollower.class);
            assertThat(context.getBean(Application.class).pair.value().left()).isEqualTo("one");
        });
    }

    @Test
    void live_withoutAClient_givesTheFirstValues() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(OpenSesameAutoConfiguration.class, LiveAutoConfiguration.class))
                .withPropertyValues("opensesame.enabled=false", "pair.left=one", "pair.right=one", "derived.host=x")
                .withUserConfiguration(Application.class)
                .run(context -> assertThat(
                                context.getBean(Application.class).pair.value().left())
                        .isEqualTo("one"));
    }

    @Test
    void start_everything_namesNoBeanThatMissedItsPostProcessors(CapturedOutput output) {
        runner().run(context -> assertThat(output).doesNotContain("is not eligible for getting processed"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({
        AppProperties.class,
        Pair.class,
        Sparse.class,
        Late.class,
        Derived.class,
        Parent.class,
        Untouched.class
    })
    static class Application {
        final List<SecretChangedEvent> events = new CopyOnWriteArrayList<>();
        final List<String> seen = new CopyOnWriteArrayList<>();
        final Live<AppProperties> app;
        final Live<Pair> pair;
        final ObjectProvider<Live<Sparse>> sparse;
        final ObjectProvider<Live<Late>> late;

        Application(
                Live<AppProperties> app,
                Live<Pair> pair,
                ObjectProvider<Live<Sparse>> sparse,
                ObjectProvider<Live<Late>> late) {
            this.app = app;
            this.pair = pair;
            this.sparse = sparse;
            this.late = late;
        }

        @EventListener
        void changed(SecretChangedEvent event) {
            seen.add(app.value().name + "/" + pair.value().left());
            events.add(event);
        }

        @Bean
        @ConfigurationProperties("pool")
        HikariDataSource pool() {
            return new HikariDataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Two {
        final ObjectProvider<Live<Untouched>> left;
        final ObjectProvider<Live<Untouched>> right;

        Two(
                @Qualifier("left") ObjectProvider<Live<Untouched>> left,
                @Qualifier("right") ObjectProvider<Live<Untouched>> right) {
            this.left = left;
            this.right = right;
        }

        @Bean
        @ConfigurationProperties("left")
        static Untouched left() {
            return new Untouched();
        }

        @Bean
        @ConfigurationProperties("right")
        static Untouched right() {
            return new Untouched();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class RotatesAtStart {
        RotatesAtStart(AppProperties bound, OpenSesame sesame) {
            assertThat(bound.name).isEqualTo("one");
            kms.putSecretValue(SECRET, text("two", 2));
            sesame.secrets().refresh(SECRET);
        }
    }

    @Validated
    @ConfigurationProperties("app")
    static class AppProperties {
        final AtomicInteger bindings = new AtomicInteger();
        volatile @Nullable String name;
        volatile @Nullable String note;

        @Max(50)
        volatile int limit;

        volatile List<String> hosts = new ArrayList<>();
        final Nested nested = new Nested();

        public void setName(String name) {
            bindings.incrementAndGet();
            this.name = name;
        }

        public void setNote(String note) {
            this.note = note;
        }

        public int getLimit() {
            return limit;
        }

        public void setLimit(int limit) {
            this.limit = limit;
        }

        public void setHosts(List<String> hosts) {
            this.hosts = hosts;
        }

        public Nested getNested() {
            return nested;
        }
    }

    static class Nested {
        volatile @Nullable String key;

        public void setKey(String key) {
            this.key = key;
        }
    }

    @ConfigurationProperties("pair")
    record Pair(String left, String right) {}

    @ConfigurationProperties("sparse")
    record Sparse(@Nullable String key) {}

    @ConfigurationProperties("app.nested")
    record Late(String key) {}

    @ConfigurationProperties("derived")
    static class Derived {
        volatile @Nullable String address;

        public void setAddress(String address) {
            this.address = address;
        }
    }

    /** Shares its prefix with a bean that is affected. */
    @ConfigurationProperties("app")
    static class Parent {
        final AtomicInteger bindings = new AtomicInteger();

        public void setOwn(String own) {
            bindings.incrementAndGet();
        }
    }

    @ConfigurationProperties("other")
    static class Untouched {
        final AtomicInteger bindings = new AtomicInteger();

        public void setName(String name) {
            bindings.incrementAndGet();
        }
    }
}

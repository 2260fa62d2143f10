package io.opensesame.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.OpenSesame;
import io.opensesame.kms.KmsClient;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.spring.SecretChangedEvent;
import io.opensesame.spring.test.OrdersApplication.Login;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;

/** Loads the contexts of test classes, as JUnit's extension of Spring does. */
class ContextsIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    @SpringBootTest(classes = OrdersApplication.class, webEnvironment = WebEnvironment.NONE)
    @LocalKmsTest(secrets = "orders/db={\"username\":\"shared\"}")
    static class One {}

    @SpringBootTest(classes = OrdersApplication.class, webEnvironment = WebEnvironment.NONE)
    @LocalKmsTest(secrets = "orders/db={\"username\":\"shared\"}")
    static class Equal {}

    static class Inheriting extends One {}

    @SpringBootTest(classes = OrdersApplication.class, webEnvironment = WebEnvironment.NONE)
    @LocalKmsTest(secrets = "orders/db={\"username\":\"other\"}")
    static class Other {}

    @SpringBootTest(
            classes = OrdersApplication.class,
            webEnvironment = WebEnvironment.NONE,
            useMainMethod = UseMainMethod.ALWAYS)
    @LocalKmsTest(secrets = "orders/db={\"username\":\"main\"}")
    static class ByMainMethod {}

    @SpringBootTest(
            classes = OrdersApplication.class,
            webEnvironment = WebEnvironment.NONE,
            properties = {
                "spring.config.location=optional:classpath:none/",
                "opensesame.sts-endpoint=http://127.0.0.1:1"
            })
    @LocalKmsTest(files = "classpath:kms.yaml")
    static class WithoutImport {}

    @ContextConfiguration(classes = WithoutSpringBoot.Beans.class)
    @LocalKmsTest(secrets = "orders/db=plain")
    static class WithoutSpringBoot {
        @Configuration
        static class Beans {}
    }

    @SpringBootTest(
            classes = {OrdersApplication.class, WithListener.Heard.class},
            webEnvironment = WebEnvironment.NONE)
    @LocalKmsTest(secrets = "orders/db={\"username\":\"heard\"}")
    static class WithListener {
        static class Heard {
            private final CountDownLatch entered = new CountDownLatch(1);
            private final CountDownLatch mayReturn = new CountDownLatch(1);

            @EventListener
            void on(SecretChangedEvent event) throws InterruptedException {
                entered.countDown();
                assertThat(mayReturn.await(LONG.toSeconds(), TimeUnit.SECONDS))
                        .as(event.toString())
                        .isTrue();
            }
        }
    }

    @LocalKmsTest
    static class FailingStart {}

    @LocalKmsTest(secrets = "orders/db")
    static class NoValue {}

    @Test
    void equalAnnotations_shareTheContext_andOthersDoNot() {
        ApplicationContext one = load(One.class);

        assertThat(load(Equal.class)).isSameAs(one);
        assertThat(load(Inheriting.class)).isSameAs(one);
        assertThat(load(Other.class)).isNotSameAs(one);
        assertThat(load(Other.class).getBean(LocalKms.class)).isNotSameAs(one.getBean(LocalKms.class));
        assertThat(one.getBean(Login.class).getUsername()).isEqualTo("shared");
        assertThat(load(Other.class).getBean(Login.class).getUsername()).isEqualTo("other");
    }

    @Test
    void contextsLoadedAtTheSameTime_haveTheirOwnSeeds() {
        @SpringBootTest(classes = OrdersApplication.class, webEnvironment = WebEnvironment.NONE)
        @LocalKmsTest(secrets = "orders/db={\"username\":\"left\"}")
        class Left {}
        @SpringBootTest(classes = OrdersApplication.class, webEnvironment = WebEnvironment.NONE)
        @LocalKmsTest(secrets = "orders/db={\"username\":\"right\"}")
        class Right {}
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);

        CompletableFuture<String> left = CompletableFuture.supplyAsync(() -> userAfter(together, Left.class), threads);
        CompletableFuture<String> right =
                CompletableFuture.supplyAsync(() -> userAfter(together, Right.class), threads);

        assertThat(left).succeedsWithin(LONG).isEqualTo("left");
        assertThat(right).succeedsWithin(LONG).isEqualTo("right");
        threads.shutdown();
    }

    private static String userAfter(CyclicBarrier together, Class<?> testClass) {
        meet(together);
        return load(testClass).getBean(Login.class).getUsername();
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void mainMethod_thatStartsTheApplication_isWired() {
        assertThat(load(ByMainMethod.class).getBean(Login.class).getUsername()).isEqualTo("main");
    }

    @Test
    void dirtyContext_endsItsInstance_andTheNextHasTheSeedAgain() throws Exception {
        @SpringBootTest(classes = OrdersApplication.class, webEnvironment = WebEnvironment.NONE)
        @LocalKmsTest(secrets = "orders/db={\"username\":\"seed\"}")
        class Dirty {}
        TestContextManager test = new TestContextManager(Dirty.class);
        ApplicationContext first = test.getTestContext().getApplicationContext();
        LocalKms kms = first.getBean(LocalKms.class);
        first.getBean(SecretRotations.class).rotate("orders/db", "{\"username\":\"changed\"}");
        assertThat(first.getBean(Login.class).getUsername()).isEqualTo("changed");

        test.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);

        assertThatThrownBy(() -> connect(kms.endpoint())).isInstanceOf(ConnectException.class);
        assertThat(load(Dirty.class).getBean(Login.class).getUsername()).isEqualTo("seed");
    }

    @Test
    void noImport_clientOfTheBeans_callsTheInstance() {
        ApplicationContext context = load(WithoutImport.class);
        OpenSesame sesame = context.getBean(OpenSesame.class);

        assertThat(sesame.secrets().get("orders/db").exposeFields())
                .containsEntry("username", "app")
                .containsEntry("password", "0123");
        assertThat(sesame.secrets().get("payments/api-key").exposeText()).isEqualTo("yes");
        assertThat(context.getBean(KmsClient.class)).isNotNull();
        context.getBean(SecretRotations.class).rotate("payments/api-key", "changed");
        assertThat(sesame.secrets().get("payments/api-key").exposeText()).isEqualTo("changed");
    }

    @Test
    void propertiesOfTheTest_goBeforeThoseOfTheInstance() {
        ApplicationContext context = load(WithoutImport.class);

        assertThat(context.getEnvironment().getProperty("opensesame.sts-endpoint"))
                .isEqualTo("http://127.0.0.1:1");
        assertThat(context.getEnvironment().getProperty("opensesame.ram-endpoint"))
                .isEqualTo(context.getBean(LocalKms.class).endpoint().toString());
    }

    @Test
    void rotate_ofASecretThatNobodyHolds_doesNotWait() {
        ApplicationContext context = load(Other.class);
        context.getBean(LocalKms.class).createSecret("nobody/asks", "first");

        String versionId = context.getBean(SecretRotations.class).rotate("nobody/asks", "second");

        assertThat(context.getBean(OpenSesame.class)
                        .secrets()
                        .get("nobody/asks")
                        .versionId())
                .isEqualTo(versionId);
    }

    @Test
    void rotate_returns_whenTheApplicationsListenersHaveReturned() throws Exception {
        ApplicationContext context = load(WithListener.class);
        SecretRotations rotations = context.getBean(SecretRotations.class);
        WithListener.Heard listener = context.getBean(WithListener.Heard.class);
        ExecutorService thread = Executors.newSingleThreadExecutor();

        CompletableFuture<String> rotated =
                CompletableFuture.supplyAsync(() -> rotations.rotate("orders/db", "{\"username\":\"new\"}"), thread);

        assertThat(listener.entered.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(rotated).failsWithin(Duration.ofMillis(200)).withThrowableOfType(TimeoutException.class);
        listener.mayReturn.countDown();
        assertThat(rotated).succeedsWithin(LONG);
        thread.shutdown();
    }

    @Test
    void rotationsOfOneSecret_atTheSameTime_allReturn() {
        @SpringBootTest(classes = OrdersApplication.class, webEnvironment = WebEnvironment.NONE)
        @LocalKmsTest(secrets = "orders/db={\"username\":\"many\"}")
        class Many {}
        SecretRotations rotations = load(Many.class).getBean(SecretRotations.class);
        CyclicBarrier together = new CyclicBarrier(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);

        List<CompletableFuture<String>> rotated = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            meet(together);
                            return rotations.rotate("orders/db", "{\"username\":\"user" + i + "\"}");
                        },
                        threads))
                .toList();

        assertThat(rotated).allSatisfy(one -> assertThat(one).succeedsWithin(LONG));
        threads.shutdown();
    }

    @Test
    void faults_endWithTheTest() throws Exception {
        TestContextManager test = new TestContextManager(WithoutSpringBoot.class);
        WithoutSpringBoot instance = new WithoutSpringBoot();
        test.prepareTestInstance(instance);
        LocalKms kms = test.getTestContext().getApplicationContext().getBean(LocalKms.class);
        kms.faults().add(Fault.outage());
        assertThat(kms.faults().outageStrikes()).isTrue();

        test.afterTestMethod(instance, getClass().getDeclaredMethod("faults_endWithTheTest"), null);

        assertThat(kms.faults().outageStrikes()).isFalse();
    }

    @Test
    void startThatFails_beforeThereIsAContext_endsTheInstance() {
        SpringApplication application = new SpringApplication(OrdersApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        ConfigurableEnvironment environment = new StandardEnvironment();
        application.setEnvironment(environment);
        application.setMainApplicationClass(FailingStart.class);

        assertThatThrownBy(() -> application.run("--spring.config.import=opensesame:not/there"))
                .hasMessageContaining("not/there");

        LocalKms kms = LocalKmsProperties.instanceIn(environment).orElseThrow();
        assertThatThrownBy(() -> connect(kms.endpoint())).isInstanceOf(ConnectException.class);
    }

    @Test
    void secretWithoutValue_isRefused() {
        SpringApplication application = new SpringApplication(OrdersApplication.class);
        application.setMainApplicationClass(NoValue.class);

        assertThatThrownBy(application::run).hasMessageContaining("name=value");
    }

    private static ApplicationContext load(Class<?> testClass) {
        return new TestContextManager(testClass).getTestContext().getApplicationContext();
    }

    private static void connect(URI endpoint) throws IOException {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
    }
}

package io.opensesame.localkms.junit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.OpenSesame;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

@WithLocalKms(
        secrets = {"orders/db=s3cret", "with/equals=a=b"},
        region = "cn-beijing")
class WithLocalKmsTest {
    private static LocalKms ofTheClass;

    private final LocalKms ofTheConstructor;
    private @Nullable OpenSesame ofBeforeEach;

    WithLocalKmsTest(LocalKms kms) {
        this.ofTheConstructor = kms;
    }

    @BeforeAll
    static void beforeAll(LocalKms kms) {
        ofTheClass = kms;
    }

    @BeforeEach
    void beforeEach(LocalKms kms, OpenSesame sesame) {
        ofBeforeEach = sesame;
        assertThat(kms).isSameAs(ofTheClass);
    }

    @Test
    void oneInstance_servesConstructorLifeCycleAndTests(LocalKms kms) {
        assertThat(kms).isSameAs(ofTheClass).isSameAs(ofTheConstructor);
        assertThat(kms.region()).isEqualTo("cn-beijing");
    }

    @Test
    void secrets_areThere(LocalKms kms) {
        assertThatThrownBy(() -> kms.createSecret("orders/db", "again")).hasMessageContaining("Rejected.ResourceExist");
        assertThatThrownBy(() -> kms.createSecret("with/equals", "again"))
                .hasMessageContaining("Rejected.ResourceExist");
    }

    @Test
    void client_isConnectedAndTheSameInOneTest(OpenSesame one, OpenSesame other) {
        assertThat(one).isSameAs(other).isSameAs(ofBeforeEach);
        assertThat(one.secrets().get("with/equals").exposeText()).isEqualTo("a=b");
    }

    @Nested
    class Inside {
        @Test
        void nestedClass_getsAClient(OpenSesame sesame) {
            assertThat(sesame.secrets().get("orders/db").exposeText()).isEqualTo("s3cret");
        }

        @Test
        void nestedClass_sharesTheInstance(LocalKms kms) {
            assertThat(kms).isSameAs(ofTheClass);
        }
    }

    @Test
    void client_whenTheClockAdvances_readsAgain(LocalKms kms, OpenSesame sesame) {
        kms.createSecret("ageing", "old");
        sesame.secrets().get("ageing");
        kms.putSecretValue("ageing", "new");

        kms.clock().advance(Duration.ofHours(2));

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(sesame.secrets().get("ageing").exposeText()).isEqualTo("new"));
    }

    @Test
    void client_closedByATest_isFreshInTheNext() {
        run(Closing.class).testEvents().assertStatistics(events -> events.succeeded(2));
    }

    @Test
    void client_ofTheClass_outlivesItsTests() {
        run(OneInstance.class).testEvents().assertStatistics(events -> events.succeeded(2));

        OpenSesame ended = requireNonNull(OneInstance.ofBeforeAll);
        assertThatThrownBy(() -> ended.secrets().get("orders/db")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void faults_ofATest_endWithIt() {
        run(Faulty.class).testEvents().assertStatistics(events -> events.succeeded(2));
    }

    @Test
    void instance_afterItsClass_isClosed() {
        Subject.ENDPOINTS.clear();

        run(Subject.class).testEvents().assertStatistics(events -> events.succeeded(2));

        assertThat(Subject.ENDPOINTS).hasSize(2).containsOnly(Subject.ENDPOINTS.get(0));
        assertThatThrownBy(() -> new Socket(
                                Subject.ENDPOINTS.get(0).getHost(),
                                Subject.ENDPOINTS.get(0).getPort())
                        .close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void secret_withoutEqualsSign_failsTheClassWithTheRuleAndWithoutTheText() {
        run(Malformed.class)
                .containerEvents()
                .assertThatEvents()
                .anySatisfy(event -> assertThat(event.getPayload())
                        .asString()
                        .contains("name=value")
                        .doesNotContain("canary"));
    }

    private static EngineExecutionResults run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(testClass))
                .execute();
    }

    @WithLocalKms
    static class Subject {
        static final List<URI> ENDPOINTS = new ArrayList<>();

        @Test
        void one(LocalKms kms) {
            ENDPOINTS.add(kms.endpoint());
        }

        @Test
        void other(LocalKms kms) {
            ENDPOINTS.add(kms.endpoint());
        }
    }

    @WithLocalKms(secrets = "orders/db=s3cret")
    static class Closing {
        private final OpenSesame ofTheConstructor;

        Closing(OpenSesame sesame) {
            this.ofTheConstructor = sesame;
        }

        @RepeatedTest(2)
        void readsAndCloses(OpenSesame sesame) {
            assertThat(sesame).isSameAs(ofTheConstructor);
            assertThat(sesame.secrets().get("orders/db").exposeText()).isEqualTo("s3cret");
            sesame.close();
        }
    }

    @WithLocalKms(secrets = "orders/db=s3cret")
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        static @Nullable OpenSesame ofBeforeAll;

        private final OpenSesame ofTheConstructor;

        OneInstance(OpenSesame sesame) {
            this.ofTheConstructor = sesame;
        }

        @BeforeAll
        void beforeAll(OpenSesame sesame) {
            ofBeforeAll = sesame;
        }

        @RepeatedTest(2)
        void reads(OpenSesame sesame) {
            assertThat(ofTheConstructor).isSameAs(ofBeforeAll).isNotSameAs(sesame);
            assertThat(ofTheConstructor.secrets().refresh("orders/db").exposeText())
                    .isEqualTo("s3cret");
        }
    }

    @WithLocalKms(secrets = "orders/db=s3cret")
    static class Faulty {
        @RepeatedTest(2)
        void readsAndLeavesAFaultBehind(LocalKms kms, OpenSesame sesame) {
            assertThat(sesame.secrets().get("orders/db").exposeText()).isEqualTo("s3cret");
            kms.faults().add(Fault.error(404, "Forbidden.ResourceNotFound", ""));
        }
    }

    @WithLocalKms(secrets = "canary")
    static class Malformed {
        @Test
        void neverRuns() {}
    }
}

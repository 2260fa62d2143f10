package io.opensesame.localkms.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.OpenSesame;
import io.opensesame.localkms.LocalKms;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

@WithLocalKms(
        secrets = {"orders/db=s3cret", "with/equals=a=b"},
        region = "cn-beijing")
class WithLocalKmsTest {
    private static LocalKms ofTheClass;

    private final LocalKms ofTheConstructor;

    WithLocalKmsTest(LocalKms kms) {
        this.ofTheConstructor = kms;
    }

    @BeforeAll
    static void beforeAll(LocalKms kms) {
        ofTheClass = kms;
    }

    @BeforeEach
    void beforeEach(LocalKms kms) {
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
    void client_isConnectedAndTheSameForTheClass(OpenSesame one, OpenSesame other) {
        assertThat(one).isSameAs(other);
        assertThat(one.secrets().get("with/equals").exposeText()).isEqualTo("a=b");
    }

    @Nested
    class Inside {
        @Test
        void nestedClass_sharesTheClient(OpenSesame sesame) {
            assertThat(sesame.secrets().get("orders/db").exposeText()).isEqualTo("s3cret");
        }

        @Test
        void nestedClass_sharesTheInstance(LocalKms kms) {
            assertThat(kms).isSameAs(ofTheClass);
        }
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

    @WithLocalKms(secrets = "canary")
    static class Malformed {
        @Test
        void neverRuns() {}
    }
}

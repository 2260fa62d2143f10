package io.opensesame.samples.springboot.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample as ahead-of-time processing made it, without KMS; run by the JVM. */
class AheadOfTimeIT {
    private static final String ENABLED = "spring.aot.enabled";
    private static final List<String> SECRETS =
            List.of("orders/db", "shipping/api-key", "receipts/signing-key", "shop/settings");
    private static final Duration SOON = Duration.ofSeconds(20);

    @BeforeEach
    void use() {
        assumeTrue(
                getClass().getResource("/io/opensesame/samples/springboot/OrdersApplication__BeanDefinitions.class")
                        != null,
                "the sample was not processed ahead of time: run it by mvn verify");
        System.setProperty(ENABLED, "true");
    }

    @AfterEach
    void useNoMore() {
        System.clearProperty(ENABLED);
    }

    @Test
    void processedApplication_secretsRotate_takesOrders() throws Exception {
        try (Demo demo = Demo.start("--server.port=0", "--opensesame.cache.refresh-after=1s")) {
            ShopPage page = new ShopPage(demo.url());
            await().atMost(SOON).until(() -> demo.customers().content() > 5);

            for (String secret : SECRETS) {
                assertThat(page.rotate(secret)).isEqualTo(204);
            }

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(page.rotations()).containsExactlyInAnyOrderElementsOf(SECRETS));
            long content = demo.customers().content();
            await().atMost(SOON).until(() -> demo.customers().content() > content + 20);
            assertThat(demo.customers().disappointed()).isZero();
        }
    }
}

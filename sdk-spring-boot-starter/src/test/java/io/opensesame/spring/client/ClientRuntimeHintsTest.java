package io.opensesame.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

class ClientRuntimeHintsTest {
    @Test
    void filesOfTheClientLibrary_arePartOfANativeImage() {
        RuntimeHints hints = new RuntimeHints();

        new ClientRuntimeHints().registerHints(hints, getClass().getClassLoader());

        for (String file : new String[] {
            "io/opensesame/internal/http/version.properties",
            "io/opensesame/policy/catalogue/kms-operations.json",
            "io/opensesame/spring/actuate/version.properties"
        }) {
            assertThat(getClass().getClassLoader().getResource(file)).as(file).isNotNull();
            assertThat(RuntimeHintsPredicates.resource().forResource(file)).accepts(hints);
        }
    }
}

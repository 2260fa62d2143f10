package io.opensesame.spring.client;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** The files that the client library reads by their names; it looks up no class by its own. */
final class ClientRuntimeHints implements RuntimeHintsRegistrar {
    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources()
                .registerPattern("io/opensesame/internal/http/version.properties")
                .registerPattern("io/opensesame/policy/catalogue/*.json");
    }
}

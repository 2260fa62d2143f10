package io.opensesame.spring.client;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * The files that the client library and this starter read by their names.
 *
 * <p>No class is looked up by its name: BouncyCastle is called directly, not as a security provider, and what a
 * {@code ServiceLoader} finds is seen by the build.
 */
final class ClientRuntimeHints implements RuntimeHintsRegistrar {
    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources()
                .registerPattern("io/opensesame/internal/http/version.properties")
                .registerPattern("io/opensesame/policy/catalogue/*.json")
                .registerPattern("io/opensesame/spring/actuate/version.properties");
    }
}

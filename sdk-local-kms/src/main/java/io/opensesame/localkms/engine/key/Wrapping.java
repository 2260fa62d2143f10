package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.crypto.KeyAlgorithm;
import io.opensesame.localkms.engine.crypto.KeySpec;
import java.util.Map;
import java.util.Set;

/** Under what kind of key, and how, key material is encrypted on its way. */
record Wrapping(KeySpec spec, KeyAlgorithm algorithm) {
    private static final String SPEC = "WrappingKeySpec";
    private static final String ALGORITHM = "WrappingAlgorithm";

    /** Reads the two parameters, which have to fit together. */
    static Wrapping read(Parameters parameters, Map<KeySpec, Set<KeyAlgorithm>> offered) {
        String specName = parameters.required(SPEC);
        String algorithmName = parameters.required(ALGORITHM);
        KeySpec spec =
                KeySpec.of(specName).filter(offered::containsKey).orElseThrow(() -> ServiceRefusal.invalid(SPEC));
        KeyAlgorithm algorithm = KeyAlgorithm.of(algorithmName)
                .filter(offered.getOrDefault(spec, Set.of())::contains)
                .orElseThrow(() -> ServiceRefusal.invalid(ALGORITHM));
        return new Wrapping(spec, algorithm);
    }
}

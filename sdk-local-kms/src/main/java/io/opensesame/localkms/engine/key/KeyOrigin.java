package io.opensesame.localkms.engine.key;

import java.util.Arrays;
import java.util.Optional;

/** Who makes the material of a key. */
enum KeyOrigin {
    KMS("Aliyun_KMS"),
    EXTERNAL("EXTERNAL");

    private final String wireName;

    KeyOrigin(String wireName) {
        this.wireName = wireName;
    }

    static Optional<KeyOrigin> of(String wireName) {
        return Arrays.stream(values())
                .filter(origin -> origin.wireName.equals(wireName))
                .findFirst();
    }

    String wireName() {
        return wireName;
    }
}

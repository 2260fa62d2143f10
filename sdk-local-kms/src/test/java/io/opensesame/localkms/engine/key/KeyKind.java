package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.crypto.KeySpec;
import io.opensesame.localkms.engine.crypto.KeyUsage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A kind of key, as the tables of keys name it.
 *
 * @param name the spec, then {@code /E} for encrypting or {@code /S} for signing key pairs, or {@code /X} for imported
 *     material
 */
record KeyKind(String name) {
    KeySpec spec() {
        String spec = name.split("/", 2)[0];
        return KeySpec.of(spec).or(() -> KeySpec.of("Aliyun_" + spec)).orElseThrow();
    }

    KeyUsage usage() {
        return name.endsWith("/S") ? KeyUsage.SIGN_VERIFY : KeyUsage.ENCRYPT_DECRYPT;
    }

    boolean isExternal() {
        return name.endsWith("/X");
    }

    /** Returns the parameters that create such a key. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("KeySpec", spec().wireName());
        parameters.put("KeyUsage", usage().wireName());
        parameters.put("Origin", isExternal() ? "EXTERNAL" : "Aliyun_KMS");
        return parameters;
    }

    @Override
    public String toString() {
        return name;
    }
}

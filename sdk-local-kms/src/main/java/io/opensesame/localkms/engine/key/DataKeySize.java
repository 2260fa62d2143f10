package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.ServiceRefusal;

/** How long a data key is to be. */
final class DataKeySize {
    private static final int MAX_BYTES = 1_024;
    private static final int AES_256_BYTES = 32;
    private static final int AES_128_BYTES = 16;

    private DataKeySize() {}

    /** Reads {@code NumberOfBytes}, else {@code KeySpec}, and returns a number of bytes. */
    static int read(Parameters parameters) {
        int bySpec = switch (parameters.optional("KeySpec").orElse("AES_256")) {
            case "AES_256" -> AES_256_BYTES;
            case "AES_128" -> AES_128_BYTES;
            default -> throw ServiceRefusal.invalid("KeySpec");
        };
        return parameters.integer("NumberOfBytes", 1, MAX_BYTES, bySpec);
    }
}

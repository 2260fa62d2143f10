package io.opensesame.internal.envelope;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.error.EnvelopeException;
import io.opensesame.internal.envelope.message.CipherPool;
import io.opensesame.internal.envelope.message.DataKey;
import java.util.Arrays;

/** Makes data keys of what KMS answered. Thread-safe. */
final class DataKeys {
    private final CipherPool ciphers;

    DataKeys(CipherPool ciphers) {
        this.ciphers = ciphers;
    }

    /**
     * Returns the data key of these bytes, which are wiped.
     *
     * @throws EnvelopeException if they are none
     */
    DataKey of(AlgorithmSuite suite, byte[] raw) {
        try {
            if (raw.length != DataKey.LENGTH_BYTES) {
                throw new EnvelopeException("KMS answered with a data key of " + raw.length
                        + " bytes, but that of a message has " + DataKey.LENGTH_BYTES
                        + ": what it decrypted was not made by this library");
            }
            return DataKey.of(suite, raw, ciphers);
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }
}

package io.opensesame.internal.envelope;

import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import io.opensesame.kms.KmsEndpoint;
import java.util.List;

/**
 * A KMS that may be asked to decrypt data keys: home, or the endpoint of a key that the options name. What a header
 * says never adds one.
 *
 * @param endpoint its endpoint
 * @param keys the keys there whose messages are opened, with their endpoint
 */
record Place(KmsEndpoint endpoint, List<EnvelopeKey> keys) {
    /**
     * Whether the data key may have been encrypted here, as far as the regions tell; those that are not known may be
     * any.
     */
    boolean mayHaveEncrypted(EncryptedDataKey encrypted) {
        String here = endpoint.region().orElse("");
        return here.isEmpty()
                || encrypted.region().isEmpty()
                || encrypted.region().equals(here);
    }
}

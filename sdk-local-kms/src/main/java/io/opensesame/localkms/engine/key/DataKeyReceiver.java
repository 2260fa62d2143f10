package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.crypto.KeyAlgorithm;
import io.opensesame.localkms.engine.crypto.KeySpec;
import io.opensesame.localkms.engine.crypto.KeyWrapping;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** The public key under which a data key is handed out. */
final class DataKeyReceiver {
    private static final String PUBLIC_KEY = "PublicKeyBlob";
    private static final Map<KeySpec, Set<KeyAlgorithm>> WRAPPINGS = Map.of(
            KeySpec.RSA_2048, Set.of(KeyAlgorithm.RSAES_OAEP_SHA_256, KeyAlgorithm.RSAES_OAEP_SHA_1),
            KeySpec.EC_SM2, Set.of(KeyAlgorithm.SM2PKE));

    private final byte[] publicKey;
    private final KeyAlgorithm algorithm;

    private DataKeyReceiver(byte[] publicKey, KeyAlgorithm algorithm) {
        this.publicKey = publicKey;
        this.algorithm = algorithm;
    }

    static DataKeyReceiver read(Parameters parameters) {
        byte[] publicKey = parameters.bytes(PUBLIC_KEY);
        return new DataKeyReceiver(
                publicKey, Wrapping.read(parameters, WRAPPINGS).algorithm());
    }

    /** Returns the wrapped data key, which travels as Base64, or refuses a public key that does not fit it. */
    String wrap(byte[] dataKey, SecureRandom random) {
        try {
            return Base64.getEncoder().encodeToString(KeyWrapping.wrap(algorithm, publicKey, dataKey, random));
        } catch (IllegalArgumentException e) {
            throw ServiceRefusal.invalid(PUBLIC_KEY);
        }
    }
}

package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.WireTime;
import io.opensesame.localkms.engine.crypto.KeyAlgorithm;
import io.opensesame.localkms.engine.crypto.KeySpec;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The operations that bring the material of keys of external origin, and take it away. */
final class ImportOperations {
    private static final String KEY_ID = "KeyId";
    private static final String EXPIRY = "KeyMaterialExpireUnix";
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(24);
    private static final int TOKEN_BYTES = 96;
    private static final Instant LAST_EXPIRY = Instant.parse("9999-12-31T23:59:59Z");
    private static final Map<KeySpec, Set<KeyAlgorithm>> WRAPPINGS = Map.of(
            KeySpec.RSA_2048,
            Set.of(KeyAlgorithm.RSAES_PKCS1_V1_5, KeyAlgorithm.RSAES_OAEP_SHA_1, KeyAlgorithm.RSAES_OAEP_SHA_256),
            KeySpec.EC_SM2,
            Set.of(KeyAlgorithm.SM2PKE));

    private final StoredKeys keys;
    private final SecureRandom random;

    ImportOperations(StoredKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    Map<String, Operation> table() {
        return Map.of(
                "GetParametersForImport", Operation.deferring(this::prepare),
                "ImportKeyMaterial", Operation.rescheduling(this::importMaterial),
                "DeleteKeyMaterial", Operation.rescheduling(this::deleteMaterial));
    }

    /** Makes a wrapping key and a token for it; earlier ones of the same key stay good for their time. */
    private Supplier<ObjectNode> prepare(Request request) {
        Wrapping wrapping = Wrapping.read(request.parameters(), WRAPPINGS);
        StoredKey key = findExternal(request);
        LazyKeyPair wrappingKey = new LazyKeyPair(wrapping.spec(), random);
        Instant expiry = request.now().plus(TOKEN_LIFETIME);
        String token = newToken();
        key.external().accept(token, new ImportParameters(wrappingKey, wrapping.algorithm(), expiry));
        return () -> Json.object()
                .put(KEY_ID, key.id())
                .put("ImportToken", token)
                .put(
                        "PublicKey",
                        Base64.getEncoder().encodeToString(wrappingKey.get().publicKeyDer()))
                .put("TokenExpireTime", WireTime.date(expiry));
    }

    private ObjectNode importMaterial(Request request) {
        Parameters parameters = request.parameters();
        byte[] wrapped = parameters.bytes("EncryptedKeyMaterial");
        String token = parameters.required("ImportToken");
        Optional<Instant> expiry = expiry(parameters, request.now());
        StoredKey key = findExternal(request);
        if (key.state() == KeyState.PENDING_DELETION) {
            throw KeyRefusals.stateNotModified();
        }
        ImportParameters accepted = key.external().of(token).orElseThrow(KeyRefusals::invalidImportToken);
        if (!request.now().isBefore(accepted.expiry())) {
            throw KeyRefusals.expiredImportToken();
        }
        byte[] material = accepted.wrappingKey()
                .get()
                .decrypt(accepted.algorithm(), wrapped)
                .filter(bytes -> bytes.length == key.traits().spec().materialBytes())
                .filter(key.external()::admits)
                .orElseThrow(KeyRefusals::invalidMaterial);
        key.putMaterial(material, expiry);
        return Json.object();
    }

    private ObjectNode deleteMaterial(Request request) {
        findExternal(request).dropMaterial();
        return Json.object();
    }

    /** Reads a time in seconds since 1970, which must be ahead; 0 means never. */
    private static Optional<Instant> expiry(Parameters parameters, Instant now) {
        String text = parameters.required(EXPIRY);
        if (!text.matches("[0-9]{1,12}")) {
            throw ServiceRefusal.invalid(EXPIRY);
        }
        if (text.matches("0+")) {
            return Optional.empty();
        }
        Instant expiry = Instant.ofEpochSecond(Long.parseLong(text));
        if (!expiry.isAfter(now) || expiry.isAfter(LAST_EXPIRY)) {
            throw ServiceRefusal.invalid(EXPIRY);
        }
        return Optional.of(expiry);
    }

    private StoredKey findExternal(Request request) {
        StoredKey key = keys.find(request, KEY_ID);
        if (key.traits().origin() != KeyOrigin.EXTERNAL) {
            throw KeyRefusals.unsupportedOrigin();
        }
        return key;
    }

    private String newToken() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return Base64.getEncoder().encodeToString(token);
    }
}

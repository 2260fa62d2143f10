package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The state of one account's Secrets Manager in one region, and the operations on it. Thread-safe. */
public final class KmsEngine {
    private final AccessKeys accessKeys;
    private final Map<String, Operation> operations = new HashMap<>();

    /**
     * Creates an engine without secrets and AccessKeys.
     *
     * @param accountId the account that owns every secret
     * @param region the region in the ARNs
     * @param clock what every date, recovery window and rotation goes by
     * @param random where passwords, keys and ids come from
     */
    public KmsEngine(String accountId, String region, Clock clock, SecureRandom random) {
        this.accessKeys = new AccessKeys(clock, random);
    }

    /**
     * Performs one operation and returns its flat JSON answer, without {@code RequestId}, which the front adds.
     *
     * @param action the operation's name, such as {@code GetSecretValue}
     * @param parameters the operation's own parameters by their wire names; unknown ones are ignored
     * @throws ServiceRefusal if the service would answer with an error
     */
    public ObjectNode perform(String action, Map<String, String> parameters, Caller caller) {
        Operation operation = operations.get(action);
        if (operation == null) {
            throw ServiceRefusal.unknownAction();
        }
        return operation.perform(parameters, caller);
    }

    /** Returns the AccessKeys that may sign calls. */
    public AccessKeys accessKeys() {
        return accessKeys;
    }
}

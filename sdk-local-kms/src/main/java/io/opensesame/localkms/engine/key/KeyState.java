package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.ServiceRefusal;

/** What may be done with a key at the moment. */
enum KeyState {
    ENABLED("Enabled"),
    DISABLED("Disabled"),
    PENDING_DELETION("PendingDeletion"),
    PENDING_IMPORT("PendingImport");

    private final String wireName;

    KeyState(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    /** Refuses an operation because the key is in this state. */
    ServiceRefusal refusal() {
        return new ServiceRefusal(
                409, "Rejected." + wireName, "The request was rejected because the key state is " + wireName + ".");
    }
}

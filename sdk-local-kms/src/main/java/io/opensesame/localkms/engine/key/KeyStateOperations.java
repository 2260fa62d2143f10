package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Duration;
import java.util.Map;

/** The operations that change the state of a key: enable and disable, delete, restore and protect. */
final class KeyStateOperations {
    private static final String KEY_ID = "KeyId";
    private static final String PROTECTED_ARN = "ProtectedResourceArn";
    private static final int MIN_WINDOW_DAYS = 7;
    private static final int MAX_WINDOW_DAYS = 366;

    private final StoredKeys keys;

    KeyStateOperations(StoredKeys keys) {
        this.keys = keys;
    }

    Map<String, Operation> table() {
        return Map.of(
                "EnableKey", Operation.rescheduling(this::enable),
                "DisableKey", Operation.rescheduling(this::disable),
                "ScheduleKeyDeletion", Operation.rescheduling(this::scheduleDeletion),
                "CancelKeyDeletion", Operation.rescheduling(this::cancelDeletion),
                "SetDeletionProtection", Operation.of(this::protect));
    }

    private ObjectNode enable(Request request) {
        findSwitchable(request).enable(request.now());
        return Json.object();
    }

    private ObjectNode disable(Request request) {
        findSwitchable(request).disable();
        return Json.object();
    }

    private ObjectNode scheduleDeletion(Request request) {
        Parameters parameters = request.parameters();
        parameters.required("PendingWindowInDays");
        int days = parameters.integer("PendingWindowInDays", MIN_WINDOW_DAYS, MAX_WINDOW_DAYS, MAX_WINDOW_DAYS);
        StoredKey key = keys.find(request, KEY_ID);
        if (key.state() == KeyState.PENDING_DELETION) {
            throw KeyRefusals.stateNotModified();
        }
        if (key.isDeletionProtected()) {
            throw KeyRefusals.deletionProtected();
        }
        key.scheduleDeletion(request.now().plus(Duration.ofDays(days)));
        return Json.object();
    }

    private ObjectNode cancelDeletion(Request request) {
        StoredKey key = keys.find(request, KEY_ID);
        if (key.state() != KeyState.PENDING_DELETION) {
            throw KeyRefusals.stateNotModified();
        }
        key.cancelDeletion(request.now());
        return Json.object();
    }

    private ObjectNode protect(Request request) {
        Parameters parameters = request.parameters();
        boolean protect = parameters.requiredFlag("EnableDeletionProtection");
        boolean byArn = parameters.optional(PROTECTED_ARN).isPresent();
        if (!byArn && parameters.optional(KEY_ID).isEmpty()) {
            throw ServiceRefusal.missing(PROTECTED_ARN);
        }
        StoredKey key = keys.find(request, byArn ? PROTECTED_ARN : KEY_ID);
        key.requireNotScheduled();
        key.protectFromDeletion(
                protect, parameters.optional("DeletionProtectionDescription").orElse(""));
        return Json.object();
    }

    private StoredKey findSwitchable(Request request) {
        StoredKey key = keys.find(request, KEY_ID);
        if (key.state() == KeyState.PENDING_DELETION || key.state() == KeyState.PENDING_IMPORT) {
            throw KeyRefusals.stateNotModified();
        }
        return key;
    }
}

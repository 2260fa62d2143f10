package io.opensesame.localkms.engine;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.Arrays;

/** The types of secrets. All but {@link #GENERIC} are managed: the service itself makes and rotates their values. */
enum SecretType {
    GENERIC("Generic"),
    RDS("Rds"),
    REDIS("Redis"),
    POLAR_DB("PolarDB"),
    RAM_CREDENTIALS("RAMCredentials"),
    ECS("ECS");

    private final String wireName;

    SecretType(String wireName) {
        this.wireName = wireName;
    }

    static SecretType of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> ServiceRefusal.invalid("SecretType"));
    }

    String wireName() {
        return wireName;
    }

    boolean isManaged() {
        return this != GENERIC;
    }

    /** Returns the name that a new secret of this type gets. */
    String nameFor(String requested, ExtendedConfig config) {
        if (this == RAM_CREDENTIALS) {
            if (!requested.equals("$Auto")) {
                throw ServiceRefusal.invalid("SecretName");
            }
            return "acs/ram/user/" + config.text("UserName");
        }
        SecretNames.check("SecretName", requested);
        if (this == ECS ? !requested.startsWith("acs/ecs/") : requested.startsWith("acs/")) {
            throw ServiceRefusal.invalid("SecretName");
        }
        return requested;
    }
}

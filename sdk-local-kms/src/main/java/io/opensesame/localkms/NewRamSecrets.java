package io.opensesame.localkms;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** Creates RAM secrets with all that they need. */
final class NewRamSecrets {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RamAccount ram;
    private final Seeding seeding;

    NewRamSecrets(RamAccount ram, Seeding seeding) {
        this.ram = ram;
        this.seeding = seeding;
    }

    /** Returns the name of the new secret. */
    String create(String userName, Optional<Duration> rotationInterval) {
        ram.authorizeRotation();
        LocalAccessKey key = ram.createUser(userName).createAccessKey();
        NewSecret secret = new NewSecret(seeding, "$Auto")
                .type("RAMCredentials")
                .extendedConfig(configuration(userName))
                .text(value(key));
        rotationInterval.ifPresent(secret::rotationInterval);
        secret.create();
        return "acs/ram/user/" + userName;
    }

    private static String configuration(String userName) {
        return JSON.createObjectNode()
                .put("SecretSubType", "RamUserAccessKey")
                .put("UserName", userName)
                .toString();
    }

    private static String value(LocalAccessKey key) {
        ObjectNode value = JSON.createObjectNode();
        value.putArray("AccessKeys")
                .addObject()
                .put("AccessKeyId", key.accessKeyId())
                .put("AccessKeySecret", key.exposeAccessKeySecret());
        return value.toString();
    }
}

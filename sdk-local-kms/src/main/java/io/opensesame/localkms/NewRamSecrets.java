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

    /** Returns the name of the new secret; if that is refused, there is no new user either. */
    String create(String userName, Optional<Duration> rotationInterval) {
        ram.authorizeRotation();
        RamUser user = ram.createUser(userName);
        LocalAccessKey key = user.createAccessKey();
        try {
            create(userName, key, rotationInterval);
        } catch (IllegalArgumentException refused) {
            user.ram().perform(identities -> identities.accessKeys().delete(key.accessKeyId()));
            user.delete();
            throw refused;
        }
        return "acs/ram/user/" + userName;
    }

    private void create(String userName, LocalAccessKey key, Optional<Duration> rotationInterval) {
        NewSecret secret = new NewSecret(seeding, "$Auto")
                .type("RAMCredentials")
                .extendedConfig(configuration(userName))
                .text(value(key));
        rotationInterval.ifPresent(secret::rotationInterval);
        secret.create();
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

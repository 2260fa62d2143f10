package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.WireTime;
import io.opensesame.localkms.engine.identity.AccessKey;
import io.opensesame.localkms.engine.identity.Identities;
import io.opensesame.localkms.engine.identity.Identity;
import io.opensesame.localkms.engine.identity.ManagedAccessKeys;
import io.opensesame.localkms.engine.identity.RotationRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * RAMCredentials secrets. KMS manages the AccessKeys of the RAM user through its service role. A rotation creates a new
 * AccessKey and opens the rotation window, in which the old one goes on working; when the window closes, the old
 * AccessKey is disabled and deleted, and its version with it. A user has two AccessKeys at most, so a second one, which
 * the secret took over at its creation or which was made since, goes at a rotation.
 */
final class RamAccessKeys implements ManagedType {
    /*
     * A rotation first makes sure that the role may do all four things that the whole of it takes: what fails then has
     * changed nothing. If the window's end is refused (the role lost a permission meanwhile), the old AccessKey and its
     * version stay as they are; the next rotation finds two AccessKeys and removes that one.
     */

    private static final Duration AUTOMATIC_WINDOW = Duration.ofDays(2);
    private static final Duration MIN_WINDOW = Duration.ofMinutes(10);
    private static final Duration MAX_WINDOW = Duration.ofDays(2);
    private static final int MAX_KEYS = 2;
    private static final String PARAMETER = "SecretData";

    private final String accountId;
    private final Identities identities;
    private final RotationRole role;
    private Duration windowOnDemand = MAX_WINDOW;

    RamAccessKeys(String accountId, Identities identities, RotationRole role) {
        this.accountId = accountId;
        this.identities = identities;
        this.role = role;
    }

    void setWindowOnDemand(Duration window) {
        if (window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    "need 10 minutes <= rotation window <= 2 days, as the service does: " + window);
        }
        windowOnDemand = window;
    }

    @Override
    public ExtendedConfig configure(ExtendedConfig sent) {
        sent.oneOf("SecretSubType", Set.of("RamUserAccessKey"));
        if (!userName(sent).matches("[A-Za-z0-9._-]{1,64}")) {
            throw ServiceRefusal.invalid("ExtendedConfig.UserName");
        }
        return sent;
    }

    /**
     * Takes over the AccessKeys of the user, which have to be all that there are. Their secrets are not verified: a
     * wrong one is put right by the first rotation. The codes of the refusals are inferred.
     */
    @Override
    public List<String> firstValues(String secretData, ExtendedConfig config, Instant now) {
        Map<String, String> sent = read(secretData);
        String userName = userName(config);
        List<String> ofUser = identities.accessKeyIdsOf(Identity.user(accountId, userName));
        for (String id : sent.keySet()) {
            if (!ofUser.contains(id)) {
                throw ServiceRefusal.invalid(
                        PARAMETER, "the RAM user '" + userName + "' has no AccessKey '" + id + "'");
            }
        }
        for (String id : ofUser) {
            if (!sent.containsKey(id)) {
                throw ServiceRefusal.invalid(
                        PARAMETER,
                        "it lacks the AccessKey '" + id + "' of the RAM user '" + userName
                                + "', all of whose AccessKeys have to be in it");
            }
        }
        List<String> values = new ArrayList<>();
        sent.forEach((id, secret) -> values.add(value(id, secret, now)));
        return values;
    }

    @Override
    public String nextValue(StoredSecret secret, Instant at) {
        ManagedAccessKeys keys = keysOf(secret, at);
        keys.requireRotation();
        AccessKey key = keys.createBeside(currentAccessKeyId(secret));
        secret.versions().removePrevious();
        return value(key.id(), key.exposeSecret(), at);
    }

    @Override
    public Duration rotationWindow(RotationCause cause) {
        return cause == RotationCause.SCHEDULE ? AUTOMATIC_WINDOW : windowOnDemand;
    }

    @Override
    public void retirePrevious(StoredSecret secret, Instant at) {
        ManagedAccessKeys keys = keysOf(secret, at);
        keys.requireRemoval();
        secret.versions()
                .at(VersionStages.PREVIOUS)
                .map(RamAccessKeys::accessKeyIdIn)
                .ifPresent(keys::remove);
        secret.versions().removePrevious();
    }

    private ManagedAccessKeys keysOf(StoredSecret secret, Instant at) {
        return role.keysOf(userName(secret.extendedConfig()), at);
    }

    private static String userName(ExtendedConfig config) {
        return config.text("UserName");
    }

    /** Returns the secrets of the AccessKeys by their ids, in the order in which they were sent. */
    private static Map<String, String> read(String secretData) {
        JsonNode keys = Json.readObject(PARAMETER, secretData).path("AccessKeys");
        if (!(keys instanceof ArrayNode) || keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
        Map<String, String> secretsById = new LinkedHashMap<>();
        for (JsonNode key : keys) {
            String id = Json.text(PARAMETER, key, "AccessKeyId");
            if (secretsById.putIfAbsent(id, Json.text(PARAMETER, key, "AccessKeySecret")) != null) {
                throw ServiceRefusal.invalid(PARAMETER);
            }
        }
        return secretsById;
    }

    private static String value(String id, String secret, Instant generatedAt) {
        return Json.object()
                .put("AccessKeyId", id)
                .put("AccessKeySecret", secret)
                .put("GenerateTimestamp", WireTime.date(generatedAt))
                .toString();
    }

    private static String currentAccessKeyId(StoredSecret secret) {
        return accessKeyIdIn(secret.versions().at(VersionStages.CURRENT).orElseThrow());
    }

    private static String accessKeyIdIn(SecretVersion version) {
        return Json.text(PARAMETER, Json.readObject(PARAMETER, version.exposeData()), "AccessKeyId");
    }
}

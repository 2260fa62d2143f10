package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.WireTime;
import io.opensesame.localkms.engine.identity.AccessKey;
import io.opensesame.localkms.engine.identity.Identities;
import io.opensesame.localkms.engine.identity.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * RAMCredentials secrets. A rotation creates a new AccessKey of the RAM user and opens the rotation window, in which
 * the old one goes on working; when the window closes, the old AccessKey and its version are deleted. A user has two
 * AccessKeys at most, so a second one, which the secret took over at its creation or which was made since, goes at a
 * rotation. A rotation creates a RAM user that is not there, where the service's would fail.
 */
final class RamAccessKeys implements ManagedType {
    static final Duration DEFAULT_WINDOW = Duration.ofDays(2);

    private static final Duration MIN_WINDOW = Duration.ofMinutes(10);
    private static final Duration MAX_WINDOW = Duration.ofDays(2);
    private static final int MAX_KEYS = 2;
    private static final String PARAMETER = "SecretData";

    private final String accountId;
    private final Identities identities;
    private Duration window = DEFAULT_WINDOW;

    RamAccessKeys(String accountId, Identities identities) {
        this.accountId = accountId;
        this.identities = identities;
    }

    void setWindow(Duration newWindow) {
        if (newWindow.compareTo(MIN_WINDOW) < 0 || newWindow.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    "need 10 minutes <= rotation window <= 2 days, as the service does: " + newWindow);
        }
        window = newWindow;
    }

    @Override
    public ExtendedConfig configure(ExtendedConfig sent) {
        sent.oneOf("SecretSubType", Set.of("RamUserAccessKey"));
        if (!sent.text("UserName").matches("[A-Za-z0-9._-]{1,64}")) {
            throw ServiceRefusal.invalid("ExtendedConfig.UserName");
        }
        return sent;
    }

    @Override
    public List<String> firstValues(String secretData, ExtendedConfig config, Instant now) {
        JsonNode keys = Json.readObject(PARAMETER, secretData).path("AccessKeys");
        if (!(keys instanceof ArrayNode) || keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
        Set<String> ids = new HashSet<>();
        List<String> values = new ArrayList<>();
        for (JsonNode key : keys) {
            String id = Json.text(PARAMETER, key, "AccessKeyId");
            if (!ids.add(id)) {
                throw ServiceRefusal.invalid(PARAMETER);
            }
            values.add(value(id, Json.text(PARAMETER, key, "AccessKeySecret"), now));
        }
        return values;
    }

    @Override
    public String nextValue(StoredSecret secret, Instant at) {
        retirePrevious(secret);
        Identity user = Identity.user(accountId, secret.extendedConfig().text("UserName"));
        AccessKey key = identities.rotateAccessKey(user, currentAccessKeyId(secret));
        secret.openRotationWindow(at.plus(window));
        return value(key.id(), key.exposeSecret(), at);
    }

    @Override
    public void retirePrevious(StoredSecret secret) {
        secret.versions()
                .at(VersionStages.PREVIOUS)
                .map(RamAccessKeys::accessKeyIdIn)
                .filter(id -> isOfUser(id, secret))
                .ifPresent(identities.accessKeys()::delete);
        secret.versions().removePrevious();
        secret.closeRotationWindow();
    }

    /** What a secret says is the user's key may be somebody else's, which it must not delete. */
    private boolean isOfUser(String accessKeyId, StoredSecret secret) {
        Caller user = Caller.ramUser(accountId, secret.extendedConfig().text("UserName"));
        return identities
                .accessKeys()
                .find(accessKeyId)
                .filter(key -> key.caller().principalArn().equals(user.principalArn()))
                .isPresent();
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

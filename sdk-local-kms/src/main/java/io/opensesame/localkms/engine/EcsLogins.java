package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** ECS secrets: a rotation gives the operating system's user a new password or a new RSA key pair. */
final class EcsLogins implements ManagedType {
    private static final String PARAMETER = "SecretData";
    private static final String SUB_TYPE = "SecretSubType";
    private static final String PASSWORD = "Password";
    private static final String SSH_KEY = "SSHKey";

    private final PasswordGenerator passwords;
    private final SshKeyGenerator keys;

    EcsLogins(PasswordGenerator passwords, SshKeyGenerator keys) {
        this.passwords = passwords;
        this.keys = keys;
    }

    @Override
    public ExtendedConfig configure(ExtendedConfig sent) {
        sent.oneOf(SUB_TYPE, Set.of(PASSWORD, SSH_KEY));
        sent.text("InstanceId");
        return sent;
    }

    @Override
    public List<String> firstValues(String secretData, ExtendedConfig config, Instant now) {
        ObjectNode data = Json.readObject(PARAMETER, secretData);
        String userName = Json.text(PARAMETER, data, "UserName");
        if (usesPassword(config)) {
            return List.of(login(userName, Json.text(PARAMETER, data, "Password")));
        }
        String privateKey = Json.text(PARAMETER, data, "PrivateKey");
        if (!privateKey.contains("-----BEGIN ")) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
        return List.of(login(userName, Json.text(PARAMETER, data, "PublicKey"), privateKey));
    }

    @Override
    public String nextValue(StoredSecret secret, Instant at) {
        SecretVersion current = secret.versions().at(VersionStages.CURRENT).orElseThrow();
        String userName = Json.text(PARAMETER, Json.readObject(PARAMETER, current.exposeData()), "UserName");
        if (usesPassword(secret.extendedConfig())) {
            return login(userName, passwords.accountPassword());
        }
        SshKeyGenerator.KeyTexts pair = keys.generate();
        return login(userName, pair.openSshPublicKey(), pair.exposePrivateKeyPem());
    }

    private static boolean usesPassword(ExtendedConfig config) {
        return config.text(SUB_TYPE).equals(PASSWORD);
    }

    private static String login(String userName, String password) {
        return Json.object().put("UserName", userName).put("Password", password).toString();
    }

    private static String login(String userName, String publicKey, String privateKey) {
        return Json.object()
                .put("UserName", userName)
                .put("PublicKey", publicKey)
                .put("PrivateKey", privateKey)
                .toString();
    }
}

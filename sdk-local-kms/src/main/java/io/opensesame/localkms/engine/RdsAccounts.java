package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rds secrets. SingleUser gives its account a new password; DoubleUsers gives one to the account that is not in use,
 * and then uses that one. A DoubleUsers secret that was created with one account gets the second, {@code <name>_clone},
 * with its first rotation (the name is our choice; it is Redis' and PolarDB's).
 */
final class RdsAccounts implements ManagedType {
    private static final String SUB_TYPE = "SecretSubType";
    private static final String SINGLE = "SingleUser";
    private static final String DOUBLE = "DoubleUsers";

    private final PasswordGenerator passwords;

    RdsAccounts(PasswordGenerator passwords) {
        this.passwords = passwords;
    }

    @Override
    public ExtendedConfig configure(ExtendedConfig sent) {
        sent.oneOf(SUB_TYPE, Set.of(SINGLE, DOUBLE));
        sent.text("DBInstanceId");
        return sent;
    }

    @Override
    public List<String> firstValues(String secretData, ExtendedConfig config, Instant now) {
        JsonNode accounts = Json.readObject("SecretData", secretData).path("Accounts");
        int maximum = config.text(SUB_TYPE).equals(SINGLE) ? 1 : 2;
        if (!(accounts instanceof ArrayNode) || accounts.isEmpty() || accounts.size() > maximum) {
            throw ServiceRefusal.invalid("SecretData");
        }
        List<String> values = new ArrayList<>();
        accounts.forEach(account -> values.add(AccountLogin.check(account)));
        return values;
    }

    @Override
    public String nextValue(StoredSecret secret, Instant at) {
        return AccountLogin.of(nextAccount(secret), passwords.accountPassword());
    }

    private static String nextAccount(StoredSecret secret) {
        String current = AccountLogin.accountNameIn(
                secret.versions().at(VersionStages.CURRENT).orElseThrow());
        if (secret.extendedConfig().text(SUB_TYPE).equals(SINGLE)) {
            return current;
        }
        return secret.versions()
                .at(VersionStages.PREVIOUS)
                .map(AccountLogin::accountNameIn)
                .orElse(current + "_clone");
    }
}

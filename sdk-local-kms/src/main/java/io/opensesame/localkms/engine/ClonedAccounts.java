package io.opensesame.localkms.engine;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Redis and PolarDB secrets: the service makes two accounts, {@code <name>} and {@code <name>_clone}, uses one, and at
 * each rotation gives the other a new password and uses that one.
 */
final class ClonedAccounts implements ManagedType {
    private static final String ACCOUNT = "AccountName";
    private static final String CLONE = "CloneAccountName";

    private final SecretType type;
    private final PasswordGenerator passwords;

    ClonedAccounts(SecretType type, PasswordGenerator passwords) {
        this.type = type;
        this.passwords = passwords;
    }

    @Override
    public ExtendedConfig configure(ExtendedConfig sent) {
        sent.oneOf("SecretSubType", Set.of("DoubleUsers"));
        if (type == SecretType.REDIS) {
            sent.text("InstanceId");
            sent.text("AccountPrivilege");
        } else {
            requirePolarDbFields(sent);
        }
        ExtendedConfig complete = sent.withDefault(CLONE, sent.text(ACCOUNT) + "_clone");
        complete.text(CLONE);
        return complete;
    }

    @Override
    public List<String> firstValues(String secretData, ExtendedConfig config, Instant now) {
        if (!secretData.equals("$Auto")) {
            throw ServiceRefusal.invalid("SecretData");
        }
        return List.of(
                AccountLogin.of(config.text(ACCOUNT), passwords.accountPassword()),
                AccountLogin.of(config.text(CLONE), passwords.accountPassword()));
    }

    @Override
    public String nextValue(StoredSecret secret, Instant at) {
        String idle = AccountLogin.accountNameIn(
                secret.versions().at(VersionStages.PREVIOUS).orElseThrow());
        return AccountLogin.of(idle, passwords.accountPassword());
    }

    private static void requirePolarDbFields(ExtendedConfig sent) {
        sent.text("DBClusterId");
        if (sent.oneOf("DBType", Set.of("MySQL", "PostgreSQL")).equals("MySQL")) {
            sent.text("DBName");
            sent.text("AccountPrivilege");
        }
        sent.withDefault("AccountType", "Normal").oneOf("AccountType", Set.of("Normal"));
    }
}

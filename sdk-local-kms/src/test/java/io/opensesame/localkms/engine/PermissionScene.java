package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.audit.AuditEntry;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.Origin;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.identity.Identity;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.TrustPolicy;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An engine whose callers have exactly the policies that a test gives them. */
final class PermissionScene {
    static final String ACCOUNT = "1192853035110001";
    static final String FOREIGN_ACCOUNT = "1903253031260002";
    static final String ARN = "acs:kms:cn-hangzhou:" + ACCOUNT + ":";
    static final String FOREIGN_ARN = "acs:kms:cn-hangzhou:" + FOREIGN_ACCOUNT + ":";
    static final Caller ROOT = Caller.root(ACCOUNT);
    static final Caller ALICE = Caller.ramUser(ACCOUNT, "alice");
    static final Caller STRANGER = Caller.ramUser(FOREIGN_ACCOUNT, "alice");
    private static final Origin OUTSIDE = Origin.of("203.0.113.7", true);

    private static final String POLICY = "the-policy";

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z"));
    final KmsEngine engine = new KmsEngine(ACCOUNT, "cn-hangzhou", clock, new SecureRandom());

    private final Set<Identity> known = new HashSet<>();
    private final Set<Identity> given = new HashSet<>();

    /** Replaces the policies of a RAM user or role by one, none if there are no statements. */
    void give(Caller caller, Statement... statements) {
        Identity identity = identity(caller);
        if (given.remove(identity)) {
            engine.identities().detachPolicy(identity, POLICY);
        }
        if (statements.length > 0) {
            engine.identities().attachPolicy(identity, POLICY, RamPolicy.of(statements));
            given.add(identity);
        }
    }

    /** Replaces the policies of a RAM user or role by one that has exactly these permissions. */
    void give(Caller caller, List<Permission> permissions) {
        give(caller, permissions.stream().map(Permission::statement).toArray(Statement[]::new));
    }

    /** Returns the user, or the role of the session, which is created if it is not there. */
    private Identity identity(Caller caller) {
        Principal principal = Principal.ofRam(caller.principalArn());
        if (principal.type() == Principal.Type.RAM_USER) {
            Identity user = Identity.user(caller.accountId(), principal.name());
            if (known.add(user)) {
                engine.identities().createUser(user);
            }
            return user;
        }
        Identity role = Identity.role(caller.accountId(), principal.name());
        if (known.add(role)) {
            engine.identities()
                    .createRole(
                            role,
                            TrustPolicy.of(Statement.allow()
                                    .principal(Principal.account(caller.accountId()))
                                    .action("sts:AssumeRole")
                                    .build()));
        }
        return role;
    }

    ObjectNode call(Caller caller, String operation, String... namesAndValues) {
        return call(caller, operation, TestKms.parameters(namesAndValues));
    }

    ObjectNode call(Caller caller, String operation, Map<String, String> parameters) {
        return engine.perform(operation, parameters, caller, OUTSIDE);
    }

    /** Seeds the engine, which leaves no trace in the audit trail. */
    ObjectNode seed(String operation, String... namesAndValues) {
        return engine.perform(operation, TestKms.parameters(namesAndValues), ROOT);
    }

    void createSecret(String name, String... more) {
        String[] all = Arrays.copyOf(
                new String[] {"SecretName", name, "VersionId", "v1", "SecretData", "value"}, 6 + more.length);
        System.arraycopy(more, 0, all, 6, more.length);
        seed("CreateSecret", all);
    }

    String createKey(String... namesAndValues) {
        return seed("CreateKey", namesAndValues).at("/KeyMetadata/KeyId").asText();
    }

    ServiceRefusal refused(Caller caller, String operation, String... namesAndValues) {
        return refused(caller, operation, TestKms.parameters(namesAndValues));
    }

    ServiceRefusal refused(Caller caller, String operation, Map<String, String> parameters) {
        try {
            call(caller, operation, parameters);
        } catch (ServiceRefusal refusal) {
            return refusal;
        }
        throw new AssertionError(operation + " succeeded, and had to be refused");
    }

    List<AuditEntry> trail() {
        return engine.auditTrail().entries();
    }

    /** An action on a resource. */
    record Permission(String action, String arn) {
        static Permission of(AuditEntry entry) {
            return new Permission(entry.action(), entry.resource());
        }

        Statement statement() {
            return Statement.allow().action(action).resource(arn).build();
        }
    }
}

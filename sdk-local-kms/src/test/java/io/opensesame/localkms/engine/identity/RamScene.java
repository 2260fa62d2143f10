package io.opensesame.localkms.engine.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.audit.AuditEntry;
import io.opensesame.localkms.engine.KmsEngine;
import io.opensesame.localkms.engine.ManualClock;
import io.opensesame.localkms.engine.TestKms;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.Origin;
import io.opensesame.localkms.engine.call.ServiceApi;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** RAM and STS on a manual clock, called as the API is. */
final class RamScene {
    static final String ACCOUNT = "1192853035110001";
    static final String FOREIGN = "1903253031260002";
    static final Caller ROOT = Caller.root(ACCOUNT);
    static final Caller ALICE = Caller.ramUser(ACCOUNT, "alice");
    static final String DOCUMENT =
            "{ \"Version\":\"1\", \"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}]}";
    static final String OTHER_DOCUMENT = DOCUMENT.replace("Decrypt", "Encrypt");
    static final String TRUST = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
            + "\"Principal\":{\"RAM\":[\"acs:ram::" + ACCOUNT + ":root\"]}}]}";
    private static final Origin OUTSIDE = Origin.of("203.0.113.7", true);

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00.750Z"));
    final KmsEngine engine = new KmsEngine(ACCOUNT, "cn-hangzhou", clock, new SecureRandom());

    ObjectNode ram(Caller caller, String operation, String... namesAndValues) {
        return ram(caller, operation, TestKms.parameters(namesAndValues));
    }

    ObjectNode ram(Caller caller, String operation, Map<String, String> parameters) {
        return engine.ram().perform(operation, parameters, caller, OUTSIDE);
    }

    ObjectNode sts(Caller caller, String operation, String... namesAndValues) {
        return engine.sts().perform(operation, TestKms.parameters(namesAndValues), caller, OUTSIDE);
    }

    ServiceRefusal ramRefused(Caller caller, String operation, String... namesAndValues) {
        return ramRefused(caller, operation, TestKms.parameters(namesAndValues));
    }

    ServiceRefusal ramRefused(Caller caller, String operation, Map<String, String> parameters) {
        return refused(engine.ram(), caller, operation, parameters);
    }

    ServiceRefusal stsRefused(Caller caller, String operation, String... namesAndValues) {
        return refused(engine.sts(), caller, operation, TestKms.parameters(namesAndValues));
    }

    private static ServiceRefusal refused(
            ServiceApi service, Caller caller, String operation, Map<String, String> parameters) {
        try {
            service.perform(operation, parameters, caller, OUTSIDE);
        } catch (ServiceRefusal refusal) {
            return refusal;
        }
        throw new AssertionError(operation + " succeeded, and had to be refused");
    }

    /** Creates a user who may do one thing. */
    void createUser(Caller user, String action, String resource) {
        Identity identity = identity(user);
        engine.identities().createUser(identity);
        engine.identities()
                .attachPolicy(
                        identity,
                        "what-" + identity.name() + "-may",
                        RamPolicy.of(Statement.allow()
                                .action(action)
                                .resource(resource)
                                .build()));
    }

    static Identity identity(Caller user) {
        String arn = user.principalArn();
        return Identity.user(user.accountId(), arn.substring(arn.lastIndexOf('/') + 1));
    }

    List<AuditEntry> trail() {
        return engine.auditTrail().entries();
    }
}

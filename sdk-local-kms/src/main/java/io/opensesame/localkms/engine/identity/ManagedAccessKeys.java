package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.audit.AuditEntry;
import io.opensesame.localkms.audit.AuditTrail;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.Origin;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.WireTime;
import io.opensesame.policy.Principal;
import io.opensesame.policy.evaluation.AccessDecision;
import io.opensesame.policy.evaluation.AccessRequest;
import java.time.Instant;
import java.util.List;

/**
 * The AccessKeys of one RAM user, as KMS manages them in a session of its service role. Every call is judged by the
 * policies of that role, and noted in the audit trail.
 */
public final class ManagedAccessKeys {
    private static final String LIST = "ListAccessKeys";
    private static final String CREATE = "CreateAccessKey";
    private static final String UPDATE = "UpdateAccessKey";
    private static final String DELETE = "DeleteAccessKey";

    private final Identities identities;
    private final Caller session;
    private final Identity user;
    private final Instant at;
    private final AuditTrail trail;

    ManagedAccessKeys(Identities identities, Caller session, Identity user, Instant at, AuditTrail trail) {
        this.identities = identities;
        this.session = session;
        this.user = user;
        this.at = at;
        this.trail = trail;
    }

    /**
     * Refuses unless the session may do to the user all that a rotation takes, so that none is begun which could not be
     * finished. Of these permissions the audit trail gets those that are missing; the others, once they are used.
     */
    public void requireAllPermissions() {
        for (String operation : List.of(LIST, CREATE, UPDATE, DELETE)) {
            AccessDecision decision = decide(operation);
            if (!decision.isAllowed()) {
                note(operation, decision);
                throw refused(decision);
            }
        }
    }

    /** Returns the ids of the user's AccessKeys, be they disabled or not. */
    public List<String> list() {
        require(LIST);
        return identities.accessKeyIdsOf(user);
    }

    /** Creates another AccessKey, unless the user has two. */
    public AccessKey create() {
        require(CREATE);
        return identities.createAccessKey(user);
    }

    /** Disables an AccessKey of the user and deletes it; leaves it alone if either is not allowed. */
    public void remove(String id) {
        require(UPDATE);
        require(DELETE);
        if (identities.accessKeyIdsOf(user).contains(id)) {
            identities.accessKeys().disable(id);
            identities.accessKeys().delete(id);
        }
    }

    private void require(String operation) {
        AccessDecision decision = decide(operation);
        note(operation, decision);
        if (!decision.isAllowed()) {
            throw refused(decision);
        }
    }

    private AccessDecision decide(String operation) {
        AccessRequest request = AccessRequest.builder(
                        Principal.ofRam(session.principalArn()), "ram:" + operation, user.arn())
                .context("acs:CurrentTime", WireTime.date(at))
                .context("acs:SourceIp", Origin.IN_PROCESS.sourceAddress())
                .context("acs:SecureTransport", Boolean.toString(Origin.IN_PROCESS.secure()))
                .build();
        return identities.of(session).decide(request);
    }

    private void note(String operation, AccessDecision decision) {
        trail.add(new AuditEntry(at, operation, decision));
    }

    private ServiceRefusal refused(AccessDecision decision) {
        return IdentityRefusals.noPermission(
                decision.request().action(), decision.request().resource(), session.principalArn());
    }
}

package io.opensesame.localkms.engine.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.error.PolicyException;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.OperationNames;
import io.opensesame.localkms.engine.call.Origin;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceApi;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.WireTime;
import io.opensesame.localkms.engine.permission.GuardedResource;
import io.opensesame.localkms.engine.permission.PermissionSystem;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * STS as its API offers it, as far as it is about who calls and about sessions of roles. Thread-safe.
 *
 * <p>The service's documents have two forms of a session's ARN. Here AssumeRole answers
 * {@code acs:ram::<account>:role/<role>/<session>} and GetCallerIdentity
 * {@code acs:ram::<account>:assumed-role/<role>/<session>}. An ExternalId and a SourceIdentity are ignored.
 *
 * @see "STS API reference, version 2015-04-01"
 */
public final class StsService implements ServiceApi {
    private static final String ASSUME_ROLE = "AssumeRole";
    private static final String GET_CALLER_IDENTITY = "GetCallerIdentity";
    private static final String ROLE_ARN = "RoleArn";

    private final Identities identities;
    private final PermissionSystem permissions;
    private final Clock clock;
    private final Runnable dueWork;

    /**
     * Creates the service.
     *
     * @param identities what it is about
     * @param permissions decides who may assume a role
     * @param clock what sessions go by
     * @param dueWork carries out what is due by that clock
     */
    public StsService(Identities identities, PermissionSystem permissions, Clock clock, Runnable dueWork) {
        this.identities = identities;
        this.permissions = permissions;
        this.clock = clock;
        this.dueWork = dueWork;
    }

    @Override
    public ObjectNode perform(String action, Map<String, String> parameters, Caller caller, Origin origin) {
        dueWork.run();
        return switch (action) {
            case ASSUME_ROLE ->
                assumeRole(new Request(
                        new Parameters(parameters),
                        caller,
                        origin,
                        clock.instant().truncatedTo(ChronoUnit.SECONDS)));
            case GET_CALLER_IDENTITY ->
                identities.perform(caller.accountId(), false, directory -> callerIdentity(caller, directory));
            default -> throw ServiceRefusal.unknownAction();
        };
    }

    @Override
    public OperationNames operationNames() {
        return new OperationNames(List.of(ASSUME_ROLE, GET_CALLER_IDENTITY));
    }

    private ObjectNode assumeRole(Request request) {
        RamParameters parameters = new RamParameters(request.parameters());
        RoleSession session = new RoleSession(
                role(parameters.required(ROLE_ARN)),
                parameters.required("RoleSessionName"),
                parameters.number("DurationSeconds").map(Duration::ofSeconds).orElse(RoleSession.DEFAULT_DURATION),
                parameters.optional("Policy").map(StsService::sessionPolicy));
        ObjectNode answer = Json.object();
        AccessKey key = identities.begin(session, role -> {
            admit(request, role);
            describe(answer.putObject("AssumedRoleUser"), role, session);
        });
        answer.putObject("Credentials")
                .put("AccessKeyId", key.id())
                .put("AccessKeySecret", key.exposeSecret())
                .put("SecurityToken", key.securityToken().orElseThrow())
                .put("Expiration", WireTime.date(key.expiration().orElseThrow()));
        return answer;
    }

    private void admit(Request request, Role role) {
        Identity name = role.identity();
        permissions.requireOf(
                "sts",
                ASSUME_ROLE,
                request,
                GuardedResource.ofRam(name.accountId(), "role/" + name.name()).governedByTrustPolicy(role.trust()));
    }

    /** The reference has the id under one name, the official client reads it under the other. */
    private static void describe(ObjectNode node, Role role, RoleSession session) {
        String id = role.id() + ":" + session.name();
        node.put("Arn", role.identity().arn() + "/" + session.name())
                .put("AssumedRoleUserId", id)
                .put("AssumedRoleId", id);
    }

    private static Identity role(String arn) {
        Optional<Principal> role = principal(arn).filter(principal -> principal.type() == Principal.Type.RAM_ROLE);
        return role.filter(principal -> arn.endsWith(":role/" + principal.name()))
                .map(principal -> Identity.role(principal.accountId(), principal.name()))
                .orElseThrow(() -> IdentityRefusals.invalid(
                        ROLE_ARN, "RoleArn is acs:ram::<account>:role/<name>, not '" + arn + "'."));
    }

    private static Optional<Principal> principal(String arn) {
        try {
            return Optional.of(Principal.ofRam(arn));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RamPolicy sessionPolicy(String text) {
        RoleSession.checkPolicySize(text);
        try {
            return RamPolicy.parse(text);
        } catch (PolicyException e) {
            throw IdentityRefusals.invalid("PolicyGrammar", "The Policy is malformed: " + e.getMessage());
        }
    }

    private static ObjectNode callerIdentity(Caller caller, RamDirectory directory) {
        Principal principal = Principal.ofRam(caller.principalArn());
        ObjectNode answer = Json.object().put("AccountId", caller.accountId());
        return switch (principal.type()) {
            case RAM_USER -> {
                String id = directory.user(principal.name()).id();
                yield answer.put("Arn", caller.principalArn())
                        .put("IdentityType", "RAMUser")
                        .put("PrincipalId", id)
                        .put("UserId", id);
            }
            case RAM_ROLE -> {
                Role role = directory.role(principal.name());
                String session =
                        caller.principalArn().substring(caller.principalArn().lastIndexOf('/') + 1);
                yield answer.put("Arn", caller.principalArn().replaceFirst(":role/", ":assumed-role/"))
                        .put("IdentityType", "AssumedRoleUser")
                        .put("PrincipalId", role.id() + ":" + session)
                        .put("RoleId", role.id());
            }
            default ->
                answer.put("Arn", caller.principalArn())
                        .put("IdentityType", "Account")
                        .put("PrincipalId", caller.accountId())
                        .put("UserId", caller.accountId());
        };
    }
}

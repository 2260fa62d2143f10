package io.opensesame.localkms.engine.identity;

import static io.opensesame.localkms.engine.identity.RamOperation.ALL_ROLES;
import static io.opensesame.localkms.engine.identity.RamOperation.THE_ROLE;
import static io.opensesame.localkms.engine.identity.RamOperation.changing;
import static io.opensesame.localkms.engine.identity.RamOperation.reading;
import static io.opensesame.localkms.engine.identity.RamOperation.silent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.WireTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The operations on roles. */
final class RoleOperations {
    private static final String TRUST = "AssumeRolePolicyDocument";

    private RoleOperations() {}

    static Map<String, RamOperation> table() {
        return Map.of(
                "CreateRole", changing(THE_ROLE, RoleOperations::create),
                "GetRole", reading(THE_ROLE, call -> answer(role(call), true)),
                "UpdateRole", changing(THE_ROLE, RoleOperations::update),
                "DeleteRole", silent(THE_ROLE, call -> call.directory().deleteRole(name(call))),
                "ListRoles", reading(ALL_ROLES, RoleOperations::list));
    }

    private static ObjectNode create(RamCall call) {
        Changes changes = Changes.of(call.parameters(), "");
        TrustDocument trust = TrustDocument.parse(TRUST, call.parameters().required(TRUST));
        Role role = call.directory().createRole(name(call), trust, call.now());
        changes.applyTo(role, call.now());
        return answer(role, false);
    }

    private static ObjectNode update(RamCall call) {
        Role role = role(call);
        Changes.of(call.parameters(), "New").applyTo(role, call.now());
        return answer(role, true);
    }

    private static ObjectNode list(RamCall call) {
        return ListPage.of(call.parameters())
                .answer(
                        "Roles",
                        "Role",
                        call.directory().roles(),
                        role -> role.identity().name().toLowerCase(Locale.ROOT),
                        (node, role) -> describe(node, role).put("UpdateDate", WireTime.date(role.updatedAt())));
    }

    private static ObjectNode answer(Role role, boolean withUpdate) {
        ObjectNode answer = Json.object();
        ObjectNode node = describe(answer.putObject("Role"), role).put(TRUST, role.trustText());
        if (withUpdate) {
            node.put("UpdateDate", WireTime.date(role.updatedAt()));
        }
        return answer;
    }

    private static ObjectNode describe(ObjectNode node, Role role) {
        return node.put("RoleId", role.id())
                .put("RoleName", role.identity().name())
                .put("Arn", role.identity().arn())
                .put("Description", role.description())
                .put("MaxSessionDuration", role.maxSession().toSeconds())
                .put("CreateDate", WireTime.date(role.createdAt()));
    }

    private static Role role(RamCall call) {
        return call.directory().role(name(call));
    }

    private static String name(RamCall call) {
        return call.parameters().name(IdentityType.ROLE);
    }

    /** What a request wants a role to be, checked before anything is changed. */
    private record Changes(Optional<TrustDocument> trust, Optional<String> description, Optional<Duration> maxSession) {
        static Changes of(RamParameters parameters, String prefix) {
            return new Changes(
                    parameters.optional(prefix + TRUST).map(text -> TrustDocument.parse(prefix + TRUST, text)),
                    parameters.optional(prefix + "Description").map(Role::checkDescription),
                    parameters
                            .number(prefix + "MaxSessionDuration")
                            .map(Duration::ofSeconds)
                            .map(Role::checkMaxSession));
        }

        void applyTo(Role role, Instant now) {
            trust.ifPresent(document -> role.trust(document, now));
            description.ifPresent(text -> role.describe(text, now));
            maxSession.ifPresent(longest -> role.limitSessions(longest, now));
        }
    }
}

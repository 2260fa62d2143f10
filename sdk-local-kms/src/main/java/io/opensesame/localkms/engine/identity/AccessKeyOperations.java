package io.opensesame.localkms.engine.identity;

import static io.opensesame.localkms.engine.identity.RamOperation.changing;
import static io.opensesame.localkms.engine.identity.RamOperation.reading;
import static io.opensesame.localkms.engine.identity.RamOperation.silent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.WireTime;
import io.opensesame.policy.Principal;
import java.util.Map;

/**
 * The operations on AccessKeys: of the user that the request names, else of the caller. The secret of one is told when
 * it is created, and never again.
 */
final class AccessKeyOperations {
    private final Identities identities;
    private final AccessKeys accessKeys;

    AccessKeyOperations(Identities identities) {
        this.identities = identities;
        this.accessKeys = identities.accessKeys();
    }

    Map<String, RamOperation> table() {
        return Map.of(
                "CreateAccessKey", changing(AccessKeyOperations::owner, this::create),
                "ListAccessKeys", reading(AccessKeyOperations::owner, this::list),
                "UpdateAccessKey", silent(AccessKeyOperations::owner, this::update),
                "DeleteAccessKey", silent(AccessKeyOperations::owner, this::delete));
    }

    /** The AccessKeys of the account itself are about no user, but about all of it. */
    private static String owner(RamParameters parameters, Caller caller) {
        Principal owner = Principal.ofRam(parameters.accessKeyOwner(caller).principalArn());
        return owner.type() == Principal.Type.RAM_USER ? "user/" + owner.name() : "*";
    }

    private ObjectNode create(RamCall call) {
        Caller owner = existingOwner(call);
        AccessKey key = isUser(owner)
                ? identities.createAccessKey(Identity.user(owner.accountId(), nameOf(owner)))
                : accessKeys.create(owner);
        ObjectNode answer = Json.object();
        describe(answer.putObject("AccessKey"), key).put("AccessKeySecret", key.exposeSecret());
        return answer;
    }

    private ObjectNode list(RamCall call) {
        ObjectNode answer = Json.object();
        ArrayNode list = Json.wrappedList(answer, "AccessKeys", "AccessKey");
        accessKeys.of(existingOwner(call)).forEach(key -> describe(list.addObject(), key));
        return answer;
    }

    private void update(RamCall call) {
        String status = call.parameters().required("Status");
        AccessKey key = key(call);
        switch (status) {
            case "Active" -> accessKeys.enable(key.id());
            case "Inactive" -> accessKeys.disable(key.id());
            default -> throw IdentityRefusals.invalid("Status", "Status is Active or Inactive, not '" + status + "'.");
        }
    }

    private void delete(RamCall call) {
        accessKeys.delete(key(call).id());
    }

    private AccessKey key(RamCall call) {
        String id = call.parameters().required("UserAccessKeyId");
        return accessKeys.of(existingOwner(call)).stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(() -> IdentityRefusals.notExist(
                        "User.AccessKey", "The AccessKey does not exist, or is not this user's: '" + id + "'."));
    }

    private static Caller existingOwner(RamCall call) {
        Caller owner = call.parameters().accessKeyOwner(call.caller());
        if (isUser(owner)) {
            call.directory().user(nameOf(owner));
        }
        return owner;
    }

    private static boolean isUser(Caller owner) {
        return Principal.ofRam(owner.principalArn()).type() == Principal.Type.RAM_USER;
    }

    private static String nameOf(Caller user) {
        return Principal.ofRam(user.principalArn()).name();
    }

    private static ObjectNode describe(ObjectNode node, AccessKey key) {
        return node.put("AccessKeyId", key.id())
                .put("Status", key.active() ? "Active" : "Inactive")
                .put("CreateDate", WireTime.date(key.createdAt()));
    }
}

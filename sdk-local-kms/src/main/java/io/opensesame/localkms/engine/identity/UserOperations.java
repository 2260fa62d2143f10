package io.opensesame.localkms.engine.identity;

import static io.opensesame.localkms.engine.identity.RamOperation.ALL_USERS;
import static io.opensesame.localkms.engine.identity.RamOperation.THE_USER;
import static io.opensesame.localkms.engine.identity.RamOperation.changing;
import static io.opensesame.localkms.engine.identity.RamOperation.reading;
import static io.opensesame.localkms.engine.identity.RamOperation.silent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.WireTime;
import java.util.Map;

/** The operations on users. Nobody logs in here, so that there is no LastLoginDate. */
final class UserOperations {
    private static final int MAX_TEXT = 128;

    private final Identities identities;

    UserOperations(Identities identities) {
        this.identities = identities;
    }

    Map<String, RamOperation> table() {
        return Map.of(
                "CreateUser", changing(THE_USER, UserOperations::create),
                "GetUser", reading(THE_USER, call -> answer(call.directory().user(name(call)), true)),
                "DeleteUser", silent(THE_USER, this::delete),
                "ListUsers", reading(ALL_USERS, UserOperations::list));
    }

    private static ObjectNode create(RamCall call) {
        RamParameters parameters = call.parameters();
        UserProfile profile = new UserProfile(
                parameters.text("DisplayName", MAX_TEXT),
                parameters.text("Comments", MAX_TEXT),
                parameters.text("Email", MAX_TEXT),
                parameters.text("MobilePhone", MAX_TEXT));
        return answer(call.directory().createUser(name(call), profile, call.now()), false);
    }

    private void delete(RamCall call) {
        User user = call.directory().user(name(call));
        identities.requireNoAccessKey(user.identity());
        call.directory().deleteUser(user.identity().name());
    }

    private static ObjectNode list(RamCall call) {
        return ListPage.of(call.parameters())
                .answer(
                        "Users",
                        "User",
                        call.directory().users(),
                        user -> user.identity().name(),
                        (node, user) -> describe(node, user, true));
    }

    private static ObjectNode answer(User user, boolean withUpdate) {
        ObjectNode answer = Json.object();
        describe(answer.putObject("User"), user, withUpdate);
        return answer;
    }

    /** A user is never changed, so that its UpdateDate is that of its making. */
    private static void describe(ObjectNode node, User user, boolean withUpdate) {
        UserProfile profile = user.profile();
        String created = WireTime.date(user.createdAt());
        node.put("UserId", user.id())
                .put("UserName", user.identity().name())
                .put("DisplayName", profile.displayName())
                .put("Comments", profile.comments())
                .put("Email", profile.email())
                .put("MobilePhone", profile.mobilePhone())
                .put("CreateDate", created);
        if (withUpdate) {
            node.put("UpdateDate", created);
        }
    }

    private static String name(RamCall call) {
        return call.parameters().name(IdentityType.USER);
    }
}

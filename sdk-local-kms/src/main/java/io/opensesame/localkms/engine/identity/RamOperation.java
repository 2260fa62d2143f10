package io.opensesame.localkms.engine.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.Json;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One operation of RAM.
 *
 * @param changes whether it may change what is there, or what policies say
 * @param resource says what the request is about, relative to the account, which its caller needs the permission on
 * @param handler looks at the account's directory and may change it, then returns the answer; it may refuse only before
 *     it has changed anything
 */
record RamOperation(
        boolean changes, BiFunction<RamParameters, Caller, String> resource, Function<RamCall, ObjectNode> handler) {
    static final BiFunction<RamParameters, Caller, String> ALL_USERS = (parameters, caller) -> "user/*";
    static final BiFunction<RamParameters, Caller, String> ALL_ROLES = (parameters, caller) -> "role/*";
    static final BiFunction<RamParameters, Caller, String> ALL_POLICIES = (parameters, caller) -> "policy/*";
    static final BiFunction<RamParameters, Caller, String> THE_USER = named(IdentityType.USER);
    static final BiFunction<RamParameters, Caller, String> THE_ROLE = named(IdentityType.ROLE);
    static final BiFunction<RamParameters, Caller, String> THE_POLICY =
            (parameters, caller) -> "policy/" + parameters.policyName();

    /** Returns an operation that looks only. */
    static RamOperation reading(
            BiFunction<RamParameters, Caller, String> resource, Function<RamCall, ObjectNode> handler) {
        return new RamOperation(false, resource, handler);
    }

    /** Returns an operation that changes something. */
    static RamOperation changing(
            BiFunction<RamParameters, Caller, String> resource, Function<RamCall, ObjectNode> handler) {
        return new RamOperation(true, resource, handler);
    }

    /** Returns an operation that changes something, and whose answer says no more than that it did. */
    static RamOperation silent(BiFunction<RamParameters, Caller, String> resource, Consumer<RamCall> handler) {
        return changing(resource, call -> {
            handler.accept(call);
            return Json.object();
        });
    }

    private static BiFunction<RamParameters, Caller, String> named(IdentityType type) {
        return (parameters, caller) -> type.words() + "/" + parameters.name(type);
    }
}

package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.policy.Principal;
import java.util.Optional;

/** Reads the parameters of one request with the checks and codes of RAM and STS. An empty one counts as absent. */
final class RamParameters {
    private final Parameters values;

    RamParameters(Parameters values) {
        this.values = values;
    }

    String required(String name) {
        return values.optional(name).orElseThrow(() -> IdentityRefusals.missing(name));
    }

    Optional<String> optional(String name) {
        return values.optional(name);
    }

    /** Returns a text that may be absent, which is then empty. */
    String text(String name, int maxLength) {
        return IdentityRefusals.checkLength(name, values.optional(name).orElse(""), 0, maxLength);
    }

    /** Returns the name of a user, group or role in its parameter, such as {@code UserName}. */
    String name(IdentityType type) {
        return type.checkName(required(type.wireName() + "Name"));
    }

    String policyName() {
        return CustomPolicies.checkName(required("PolicyName"));
    }

    PolicyKind policyKind() {
        return PolicyKind.of(required("PolicyType"));
    }

    boolean flag(String name) {
        String value = optional(name).orElse("false");
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw IdentityRefusals.invalid(name, name + " is true or false, not '" + value + "'.");
        }
        return value.equalsIgnoreCase("true");
    }

    /** Returns a whole number that may be absent. */
    Optional<Integer> number(String name) {
        return optional(name).map(value -> {
            try {
                return Integer.valueOf(value);
            } catch (NumberFormatException e) {
                throw IdentityRefusals.invalid(name, name + " is a whole number, not '" + value + "'.");
            }
        });
    }

    /**
     * Returns whose AccessKeys a request is about: the user it names, else the caller, be it a user or the account. A
     * session of a role has no AccessKeys.
     */
    Caller accessKeyOwner(Caller caller) {
        if (optional("UserName").isPresent()) {
            return Caller.ramUser(caller.accountId(), name(IdentityType.USER));
        }
        Principal principal = Principal.ofRam(caller.principalArn());
        return switch (principal.type()) {
            case ACCOUNT -> Caller.root(caller.accountId());
            case RAM_USER -> Caller.ramUser(caller.accountId(), principal.name());
            default -> throw IdentityRefusals.missing("UserName");
        };
    }
}

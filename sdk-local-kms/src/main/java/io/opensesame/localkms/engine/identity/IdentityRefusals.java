package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The refusals of RAM and STS. The codes are the documented ones, or formed like them; the messages say more than the
 * service's.
 *
 * @see "RAM API reference: error codes"
 */
final class IdentityRefusals {
    private IdentityRefusals() {}

    /** Returns a name of the right form and length, and refuses any other. */
    static String checkText(String parameter, String text, Pattern form, int minLength, int maxLength) {
        if (text.length() < minLength || text.length() > maxLength) {
            throw new ServiceRefusal(
                    400,
                    "InvalidParameter." + parameter + ".Length",
                    "The parameter - \"" + parameter + "\" has " + minLength + " to " + maxLength + " characters, not "
                            + text.length() + ".");
        }
        if (!form.matcher(text).matches()) {
            throw new ServiceRefusal(
                    400,
                    "InvalidParameter." + parameter + ".InvalidChars",
                    "The parameter - \"" + parameter + "\" contains invalid chars: '" + text + "' does not match "
                            + form + ".");
        }
        return text;
    }

    static ServiceRefusal invalid(String parameter, String rule) {
        return new ServiceRefusal(400, "InvalidParameter." + parameter, rule);
    }

    static ServiceRefusal exists(String entity, String name) {
        return new ServiceRefusal(
                409, "EntityAlreadyExists." + entity, "The " + words(entity) + " '" + name + "' already exists.");
    }

    static ServiceRefusal otherDocument(String policyName) {
        return new ServiceRefusal(
                409,
                "EntityAlreadyExists.Policy",
                "The account has a policy '" + policyName
                        + "' with another document; update that, or take another name.");
    }

    static ServiceRefusal notExist(String entity, String name) {
        return new ServiceRefusal(
                404, "EntityNotExist." + entity, "The " + words(entity) + " does not exist: '" + name + "'.");
    }

    static ServiceRefusal limitExceeded(String entity, int limit) {
        return new ServiceRefusal(
                409, "LimitExceeded." + entity, "The limit of " + limit + " is reached: " + words(entity) + ".");
    }

    static ServiceRefusal noPermission(String action, String resource, String caller) {
        return new ServiceRefusal(
                403,
                "NoPermission",
                "You are not authorized to do this action: " + caller + " may not " + action + " on " + resource + ".");
    }

    /** Returns an entity as words: {@code User.Policy} is the policy of a user. */
    private static String words(String entity) {
        String[] parts = entity.split("\\.", 2);
        String first = parts[0].toLowerCase(Locale.ROOT);
        return parts.length == 1 ? first : parts[1].toLowerCase(Locale.ROOT) + " of the " + first;
    }
}

package io.opensesame.localkms.engine.identity;

import io.opensesame.error.PolicyException;
import io.opensesame.localkms.engine.call.ServiceRefusal;
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
        checkLength(parameter, text, minLength, maxLength);
        if (!form.matcher(text).matches()) {
            throw new ServiceRefusal(
                    400,
                    "InvalidParameter." + parameter + ".InvalidChars",
                    "The parameter - \"" + parameter + "\" contains invalid chars: '" + text + "' does not match "
                            + form + ".");
        }
        return text;
    }

    /** Returns a text of the right length, and refuses any other. */
    static String checkLength(String parameter, String text, int minLength, int maxLength) {
        if (text.length() < minLength || text.length() > maxLength) {
            throw new ServiceRefusal(
                    400,
                    "InvalidParameter." + parameter + ".Length",
                    "The parameter - \"" + parameter + "\" has " + minLength + " to " + maxLength + " characters, not "
                            + text.length() + ".");
        }
        return text;
    }

    /** Refuses a call that lacks a parameter. */
    static ServiceRefusal missing(String parameter) {
        return new ServiceRefusal(400, "Missing" + parameter, parameter + " is mandatory for this action.");
    }

    /** Refuses a document that is no policy of its kind. */
    static ServiceRefusal malformed(String parameter, PolicyException why) {
        return new ServiceRefusal(
                400, "MalformedPolicyDocument", "The policy in " + parameter + " is malformed: " + why.getMessage());
    }

    static ServiceRefusal invalid(String parameter, String rule) {
        return new ServiceRefusal(400, "InvalidParameter." + parameter, rule);
    }

    /** Refuses to make what is there already, such as {@code User} or {@code User.Policy}. */
    static ServiceRefusal exists(String entity, String message) {
        return new ServiceRefusal(409, "EntityAlreadyExists." + entity, message);
    }

    /** Refuses to use what is not there, such as {@code User} or {@code User.Policy}. */
    static ServiceRefusal notExist(String entity, String message) {
        return new ServiceRefusal(404, "EntityNotExist." + entity, message);
    }

    /** Refuses one too many, such as of {@code User.Policy}. */
    static ServiceRefusal limitExceeded(String entity, String message) {
        return new ServiceRefusal(409, "LimitExceeded." + entity, message);
    }

    /** Refuses to delete what something still belongs to, such as {@code User.AccessKey}. */
    static ServiceRefusal deleteConflict(String entity, String message) {
        return new ServiceRefusal(409, "DeleteConflict." + entity, message);
    }

    static ServiceRefusal noPermission(String action, String resource, String caller) {
        return new ServiceRefusal(
                403,
                "NoPermission",
                "You are not authorized to do this action: " + caller + " may not " + action + " on " + resource + ".");
    }
}

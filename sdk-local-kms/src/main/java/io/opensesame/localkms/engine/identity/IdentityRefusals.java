package io.opensesame.localkms.engine.identity;

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

    static ServiceRefusal noPermission(String action, String resource, String caller) {
        return new ServiceRefusal(
                403,
                "NoPermission",
                "You are not authorized to do this action: " + caller + " may not " + action + " on " + resource + ".");
    }
}

package io.opensesame.localkms.engine.call;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a parameter names, be it there or not.
 *
 * @param owner the account whose it is, in a region
 * @param resource its type, a slash and its id or name, such as {@code secret/orders/db}
 */
public record Reference(Account owner, String resource) {
    /** Without wildcards and what else no policy's resource can have, which no id or name has either. */
    private static final Pattern NAMEABLE = Pattern.compile("[\\x21-\\x7E&&[^*?${}]]+");

    /**
     * Reads a name, which means a resource of the caller's own account, or an ARN.
     *
     * @param parameter the parameter's name, for the refusal of what is neither
     * @param text the name or ARN
     * @param home the caller's own account, in the region of the call
     * @param resource makes the resource of a name
     */
    public static Reference read(String parameter, String text, Account home, UnaryOperator<String> resource) {
        requireNameable(parameter, text);
        if (!text.startsWith("acs:")) {
            return new Reference(home, resource.apply(text));
        }
        String[] parts = text.split(":", 5);
        if (parts.length < 5 || !parts[1].equals("kms")) {
            throw ServiceRefusal.invalid(parameter);
        }
        return new Reference(new Account(parts[3], parts[2]), parts[4]);
    }

    /** Refuses what can't be part of an ARN. */
    public static String requireNameable(String parameter, String text) {
        if (!NAMEABLE.matcher(text).matches()) {
            throw ServiceRefusal.invalid(parameter);
        }
        return text;
    }

    /** Returns the ARN. */
    public String arn() {
        return owner.arn(resource);
    }

    /** Returns whether the resource is of a type, which is given with its slash. */
    public boolean isOf(String prefix) {
        return resource.startsWith(prefix);
    }

    /** Returns the id or name, without the type and its slash. */
    public String name() {
        return resource.substring(resource.indexOf('/') + 1);
    }
}

package io.opensesame.localkms.engine.call;

import java.util.function.UnaryOperator;

/**
 * What a parameter names, be it there or not.
 *
 * @param owner the account whose it is, in a region
 * @param resource its type, a slash and its id or name, such as {@code secret/orders/db}
 */
public record Reference(Account owner, String resource) {
    /**
     * Reads a name, which means a resource of the caller's own account, or an ARN.
     *
     * @param parameter the parameter's name, for the refusal of what is no ARN of KMS
     * @param text the name or ARN
     * @param home the caller's own account, in the region of the call
     * @param resource makes the resource of a name
     */
    public static Reference read(String parameter, String text, Account home, UnaryOperator<String> resource) {
        if (!text.startsWith("acs:")) {
            return new Reference(home, resource.apply(text));
        }
        String[] parts = text.split(":", 5);
        if (parts.length < 5 || !parts[1].equals("kms")) {
            throw ServiceRefusal.invalid(parameter);
        }
        return new Reference(new Account(parts[3], parts[2]), parts[4]);
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

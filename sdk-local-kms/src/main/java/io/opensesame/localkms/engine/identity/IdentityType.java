package io.opensesame.localkms.engine.identity;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The kinds of identity that policies are attached to, with the service's rules for them.
 *
 * @see "RAM documentation: limits; RAM API reference: CreateUser, CreateRole"
 */
public enum IdentityType {
    /** A RAM user. */
    USER("User", "[A-Za-z0-9._-]+", 10),
    /** A group of RAM users; the rule for its name is inferred from that for users. */
    GROUP("Group", "[A-Za-z0-9._-]+", 5),
    /** A RAM role. */
    ROLE("Role", "[A-Za-z0-9.-]+", 5);

    private static final int MAX_NAME = 64;

    private final String wireName;
    private final Pattern name;
    private final int maxCustomPolicies;

    IdentityType(String wireName, String name, int maxCustomPolicies) {
        this.wireName = wireName;
        this.name = Pattern.compile(name);
        this.maxCustomPolicies = maxCustomPolicies;
    }

    /** Returns the word for it in the service's parameters and codes, such as {@code User}. */
    public String wireName() {
        return wireName;
    }

    /** Returns the word for it in ARNs and in messages, such as {@code user}. */
    String words() {
        return name().toLowerCase(Locale.ROOT);
    }

    int maxCustomPolicies() {
        return maxCustomPolicies;
    }

    String checkName(String candidate) {
        return IdentityRefusals.checkText(wireName + "Name", candidate, name, 1, MAX_NAME);
    }
}

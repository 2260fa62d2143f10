package io.opensesame.policy;

import java.util.Objects;

/**
 * The resources that a statement is about: an ARN, with or without wildcards, or {@code *} for all. A wildcard crosses
 * slashes and colons. Letter case matters, which the documentation leaves open. Immutable.
 *
 * @see "RAM documentation: policy elements, Resource"
 */
public final class ResourcePattern {
    private static final ResourcePattern ANY = new ResourcePattern("*");

    private final String text;
    private final Glob glob;

    private ResourcePattern(String text) {
        this.text = text;
        this.glob = Glob.exactCase(text);
    }

    /** {@return the pattern of all resources, {@code *}} */
    public static ResourcePattern any() {
        return ANY;
    }

    /**
     * Returns the pattern of that text.
     *
     * @param text {@code *}, or {@code acs:<service>:<region>:<account>:<resource>} with or without wildcards
     * @return the pattern
     * @throws IllegalArgumentException if it has another form, or a place-holder such as {@code ${region}} in it
     */
    public static ResourcePattern of(String text) {
        Objects.requireNonNull(text, "text");
        refuseVariables(text);
        if (!isArn(text)) {
            throw new IllegalArgumentException("a resource is * or acs:<service>:<region>:<account>:<resource>, such as"
                    + " acs:kms:cn-hangzhou:1192853035110001:secret/orders/db: '" + Texts.shortened(text) + "'");
        }
        return new ResourcePattern(text);
    }

    /** Documentation writes {@code ${region}} for what a policy has to say outright. */
    static void refuseVariables(String text) {
        if (text.contains("${")) {
            throw new IllegalArgumentException(
                    "policies have no variables; put the value in place of ${…}: '" + Texts.shortened(text) + "'");
        }
    }

    /** A leading wildcard may stand for any number of the parts after it. */
    private static boolean isArn(String text) {
        if (text.isEmpty() || !Texts.isPlain(text)) {
            return false;
        }
        if (!text.startsWith("acs:")) {
            return text.startsWith("*") || text.startsWith("acs*");
        }
        return text.contains("*") || text.split(":", 5).length == 5;
    }

    /**
     * Tells whether the pattern covers a resource.
     *
     * @param resource the resource's ARN, or {@code *} for a call that is about no resource, which {@code *} alone
     *     covers
     * @return whether it does
     */
    public boolean matches(String resource) {
        return glob.matches(resource);
    }

    /** {@return whether it can cover more than one resource} */
    public boolean hasWildcard() {
        return Glob.hasWildcard(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourcePattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@return the text, as a policy document has it} */
    @Override
    public String toString() {
        return text;
    }
}

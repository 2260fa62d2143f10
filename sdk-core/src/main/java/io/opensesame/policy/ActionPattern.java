package io.opensesame.policy;

import java.util.Objects;

/**
 * The actions that a statement is about: {@code kms:GetSecretValue}, {@code kms:Get*}, or {@code *} for every action of
 * every service. Letter case does not matter when it is matched. Immutable.
 *
 * @see "RAM documentation: policy elements, Action"
 */
public final class ActionPattern {
    private final String text;
    private final Glob glob;

    private ActionPattern(String text) {
        this.text = text;
        this.glob = Glob.ignoringCase(text);
    }

    /**
     * Returns the pattern of that text.
     *
     * @param text a service and an action with a colon between them, either with wildcards, or {@code *} alone
     * @return the pattern
     * @throws IllegalArgumentException if it has another form
     */
    public static ActionPattern of(String text) {
        Objects.requireNonNull(text, "text");
        if (!text.equals("*") && !isServiceAndAction(text)) {
            throw new IllegalArgumentException(
                    "an action is * or <service>:<action>, such as kms:GetSecretValue or kms:Get*: '"
                            + Texts.shortened(text) + "'");
        }
        return new ActionPattern(text);
    }

    private static boolean isServiceAndAction(String text) {
        int colon = text.indexOf(':');
        return colon > 0
                && colon < text.length() - 1
                && text.indexOf(':', colon + 1) < 0
                && text.chars().allMatch(ActionPattern::isActionCharacter);
    }

    private static boolean isActionCharacter(int c) {
        return c == ':'
                || c == '*'
                || c == '?'
                || c == '-'
                || c == '_'
                || c == '.'
                || (c < 128 && Character.isLetterOrDigit(c));
    }

    /**
     * Tells whether the pattern covers an action.
     *
     * @param action the action, such as {@code kms:GetSecretValue}
     * @return whether it does, in whatever letter case
     */
    public boolean matches(String action) {
        return glob.matches(action);
    }

    /** {@return whether it can cover more than one action} */
    public boolean hasWildcard() {
        return Glob.hasWildcard(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActionPattern pattern && pattern.text.equals(text);
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

package io.opensesame.secrets;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A label that names one version of a secret, and moves as the secret rotates. Immutable.
 *
 * @see "KMS API reference: GetSecretValue, UpdateSecretVersionStage"
 */
public final class VersionStage {
    /** The version to use now: {@code ACSCurrent}. */
    public static final VersionStage CURRENT = new VersionStage("ACSCurrent");

    /** The version that was current before: {@code ACSPrevious}. */
    public static final VersionStage PREVIOUS = new VersionStage("ACSPrevious");

    private static final int MAXIMUM_LENGTH = 64;
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9_/+=.@-]+");

    private final String label;

    private VersionStage(String label) {
        this.label = label;
    }

    /**
     * Returns the stage of that label.
     *
     * <p>The service documents neither length nor characters of a custom label; the rule here is that of version ids
     * and secret names.
     *
     * @param label {@code ACSCurrent}, {@code ACSPrevious} or a custom label: 1 to 64 letters, digits or {@code _ / + =
     *     . @ -}
     * @return the stage
     * @throws IllegalArgumentException if the label is empty, too long, or holds another character
     */
    public static VersionStage of(String label) {
        if (label.length() > MAXIMUM_LENGTH || !CHARACTERS.matcher(label).matches()) {
            throw new IllegalArgumentException(
                    "a version stage is 1 to 64 letters, digits or _ / + = . @ - : '" + abbreviated(label) + "'");
        }
        return switch (label) {
            case "ACSCurrent" -> CURRENT;
            case "ACSPrevious" -> PREVIOUS;
            default -> new VersionStage(label);
        };
    }

    private static String abbreviated(String label) {
        return label.length() <= MAXIMUM_LENGTH ? label : label.substring(0, MAXIMUM_LENGTH) + "...";
    }

    /** {@return the label as it stands on the wire} */
    public String label() {
        return label;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof VersionStage that && label.equals(that.label));
    }

    @Override
    public int hashCode() {
        return label.hashCode();
    }

    /** {@return the label} */
    @Override
    public String toString() {
        return label;
    }
}

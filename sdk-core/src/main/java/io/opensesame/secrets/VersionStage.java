package io.opensesame.secrets;

/**
 * A label that names one version of a secret: {@code ACSCurrent}, {@code ACSPrevious}, or one of the user's own. Equal
 * by name, in exact case.
 *
 * <p>A label sits on one version at most; a version bears none, one or several. A secret has up to 8.
 *
 * @see "KMS API reference: UpdateSecretVersionStage"
 */
public final class VersionStage {
    /** The version that readers get who ask for none in particular. */
    public static final VersionStage CURRENT = new VersionStage("ACSCurrent");

    /** The version that was current before. */
    public static final VersionStage PREVIOUS = new VersionStage("ACSPrevious");

    private final String name;

    private VersionStage(String name) {
        this.name = name;
    }

    /**
     * Returns the stage of that name.
     *
     * @param name the label, such as {@code ACSCurrent} or {@code blue}; the reference sets no further rule
     * @return the stage
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static VersionStage of(String name) {
        return new VersionStage(Words.checked("a version stage", name));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    /** {@return whether KMS moves the label by itself, so that it can be moved but not taken off} */
    public boolean isBuiltIn() {
        return equals(CURRENT) || equals(PREVIOUS);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionStage that && that.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}

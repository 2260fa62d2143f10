package io.opensesame.policy.validation;

import java.util.Objects;

/** One thing that is wrong, dangerous or superfluous in a policy, and what to do about it. Immutable. */
public final class Finding {
    private final FindingCode code;
    private final String pointer;
    private final String message;

    Finding(FindingCode code, String pointer, String message) {
        this.code = Objects.requireNonNull(code, "code");
        this.pointer = Objects.requireNonNull(pointer, "pointer");
        this.message = Objects.requireNonNull(message, "message");
    }

    /** {@return what it is about} */
    public FindingCode code() {
        return code;
    }

    /** {@return how bad it is} */
    public Severity severity() {
        return code.severity();
    }

    /** {@return whether it is an {@link Severity#ERROR}} */
    public boolean isError() {
        return severity() == Severity.ERROR;
    }

    /**
     * Returns where it is, as a JSON pointer into the document that was validated; for a policy that was not validated
     * as a text, into the one that its {@code toJson} gives.
     *
     * @return the pointer, such as {@code /Statement/1/Action/0}; empty for the document as a whole
     * @see "RFC 6901"
     */
    public String pointer() {
        return pointer;
    }

    /** {@return what is wrong and what to do, for a person} */
    public String message() {
        return message;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Finding finding
                && finding.code == code
                && finding.pointer.equals(pointer)
                && finding.message.equals(message);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, pointer, message);
    }

    /** {@return severity, place, code and message, on one line} */
    @Override
    public String toString() {
        return severity() + " " + (pointer.isEmpty() ? "/" : pointer) + " " + code + ": " + message;
    }
}

package io.opensesame.jdbc;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that happened to the logins or connections of one data source. Immutable; holds no password. */
public final class LoginEvent {
    /** What happened. More kinds may come: let a {@code switch} have a default. */
    public enum Kind {
        /** The database let the version's login in; there is one more connection of it. */
        ACCEPTED,

        /** The database refused the version's login: {@link #refusal()} tells why. */
        REFUSED,

        /** A login was not tried, since it could have been one wrong login too many. */
        WITHHELD,

        /** A connection could not be made for another reason than its login. */
        FAILED,

        /** The version became the current one; connections of others begin to be retired. */
        ROTATED,

        /** A connection of the version, which is not current any more, was closed. */
        RETIRED,

        /** The last connection of a version that is not current was closed. */
        DRAINED
    }

    private final Kind kind;
    private final String secretName;
    private final String versionId;
    private final @Nullable LoginRefusal refusal;
    private final Instant at;

    private LoginEvent(Kind kind, String secretName, String versionId, @Nullable LoginRefusal refusal, Instant at) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.secretName = Objects.requireNonNull(secretName, "secretName");
        this.versionId = Objects.requireNonNull(versionId, "versionId");
        this.refusal = refusal;
        this.at = Objects.requireNonNull(at, "at");
    }

    /**
     * Returns an event other than a refusal.
     *
     * @param kind what happened
     * @param secretName the secret's name or ARN
     * @param versionId the version that it is about
     * @param at when it happened
     * @return the event
     */
    public static LoginEvent of(Kind kind, String secretName, String versionId, Instant at) {
        return new LoginEvent(kind, secretName, versionId, null, at);
    }

    /**
     * Returns the event of a refused login.
     *
     * @param refusal why it was refused
     * @param secretName the secret's name or ARN
     * @param versionId the version whose login it was
     * @param at when it happened
     * @return the event
     */
    public static LoginEvent refused(LoginRefusal refusal, String secretName, String versionId, Instant at) {
        return new LoginEvent(Kind.REFUSED, secretName, versionId, Objects.requireNonNull(refusal, "refusal"), at);
    }

    /** {@return what happened} */
    public Kind kind() {
        return kind;
    }

    /** {@return the secret's name or ARN, as it was asked for} */
    public String secretName() {
        return secretName;
    }

    /** {@return the id of the version that this is about} */
    public String versionId() {
        return versionId;
    }

    /** {@return why the login was refused; empty for other events} */
    public Optional<LoginRefusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** {@return when it happened} */
    public Instant at() {
        return at;
    }

    @Override
    public String toString() {
        return "LoginEvent[" + kind + (refusal == null ? "" : " " + refusal) + ", secretName=" + secretName
                + ", versionId=" + versionId + ", at=" + at + "]";
    }
}

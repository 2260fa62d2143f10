package io.opensesame.ram;

import io.opensesame.error.KmsServiceException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which failures of a call mean that its AccessKey is gone or disabled. Immutable.
 *
 * <p>A failure means it if the exception or one of its causes has one of the {@link #refusalCodes()}, or a code that
 * begins with one of them and a dot. The codes are read from the exceptions of this library, and of the SDKs that
 * {@link Builder#errorCodes} adds.
 *
 * <p>The codes by default, from the documentation of the services:
 *
 * <table>
 * <caption>Codes by default</caption>
 * <tr><th>Code</th><th>Services</th></tr>
 * <tr><td>{@code InvalidAccessKeyId}</td><td>Object Storage Service, also for a disabled AccessKey</td></tr>
 * <tr><td>{@code InvalidAccessKeyId.NotFound}, {@code InvalidAccessKeyId.Inactive}</td><td>all services behind the API
 * gateway, such as KMS, RAM and ECS</td></tr>
 * <tr><td>{@code Forbidden.AccessKeyDisabled}, {@code Forbidden.AccessKey}</td><td>KMS</td></tr>
 * <tr><td>{@code Unauthorized}</td><td>Simple Log Service; the vendor's own clients take it so. It says a missing permission
 * too, which then costs a question to KMS and perhaps a second call</td></tr>
 * </table>
 *
 * <p>A signature that does not match is none of them: another AccessKey would not mend what made it.
 */
public final class FollowOptions {
    private static final List<String> STANDARD_CODES =
            List.of("InvalidAccessKeyId", "Forbidden.AccessKeyDisabled", "Forbidden.AccessKey", "Unauthorized");

    /** A chain of causes may be a ring. */
    private static final int MAX_CAUSES = 20;

    private final Set<String> refusalCodes;
    private final List<ErrorCodeReader> readers;

    private FollowOptions(Builder builder) {
        this.refusalCodes = Set.copyOf(builder.refusalCodes);
        this.readers = List.copyOf(builder.readers);
    }

    /** {@return the default options} */
    public static FollowOptions defaults() {
        return builder().build();
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the codes by which services refuse an AccessKey that is gone or disabled; unmodifiable} */
    public Set<String> refusalCodes() {
        return refusalCodes;
    }

    /**
     * Tells whether a failure means that the AccessKey of the call is gone or disabled.
     *
     * @param failure what the call threw
     * @return whether another AccessKey may help
     */
    public boolean isRefusal(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            for (ErrorCodeReader reader : readers) {
                if (reader.errorCode(cause).filter(this::isRefusalCode).isPresent()) {
                    return true;
                }
            }
            cause = cause.getCause();
        }
        return false;
    }

    private boolean isRefusalCode(String code) {
        return refusalCodes.stream().anyMatch(known -> code.equals(known) || code.startsWith(known + "."));
    }

    /** {@return the codes and how many SDKs' exceptions are read} */
    @Override
    public String toString() {
        return "FollowOptions[refusalCodes=" + refusalCodes + ", readers=" + readers.size() + "]";
    }

    /** Collects the options; each method returns this builder. Not thread-safe. */
    public static final class Builder {
        private final Set<String> refusalCodes = new LinkedHashSet<>(STANDARD_CODES);
        private final List<ErrorCodeReader> readers = new ArrayList<>(List.of(FollowOptions::ownCode));

        private Builder() {}

        /**
         * Adds codes by which a service refuses an AccessKey that is gone or disabled.
         *
         * @param codes the codes; each also stands for those that go on after a dot
         * @return this builder
         * @throws IllegalArgumentException if one is blank
         */
        public Builder refusalCodes(String... codes) {
            for (String code : codes) {
                if (code.isBlank()) {
                    throw new IllegalArgumentException("an error code must not be blank");
                }
                refusalCodes.add(code);
            }
            return this;
        }

        /**
         * Adds a reader of the exceptions of an SDK; {@code opensesame-sdk-credentials-adapters} has those of the
         * vendor's.
         *
         * @param reader the reader
         * @return this builder
         */
        public Builder errorCodes(ErrorCodeReader reader) {
            readers.add(Objects.requireNonNull(reader, "reader"));
            return this;
        }

        /** {@return the options} */
        public FollowOptions build() {
            return new FollowOptions(this);
        }
    }

    private static Optional<String> ownCode(Throwable failure) {
        return failure instanceof KmsServiceException refusal ? Optional.of(refusal.code()) : Optional.empty();
    }
}

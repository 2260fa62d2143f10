package io.opensesame.internal.http;

import io.opensesame.kms.CallAttempt.Outcome;
import java.util.Set;

/**
 * What an error code means for the next attempt. The code decides; the HTTP status only where the code says nothing.
 *
 * @see "KMS API reference: error codes"
 */
enum ErrorClass {
    /** Over the limit of calls, so not carried out. */
    THROTTLED(Outcome.THROTTLED),

    /** The service takes no calls at the moment, so it was not carried out. */
    UNAVAILABLE(Outcome.SERVICE_FAILED),

    /** The service, or a gateway before it, failed: the call may have been carried out. */
    FAILED(Outcome.SERVICE_FAILED),

    /** The nonce was seen before: something on the way sent the request twice, and the first one may have arrived. */
    NONCE_USED(Outcome.REFUSED),

    /** The time of the signature is off. */
    CLOCK_REFUSED(Outcome.REFUSED),

    /** The AccessKey or its token is unknown, disabled or expired. */
    CREDENTIALS_REFUSED(Outcome.REFUSED),

    /** The signature arrived in a state that a new one may mend. */
    SIGNATURE_DAMAGED(Outcome.REFUSED),

    /** Any other refusal: the same call would be refused again. */
    REFUSED(Outcome.REFUSED);

    /** The second is the service's own spelling. */
    private static final Set<String> UNAVAILABLE_CODES =
            Set.of("ServiceUnavailableTemporary", "SerivceUnvailableTemporary", "ServiceUnavailable");

    private static final Set<String> FAILED_CODES = Set.of("InternalFailure", "InternalError", "UnknownError");

    private static final Set<String> CREDENTIALS_CODES =
            Set.of("Forbidden.AccessKey", "Forbidden.AccessKeyDisabled", "MissingSecurityToken", "InvalidAccessKeyId");

    /** What a dry run answers, for which the reference names no status. */
    private static final Set<String> DRY_RUN_CODES =
            Set.of("DryRunOperationError", "ValidationError", "AccessDeniedError");

    private final Outcome outcome;

    ErrorClass(Outcome outcome) {
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }

    static ErrorClass of(String code, int httpStatus) {
        if (code.equals("Rejected.Throttling") || code.equals("Throttling") || code.startsWith("Throttling.")) {
            return THROTTLED;
        }
        if (UNAVAILABLE_CODES.contains(code)) {
            return UNAVAILABLE;
        }
        if (FAILED_CODES.contains(code)) {
            return FAILED;
        }
        if (code.equals("SignatureNonceUsed")) {
            return NONCE_USED;
        }
        if (code.equals("InvalidTimeStamp.Expired") || code.equals("IllegalTimestamp")) {
            return CLOCK_REFUSED;
        }
        if (code.equals("IncompleteSignature")) {
            return SIGNATURE_DAMAGED;
        }
        if (CREDENTIALS_CODES.contains(code)
                || code.startsWith("InvalidAccessKeyId.")
                || code.startsWith("InvalidSecurityToken")) {
            return CREDENTIALS_REFUSED;
        }
        return DRY_RUN_CODES.contains(code) ? REFUSED : ofStatus(httpStatus);
    }

    private static ErrorClass ofStatus(int httpStatus) {
        return switch (httpStatus) {
            case 429 -> THROTTLED;
            case 503 -> UNAVAILABLE;
            default -> httpStatus >= 500 ? FAILED : REFUSED;
        };
    }

    /** Whether the call certainly had no effect, so that even a call that must not happen twice may be tried again. */
    boolean hadNoEffect() {
        return this == THROTTLED || this == UNAVAILABLE;
    }

    /** Whether waiting may help. */
    boolean isTransient() {
        return this == THROTTLED || this == UNAVAILABLE || this == FAILED || this == NONCE_USED;
    }

    /** Whether the endpoint itself is in trouble, as its circuit breaker sees it. */
    boolean isEndpointFailure() {
        return this == UNAVAILABLE || this == FAILED;
    }
}

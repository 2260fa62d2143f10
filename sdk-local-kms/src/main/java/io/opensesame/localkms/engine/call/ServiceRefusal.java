package io.opensesame.localkms.engine.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer of the service that is not success: an HTTP status, a code for programs, and a message for people.
 *
 * <p>It is an answer rather than a fault of the emulator, so it records no stack trace.
 *
 * @see "KMS API reference: error codes"
 */
public final class ServiceRefusal extends RuntimeException {
    private final int status;
    private final String code;
    private final transient Map<String, String> accessDeniedDetail;

    /** Creates a refusal with the HTTP status and the texts that the caller gets to see. */
    public ServiceRefusal(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    private ServiceRefusal(int status, String code, String message, Map<String, String> accessDeniedDetail) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.accessDeniedDetail = accessDeniedDetail;
    }

    /** Returns this refusal with another status and code. */
    public ServiceRefusal as(int otherStatus, String otherCode) {
        return new ServiceRefusal(otherStatus, otherCode, getMessage(), accessDeniedDetail);
    }

    /** Returns the HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** Returns the error code, such as {@code Forbidden.ResourceNotFound}. */
    public String code() {
        return code;
    }

    /** Returns the sentence for people. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Returns what the answer says beside the error of a permission that is missing; empty for other refusals. */
    public Map<String, String> accessDeniedDetail() {
        return accessDeniedDetail;
    }

    /** Refuses a call of an operation that does not exist. */
    public static ServiceRefusal unknownAction() {
        return new ServiceRefusal(
                404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method.");
    }

    /** Refuses a call that lacks a parameter. */
    public static ServiceRefusal missing(String parameter) {
        return new ServiceRefusal(
                400, "MissingParameter", "The parameter \"" + parameter + "\" is needed but not provided.");
    }

    /** Refuses a parameter's value. */
    public static ServiceRefusal invalid(String parameter) {
        return new ServiceRefusal(
                400, "InvalidParameter", "The specified parameter \"" + parameter + "\" is not valid.");
    }

    /** Refuses a parameter's value with the reason, a clause, which the service does not tell. */
    public static ServiceRefusal invalid(String parameter, String reason) {
        return new ServiceRefusal(
                400, "InvalidParameter", "The specified parameter \"" + parameter + "\" is not valid: " + reason + ".");
    }

    /** Refuses what is never possible with this kind of resource. */
    public static ServiceRefusal unsupported() {
        return new ServiceRefusal(400, "UnsupportedOperation", "This action is not supported.");
    }

    /** Refuses one resource, tag or version too many. */
    public static ServiceRefusal limitExceeded() {
        return new ServiceRefusal(
                400,
                "Rejected.LimitExceeded",
                "The request was rejected because user create resource limit was exceeded.");
    }

    /**
     * Refuses a caller who has no right to the resource.
     *
     * @param accessDeniedDetail what the answer says of the missing permission, as members and texts
     */
    public static ServiceRefusal noPermission(String resourceArn, Map<String, String> accessDeniedDetail) {
        return new ServiceRefusal(
                403,
                "Forbidden.NoPermission",
                "This operation for " + resourceArn + " is forbidden by permission system.",
                Collections.unmodifiableMap(new LinkedHashMap<>(accessDeniedDetail)));
    }

    /**
     * Refuses a caller whom RAM does not allow what RAM or STS is asked for.
     *
     * @param accessDeniedDetail what the answer says of the missing permission, as members and texts
     */
    public static ServiceRefusal notAuthorized(
            String principalArn, String action, String resourceArn, Map<String, String> accessDeniedDetail) {
        return new ServiceRefusal(
                403,
                "NoPermission",
                "You are not authorized to do this action. You should be authorized by RAM: " + principalArn
                        + " may not " + action + " on " + resourceArn + ".",
                Collections.unmodifiableMap(new LinkedHashMap<>(accessDeniedDetail)));
    }

    /** Refuses a call about the resources of an account other than the one whose resources are kept here. */
    public static ServiceRefusal serviceNotEnabled(String keptAccountId) {
        return new ServiceRefusal(
                403,
                "Forbidden.KmsServiceNotEnabled",
                "Kms service is not Enabled for current user. LocalKms keeps the resources of account " + keptAccountId
                        + " alone; callers of other accounts name them by their ARNs.");
    }

    /** Refuses a call about a secret, or a version of it, that does not exist. */
    public static ServiceRefusal notFound() {
        return new ServiceRefusal(404, "Forbidden.ResourceNotFound", "The resource is not found.");
    }

    /** Refuses a call about a key that does not exist. */
    public static ServiceRefusal keyNotFound() {
        return new ServiceRefusal(404, "Forbidden.KeyNotFound", "The specified Key is not found.");
    }

    /** Refuses to create what exists. */
    public static ServiceRefusal exists() {
        return new ServiceRefusal(409, "Rejected.ResourceExist", "The resource already exists.");
    }

    /** Refuses to use a secret that is to be deleted. */
    public static ServiceRefusal inDeleteWindow() {
        return new ServiceRefusal(409, "Rejected.ResourceInDeleteWindow", "The secret is planned to be deleted.");
    }

    /** Refuses a secret that is in a state which forbids the call. */
    public static ServiceRefusal inUse(String message) {
        return new ServiceRefusal(409, "Rejected.ResourceInUse", message);
    }

    /** Refuses a call that came too soon after others. */
    public static ServiceRefusal throttled() {
        return new ServiceRefusal(429, "Rejected.Throttling", "QPS Limit Exceeded");
    }
}

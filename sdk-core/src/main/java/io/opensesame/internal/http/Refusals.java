package io.opensesame.internal.http;

import io.opensesame.error.AccessDeniedDetail;
import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.KeyUnavailableException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.PendingDeletionException;
import io.opensesame.error.RefusedCredentialsException;
import io.opensesame.error.ResourceExistsException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.error.ServiceUnavailableException;
import io.opensesame.error.ThrottledException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a refusal into the exception that says what to do about it.
 *
 * @see "KMS API reference: error codes"
 */
final class Refusals {
    private static final Set<String> KEY_UNAVAILABLE =
            Set.of("Rejected.Disabled", "Rejected.PendingDeletion", "Rejected.PendingImport", "Rejected.Unavailable");

    private static final Set<String> KEY_NOT_FOUND =
            Set.of("Forbidden.KeyNotFound", "Forbidden.KeyVersionNotFound", "Forbidden.AliasNotFound");

    private static final Set<String> NOT_FOUND =
            Set.of("Certificate.NotFound", "InvalidResourceId.NotFound", "Forbidden.DKMSInstanceNotFound");

    private static final Set<String> EXISTS =
            Set.of("Rejected.ResourceExist", "Rejected.DuplicateVersionId", "AliasAlreadyExists");

    private static final Set<String> INVALID = Set.of(
            "UnsupportedOperation",
            "Rejected.UnsupportedOperation",
            "UnsupportedHTTPMethod",
            "ParseRequestParameterException",
            "ContentLengthDoesNotMatch",
            "ExpiredImportToken",
            "Duplicate.TagKey",
            "Forbidden.KeyPolicyUnSupported",
            "ValidationError",
            "MalformedPolicyDocument");

    /** The last is what a dry run answers. */
    private static final Set<String> DENIED = Set.of("Forbidden.NoPermission", "NoPermission", "AccessDeniedError");

    /** What to do about refusals that have no class of their own. */
    private static final Map<String, String> ADVICE = Map.of(
            "Rejected.StateModifiedFailed",
            "The state of the key or certificate does not allow it; DescribeKey tells the state, DescribeCertificate"
                    + " that of a certificate.",
            "Rejected.LimitExceeded",
            "Delete what is no longer needed, or have the account's quota raised.",
            "Rejected.ShareQuotaExceedLimit",
            "Delete what is no longer needed, or have the instance's quota raised.",
            "DryRunOperationError",
            "The call would have succeeded; it was a dry run.",
            "Forbidden.KmsServiceNotEnabled",
            "Activate KMS for the account, then try again.",
            "Inactive",
            "Activate RAM for the account, then try again.",
            "Forbidden.InDebt",
            "The account has payments to make.",
            "Forbidden.InDebtOverdue",
            "The account has payments to make.");

    /** What to do about what RAM does not have, under a name rather than an id. */
    private static final String NAMED_NOTHING =
            "Check the name, and that the AccessKey that signs is of the account that has it.";

    private static final String NAMED_ALREADY = "Compare what exists with what was wanted, or choose another name.";

    /** The operations in which KMS acts in RAM, by its service role. */
    private static final Set<String> ROTATING = Set.of("CreateSecret", "RotateSecret", "UpdateSecretRotationPolicy");

    private static final String AUTHORIZE =
            "sesame.ram().authorization().check() tells what is wrong with it, and" + " apply() mends it.";

    /** What to do where KMS acted in RAM and was refused; that it hands on RAM's own code is inferred. */
    private static final Map<String, String> RAM_ADVICE = Map.of(
            "NoPermission",
            "It is the service role of KMS that lacks a permission in RAM. " + AUTHORIZE,
            "EntityNotExist.Role",
            "KMS looks for its service role in RAM. " + AUTHORIZE,
            "EntityNotExist.User",
            "The RAM user has to exist. Create it again under its old name, or delete the secret.",
            "LimitExceeded.User.AccessKey",
            "The RAM user has two AccessKeys that KMS may not delete: delete one that is not in the secret.");

    private static final String FOREIGN =
            "The answer has no error code of the service: a proxy or load balancer may have given it.";

    private static final Set<String> POLICY_UNSUPPORTED =
            Set.of("UnsupportedOperation", "Rejected.UnsupportedOperation", "Forbidden.KeyPolicyUnSupported");

    private static final Set<String> RESOURCE_POLICY_READS = Set.of("GetSecretPolicy", "GetKeyPolicy");

    private static final String INSTANCE_ONLY =
            "Only secrets and keys in a KMS instance have a policy of their own; grant it by a RAM policy instead.";

    private Refusals() {}

    static KmsServiceException exception(
            ErrorClass errorClass,
            ServiceRefusal refusal,
            AccessDeniedDetail denial,
            @Nullable Duration retryAfter,
            RpcService service,
            RpcCall call) {
        return switch (errorClass) {
            case THROTTLED -> new ThrottledException(refusal, retryAfter);
            case UNAVAILABLE, FAILED -> new ServiceUnavailableException(refusal);
            case CLOCK_REFUSED, CREDENTIALS_REFUSED, SIGNATURE_DAMAGED, NONCE_USED ->
                new RefusedCredentialsException(refusal);
            case REFUSED -> byCode(refusal, denial, service, call);
        };
    }

    private static KmsServiceException byCode(
            ServiceRefusal refusal, AccessDeniedDetail denial, RpcService service, RpcCall call) {
        String code = refusal.code();
        if (code.isEmpty()) {
            return new KmsServiceException(refusal, FOREIGN);
        }
        if (service.product().equals("kms") && ROTATING.contains(call.action()) && RAM_ADVICE.containsKey(code)) {
            return refusedInRam(refusal);
        }
        if (code.equals("Forbidden.ResourceNotFound")) {
            return call.isAboutSecrets() ? secretNotFound(refusal, call) : new ResourceNotFoundException(refusal);
        }
        if (KEY_UNAVAILABLE.contains(code) || (KEY_NOT_FOUND.contains(code) && call.isAboutSecrets())) {
            return new KeyUnavailableException(refusal);
        }
        if (code.startsWith("EntityNotExist")) {
            return new ResourceNotFoundException(refusal, NAMED_NOTHING);
        }
        if (KEY_NOT_FOUND.contains(code) || NOT_FOUND.contains(code)) {
            return new ResourceNotFoundException(refusal);
        }
        if (code.equals("Rejected.ResourceInDeleteWindow")) {
            return new PendingDeletionException(refusal);
        }
        if (code.startsWith("EntityAlreadyExist")) {
            return new ResourceExistsException(refusal, NAMED_ALREADY);
        }
        if (EXISTS.contains(code)) {
            return new ResourceExistsException(refusal);
        }
        if (DENIED.contains(code) || code.startsWith("NoPermission.")) {
            DeniedPermission denied = DeniedPermission.of(service, call, refusal.message(), denial.authAction());
            return new AccessDeniedException(
                    refusal, denied.actions(), denied.resourceArn(), denied.statement(), denial);
        }
        if (code.startsWith("Signature") || code.startsWith("InvalidTimeStamp")) {
            return new RefusedCredentialsException(refusal);
        }
        if (isInvalid(code)) {
            return isPolicyOfResource(code, call)
                    ? new InvalidRequestException(refusal, INSTANCE_ONLY)
                    : new InvalidRequestException(refusal);
        }
        return new KmsServiceException(refusal, advice(code));
    }

    /** What KMS was told when it acted in RAM: it is its own role that may not, rather than the caller. */
    private static KmsServiceException refusedInRam(ServiceRefusal refusal) {
        String advice = RAM_ADVICE.getOrDefault(refusal.code(), "");
        return refusal.code().startsWith("EntityNotExist")
                ? new ResourceNotFoundException(refusal, advice)
                : new KmsServiceException(refusal, advice);
    }

    private static String advice(String code) {
        if (code.equals("LimitExceeded.User.AccessKey")) {
            return "A RAM user has two AccessKeys at most: disable one that nobody uses, later delete it.";
        }
        if (code.startsWith("LimitExceeded.")) {
            return "Delete what is no longer needed, or have the account's quota raised.";
        }
        if (code.startsWith("DeleteConflict.")) {
            return "First detach or delete what depends on it; the code says of which kind that is.";
        }
        return ADVICE.getOrDefault(code, "");
    }

    /** A read says which version it asked for; other operations name a version that they make or move. */
    private static SecretNotFoundException secretNotFound(ServiceRefusal refusal, RpcCall call) {
        String id = call.parameters().getOrDefault("VersionId", "");
        String stage = call.parameters().getOrDefault("VersionStage", "");
        if (!call.action().equals("GetSecretValue") || (id.isEmpty() && stage.isEmpty())) {
            return new SecretNotFoundException(refusal);
        }
        String byId = id.isEmpty() ? "" : "by id '" + ServiceWords.oneLine(id) + "'";
        String atStage = stage.isEmpty() ? "" : "at stage '" + ServiceWords.oneLine(stage) + "'";
        return new SecretNotFoundException(refusal, (byId + " " + atStage).strip());
    }

    /** Whether the call is about the policy of a secret or a key that can have none. */
    private static boolean isPolicyOfResource(String code, RpcCall call) {
        return POLICY_UNSUPPORTED.contains(code)
                && (call.parameters().containsKey("Policy") || RESOURCE_POLICY_READS.contains(call.action()));
    }

    private static boolean isInvalid(String code) {
        return INVALID.contains(code)
                || code.startsWith("Invalid")
                || code.startsWith("Missing")
                || code.startsWith("Unsupported.");
    }
}

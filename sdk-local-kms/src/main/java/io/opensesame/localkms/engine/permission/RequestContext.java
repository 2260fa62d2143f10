package io.opensesame.localkms.engine.permission;

import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.WireTime;
import io.opensesame.policy.Principal;
import io.opensesame.policy.catalogue.KmsCatalogue;
import io.opensesame.policy.catalogue.KmsOperation;
import io.opensesame.policy.evaluation.AccessRequest;
import java.util.List;

/**
 * Tells what a call has for the condition keys of policies.
 *
 * <p>There is no {@code acs:MFAPresent}, which calls with an AccessKey lack, nor {@code acs:SourceVpc}. A key of KMS's
 * own is there if the operation that an action is named after carries it, or else the operation called: so the
 * {@code kms:Decrypt} that GetSecretValue needs is conditional upon the tags of the key, as Decrypt is. That is
 * inferred.
 *
 * @see "RAM documentation: policy elements, Condition; KMS documentation: condition keys"
 */
final class RequestContext {
    private static final String KMS = "kms:";
    private static final String TAG = "kms:tag/";
    private static final String ALGORITHM = "kms:EncryptionAlgorithm";
    private static final String SYMMETRIC = "SYMMETRIC_DEFAULT";

    private final KmsCatalogue catalogue;

    RequestContext(KmsCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    AccessRequest accessRequest(String operation, Request request, String action, GuardedResource resource) {
        Principal principal = Principal.ofRam(request.caller().principalArn());
        AccessRequest.Builder builder = AccessRequest.builder(principal, action, resource.arn())
                .context("acs:SourceIp", request.origin().sourceAddress())
                .context(
                        "acs:SecureTransport", Boolean.toString(request.origin().secure()))
                .context("acs:CurrentTime", WireTime.date(request.now()))
                .context("acs:PrincipalARN", identityArn(principal));
        for (String key : carriedKeys(operation, action)) {
            if (key.startsWith(TAG)) {
                resource.keyTags().forEach((tag, value) -> builder.context(TAG + tag, value));
            } else if (key.equals(ALGORITHM)) {
                builder.context(ALGORITHM, algorithm(request, action));
            }
        }
        return builder.build();
    }

    /** A session counts as its role, without the session's name; that is inferred. */
    private static String identityArn(Principal principal) {
        return principal.type() == Principal.Type.RAM_ROLE
                ? Principal.ramRole(principal.accountId(), principal.name()).toString()
                : principal.toString();
    }

    private List<String> carriedKeys(String operation, String action) {
        if (!action.startsWith(KMS)) {
            return List.of();
        }
        return catalogue
                .operation(action.substring(KMS.length()))
                .or(() -> catalogue.operation(operation))
                .map(KmsOperation::conditionKeys)
                .orElse(List.of());
    }

    private static String algorithm(Request request, String action) {
        String parameter = switch (action) {
            case "kms:ReEncryptFrom" -> "SourceEncryptionAlgorithm";
            case "kms:AsymmetricEncrypt", "kms:AsymmetricDecrypt" -> "Algorithm";
            default -> "";
        };
        return request.parameters().optional(parameter).orElse(SYMMETRIC);
    }
}

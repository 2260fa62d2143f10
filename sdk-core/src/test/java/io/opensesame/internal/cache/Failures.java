package io.opensesame.internal.cache;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.error.ServiceRefusal;

/** What KMS, or the way to it, says no with. */
final class Failures {
    private Failures() {}

    static KmsTransportException down() {
        return new KmsTransportException("GetSecretValue", "kms.test", "connection refused", null);
    }

    static SecretNotFoundException notFound() {
        return new SecretNotFoundException(refusal(404, "Forbidden.ResourceNotFound"));
    }

    static AccessDeniedException denied() {
        return new AccessDeniedException(refusal(403, "Forbidden.NoPermission"), "acs:kms:*:*:secret/orders/db", "{}");
    }

    private static ServiceRefusal refusal(int status, String code) {
        return new ServiceRefusal("GetSecretValue", "orders/db", "kms.test", status, code, "", "id-1");
    }
}

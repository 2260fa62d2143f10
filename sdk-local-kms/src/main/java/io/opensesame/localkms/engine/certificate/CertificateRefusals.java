package io.opensesame.localkms.engine.certificate;

import io.opensesame.localkms.engine.call.ServiceRefusal;

/**
 * What the service says when a certificate can't be had or used. Documented are Certificate.NotFound and
 * InvalidParameter; the codes for a status that forbids something are those of keys.
 */
final class CertificateRefusals {
    private CertificateRefusals() {}

    static ServiceRefusal notFound() {
        return new ServiceRefusal(404, "Certificate.NotFound", "The specified certificate is not found.");
    }

    /** Refuses a change of the status. */
    static ServiceRefusal notModified(CertificateStatus status) {
        return new ServiceRefusal(
                409,
                "Rejected.StateModifiedFailed",
                "Certificate state modified failed, because the state is " + status + ".");
    }

    /** Refuses a use of the key pair. */
    static ServiceRefusal unavailable(CertificateStatus status) {
        return new ServiceRefusal(
                409,
                "Rejected.Unavailable",
                "The request was rejected because the certificate state is " + status + ".");
    }
}

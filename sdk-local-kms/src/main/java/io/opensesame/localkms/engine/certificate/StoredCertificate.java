package io.opensesame.localkms.engine.certificate;

import io.opensesame.localkms.engine.call.Tags;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One certificate: its signing request, what was issued for it, and its status. */
final class StoredCertificate {
    private final String id;
    private final SigningRequest request;
    private final boolean exportable;
    private final Instant createdAt;
    private final Tags tags = new Tags();
    private CertificateStatus status = CertificateStatus.PENDING;
    private @Nullable IssuedCertificate issued;
    private Instant updatedAt;

    StoredCertificate(String id, SigningRequest request, boolean exportable, Instant createdAt) {
        this.id = id;
        this.request = request;
        this.exportable = exportable;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    String id() {
        return id;
    }

    SigningRequest request() {
        return request;
    }

    boolean exportable() {
        return exportable;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    Tags tags() {
        return tags;
    }

    CertificateStatus status() {
        return status;
    }

    Optional<IssuedCertificate> issued() {
        return Optional.ofNullable(issued);
    }

    void requireUpload() {
        if (!status.allowsUpload()) {
            throw CertificateRefusals.notModified(status);
        }
    }

    void upload(IssuedCertificate certificate, Instant now) {
        requireUpload();
        if (status == CertificateStatus.PENDING) {
            status = CertificateStatus.ACTIVE;
        }
        issued = certificate;
        updatedAt = now;
    }

    void setStatus(CertificateStatus target, Instant now) {
        if (!status.allowsSetting(target)) {
            throw CertificateRefusals.notModified(status);
        }
        status = target;
        updatedAt = now;
    }

    /** Refuses to make new signatures and ciphertexts in a status that forbids it. */
    void requireMaking() {
        if (!status.allowsMaking()) {
            throw CertificateRefusals.unavailable(status);
        }
    }

    /** Refuses to use signatures and ciphertexts that exist in a status that forbids it. */
    void requireReading() {
        if (!status.allowsReading()) {
            throw CertificateRefusals.unavailable(status);
        }
    }
}

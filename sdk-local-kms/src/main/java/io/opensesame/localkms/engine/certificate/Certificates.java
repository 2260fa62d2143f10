package io.opensesame.localkms.engine.certificate;

import io.opensesame.localkms.engine.call.Account;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.RandomIds;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.call.Tags;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** The certificates of one account in one region, and every operation on them. The engine's lock guards them. */
public final class Certificates {
    static final String ID = "CertificateId";

    private final Account account;
    private final RandomIds ids;
    private final SecureRandom random;
    private final Map<String, StoredCertificate> certificates = new HashMap<>();

    /**
     * Creates a manager without certificates.
     *
     * @param account the account that owns every certificate
     * @param ids where the certificates' ids come from
     * @param random where their keys come from
     */
    public Certificates(Account account, RandomIds ids, SecureRandom random) {
        this.account = account;
        this.ids = ids;
        this.random = random;
    }

    /** Returns the operations by their names. */
    public Map<String, Operation> table() {
        Map<String, Operation> table = new HashMap<>();
        table.putAll(new CertificateOperations(this, ids, random).table());
        table.putAll(new CertificateCryptography(this).table());
        return table;
    }

    /**
     * Returns the tags of the certificate that a request names by its id.
     *
     * @throws ServiceRefusal if there is no such certificate
     */
    public Tags changeableTags(Request request) {
        return find(request).tags();
    }

    String arn(StoredCertificate certificate) {
        return account.arn("certificate/" + certificate.id());
    }

    void add(StoredCertificate certificate) {
        certificates.put(certificate.id(), certificate);
    }

    void remove(StoredCertificate certificate) {
        certificates.remove(certificate.id());
    }

    /** Returns the certificate that a request names by its id; an ARN is no id. */
    StoredCertificate find(Request request) {
        String id = request.parameters().required(ID);
        StoredCertificate found = certificates.get(id);
        if (found == null) {
            throw CertificateRefusals.notFound();
        }
        return found;
    }
}

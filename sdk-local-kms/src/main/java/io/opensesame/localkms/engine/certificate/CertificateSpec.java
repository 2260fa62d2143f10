package io.opensesame.localkms.engine.certificate;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.crypto.KeyAlgorithm;
import io.opensesame.localkms.engine.crypto.KeySpec;
import java.util.Arrays;

/** The key specs that certificates can have, and how each signs its signing request. */
enum CertificateSpec {
    RSA_2048(KeySpec.RSA_2048, KeyAlgorithm.RSA_PKCS1_SHA_256, "SHA256WITHRSA", "RSA2048-SHA256"),
    EC_P256(KeySpec.EC_P256, KeyAlgorithm.ECDSA_SHA_256, "SHA256WITHECDSA", "ECDSA-SHA256"),
    EC_SM2(KeySpec.EC_SM2, KeyAlgorithm.SM2DSA, "SM3WITHSM2", "SM2-SM3");

    private final KeySpec keySpec;
    private final KeyAlgorithm requestAlgorithm;
    private final String requestAlgorithmName;
    private final String signatureAlgorithm;

    CertificateSpec(
            KeySpec keySpec, KeyAlgorithm requestAlgorithm, String requestAlgorithmName, String signatureAlgorithm) {
        this.keySpec = keySpec;
        this.requestAlgorithm = requestAlgorithm;
        this.requestAlgorithmName = requestAlgorithmName;
        this.signatureAlgorithm = signatureAlgorithm;
    }

    static CertificateSpec parse(String parameter, String text) {
        return Arrays.stream(values())
                .filter(spec -> spec.keySpec.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> ServiceRefusal.invalid(parameter));
    }

    KeySpec keySpec() {
        return keySpec;
    }

    /** Returns the algorithm that signs the signing request. */
    KeyAlgorithm requestAlgorithm() {
        return requestAlgorithm;
    }

    /** Returns that algorithm's name in X.509. */
    String requestAlgorithmName() {
        return requestAlgorithmName;
    }

    /** Returns what DescribeCertificate says. */
    String signatureAlgorithm() {
        return signatureAlgorithm;
    }
}

package io.opensesame.benchmarks.envelope;

import com.amazonaws.encryptionsdk.CryptoAlgorithm;
import io.opensesame.envelope.AlgorithmSuite;
import java.security.GeneralSecurityException;

/** What is measured, in the order of the tables. */
public enum Contenders {
    /** AES-256-GCM by the JDK in one call, with a random nonce: no derivation, no commitment, no header. */
    JCE_ONE_CALL("raw JCE AES-256-GCM, one doFinal"),
    /** The same by update, 8 KiB at a time. */
    JCE_PIECES("raw JCE AES-256-GCM, 8 KiB pieces"),
    /** Tink's Aead, and its StreamingAead for streams. */
    TINK("Tink, Aead or StreamingAead"),
    /** OpenSesame's default. */
    OPENSESAME("**OpenSesame, AES_256_GCM**"),
    /** OpenSesame with the shorter key. */
    OPENSESAME_128("**OpenSesame, AES_128_GCM**"),
    /** OpenSesame with the national algorithms. */
    OPENSESAME_SM4("**OpenSesame, SM4_GCM**"),
    /** The AWS Encryption SDK with commitment and without a signature. */
    AWS("AWS Encryption SDK, committing"),
    /** The AWS Encryption SDK as it comes. */
    AWS_SIGNED("AWS Encryption SDK, default (signed)");

    private final String title;

    Contenders(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    Contender create() throws GeneralSecurityException {
        return switch (this) {
            case JCE_ONE_CALL -> new JceContender(Integer.MAX_VALUE);
            case JCE_PIECES -> new JceContender(8_192);
            case TINK -> new TinkContender();
            case OPENSESAME -> new OpenSesameContender(AlgorithmSuite.AES_256_GCM);
            case OPENSESAME_128 -> new OpenSesameContender(AlgorithmSuite.AES_128_GCM);
            case OPENSESAME_SM4 -> new OpenSesameContender(AlgorithmSuite.SM4_GCM);
            case AWS -> new AwsContender(CryptoAlgorithm.ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY);
            case AWS_SIGNED -> new AwsContender(CryptoAlgorithm.ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384);
        };
    }
}

package io.opensesame.benchmarks.envelope;

import com.amazonaws.encryptionsdk.AwsCrypto;
import com.amazonaws.encryptionsdk.CommitmentPolicy;
import com.amazonaws.encryptionsdk.CryptoAlgorithm;
import com.amazonaws.encryptionsdk.CryptoMaterialsManager;
import com.amazonaws.encryptionsdk.caching.CachingCryptoMaterialsManager;
import com.amazonaws.encryptionsdk.caching.LocalCryptoMaterialsCache;
import com.amazonaws.encryptionsdk.jce.JceMasterKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;

/** The AWS Encryption SDK with a local master key and a cache of data keys. */
final class AwsContender implements Contender {
    private final AwsCrypto crypto;
    private final CryptoMaterialsManager materials;

    AwsContender(CryptoAlgorithm algorithm) {
        crypto = AwsCrypto.builder()
                .withCommitmentPolicy(CommitmentPolicy.RequireEncryptRequireDecrypt)
                .withEncryptionAlgorithm(algorithm)
                .build();
        JceMasterKey local = JceMasterKey.getInstance(
                new SecretKeySpec(new byte[32], "AES"), "benchmark", "key", "AES/GCM/NoPadding");
        materials = CachingCryptoMaterialsManager.newBuilder()
                .withMasterKeyProvider(local)
                .withCache(new LocalCryptoMaterialsCache(1_000))
                .withMaxAge(1, TimeUnit.HOURS)
                .build();
    }

    @Override
    public byte[] encrypt(byte[] plaintext) {
        return crypto.encryptData(materials, plaintext, Workload.CONTEXT).getResult();
    }

    @Override
    public byte[] decrypt(byte[] message) {
        return crypto.decryptData(materials, message).getResult();
    }

    @Override
    public void encrypt(InputStream plaintext, OutputStream message) throws IOException {
        try (OutputStream out = crypto.createEncryptingStream(materials, message, Workload.CONTEXT)) {
            plaintext.transferTo(out);
        }
    }

    @Override
    public void decrypt(InputStream message, OutputStream plaintext) throws IOException {
        try (InputStream in = crypto.createDecryptingStream(materials, message)) {
            in.transferTo(plaintext);
        }
    }
}

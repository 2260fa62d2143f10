package io.opensesame.benchmarks.envelope;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Tink: AES-256-GCM under one key for bytes, AES-256-GCM-HKDF in segments of 1 MiB for streams. No commitment. */
final class TinkContender implements Contender {
    private static final byte[] ASSOCIATED = Workload.CONTEXT.toString().getBytes(StandardCharsets.UTF_8);

    private final Aead aead;
    private final StreamingAead streaming;

    TinkContender() throws GeneralSecurityException {
        AeadConfig.register();
        StreamingAeadConfig.register();
        aead = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
        streaming = KeysetHandle.generateNew(
                        PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB, RegistryConfiguration.get())
                .getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
    }

    @Override
    public byte[] encrypt(byte[] plaintext) throws GeneralSecurityException {
        return aead.encrypt(plaintext, ASSOCIATED);
    }

    @Override
    public byte[] decrypt(byte[] message) throws GeneralSecurityException {
        return aead.decrypt(message, ASSOCIATED);
    }

    @Override
    public void encrypt(InputStream plaintext, OutputStream message) throws GeneralSecurityException, IOException {
        try (OutputStream out = streaming.newEncryptingStream(message, ASSOCIATED)) {
            plaintext.transferTo(out);
        }
    }

    @Override
    public void decrypt(InputStream message, OutputStream plaintext) throws GeneralSecurityException, IOException {
        try (InputStream in = streaming.newDecryptingStream(message, ASSOCIATED)) {
            in.transferTo(plaintext);
        }
    }
}

package io.opensesame.envelope.migration;

import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.kms.crypto.DecryptResponse;
import io.opensesame.kms.crypto.EncryptionContext;
import io.opensesame.kms.crypto.Plaintext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens the data keys that it was told of, as KMS does: each under its context alone. */
final class FakeKeys implements DataKeyOpener {
    /** Whatever it was asked for, opened or not. */
    final List<EncryptionContext> asked = new ArrayList<>();

    /** Each answer that it gave. */
    final List<DecryptResponse> answers = new ArrayList<>();

    private final Map<List<Object>, Map.Entry<String, byte[]>> keys = new HashMap<>();
    private final Map<ByteBuffer, OpenSesameException> failures = new HashMap<>();

    /** Answers with a key's id, as KMS does. */
    FakeKeys with(String keyArn, byte[] ciphertext, EncryptionContext context, byte[] dataKey) {
        return answering(keyArn.substring(keyArn.lastIndexOf('/') + 1), ciphertext, context, dataKey);
    }

    FakeKeys answering(String keyId, byte[] ciphertext, EncryptionContext context, byte[] dataKey) {
        keys.put(List.of(ByteBuffer.wrap(ciphertext), context), Map.entry(keyId, dataKey));
        return this;
    }

    FakeKeys failing(byte[] ciphertext, OpenSesameException failure) {
        failures.put(ByteBuffer.wrap(ciphertext), failure);
        return this;
    }

    @Override
    public DecryptResponse open(byte[] ciphertext, EncryptionContext context) {
        asked.add(context);
        OpenSesameException failure = failures.get(ByteBuffer.wrap(ciphertext));
        if (failure != null) {
            throw failure;
        }
        Map.Entry<String, byte[]> key = keys.get(List.of(ByteBuffer.wrap(ciphertext), context));
        if (key == null) {
            throw new InvalidRequestException(new ServiceRefusal(
                    "Decrypt",
                    "",
                    "kms.example",
                    400,
                    "InvalidParameter",
                    "The specified parameter \"CiphertextBlob\" is not valid.",
                    "r-1"));
        }
        DecryptResponse answer = new DecryptResponse(key.getKey(), "v-1", Plaintext.of(key.getValue()), "r-1");
        answers.add(answer);
        return answer;
    }
}

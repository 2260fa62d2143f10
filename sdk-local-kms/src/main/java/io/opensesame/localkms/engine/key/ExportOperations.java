package io.opensesame.localkms.engine.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Operation;
import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.Request;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/** The operations that hand out a data key encrypted under the public key of somebody else. */
final class ExportOperations {
    private final StoredKeys keys;
    private final SecureRandom random;

    ExportOperations(StoredKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    Map<String, Operation> table() {
        return Map.of(
                "ExportDataKey", Operation.deferring(this::export).allowingDryRun(),
                "GenerateAndExportDataKey",
                        Operation.deferring(this::generateAndExport).allowingDryRun());
    }

    private Supplier<ObjectNode> export(Request request) {
        DataKeyReceiver receiver = DataKeyReceiver.read(request.parameters());
        EncryptedText encrypted = EncryptedText.read(request, keys, "EncryptionContext");
        return () -> {
            byte[] dataKey = Base64.getDecoder().decode(encrypted.decrypt());
            return encrypted.answer().put("ExportedDataKey", receiver.wrap(dataKey, random));
        };
    }

    private Supplier<ObjectNode> generateAndExport(Request request) {
        Parameters parameters = request.parameters();
        DataKeyReceiver receiver = DataKeyReceiver.read(parameters);
        int bytes = DataKeySize.read(parameters);
        EncryptingKey key = EncryptingKey.of(keys.findByAnyName(request, "KeyId"));
        EncryptionContext context = EncryptionContext.read(parameters, "EncryptionContext");
        return () -> {
            byte[] dataKey = new byte[bytes];
            random.nextBytes(dataKey);
            return key.answer()
                    .put("CiphertextBlob", key.encrypt(dataKey, context, random))
                    .put("ExportedDataKey", receiver.wrap(dataKey, random));
        };
    }
}

package io.opensesame;

import static io.opensesame.TestClients.connectedTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.envelope.MessageContext;
import io.opensesame.envelope.field.Encrypted;
import io.opensesame.envelope.field.FieldCipher;
import io.opensesame.envelope.file.FileCipher;
import io.opensesame.envelope.jackson2.EncryptedFieldsModule;
import io.opensesame.envelope.migration.DecryptedMessage;
import io.opensesame.envelope.migration.EncryptionSdkReader;
import io.opensesame.envelope.migration.EncryptionSdkReaderOptions;
import io.opensesame.error.EnvelopeException;
import io.opensesame.kms.crypto.EncryptionContext;
import io.opensesame.kms.crypto.GenerateDataKeyRequest;
import io.opensesame.kms.crypto.GenerateDataKeyResponse;
import io.opensesame.kms.key.CreateKeyRequest;
import io.opensesame.kms.key.KeyMetadata;
import io.opensesame.localkms.LocalKms;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files, fields, JSON and the messages of the vendor's SDK, under data keys of LocalKms over real HTTP. */
@Timeout(120)
class FieldsAndFilesIT {
    private final LocalKms kms = LocalKms.start();
    private final OpenSesame sesame = connectedTo(kms).build();
    private final KeyMetadata key =
            sesame.kms().keys().createKey(CreateKeyRequest.builder().build()).keyMetadata();
    private final EnvelopeCipher cipher = sesame.envelope(EnvelopeOptions.encryptingWith(key.keyId()));
    private final AtomicInteger calls = new AtomicInteger();

    @TempDir
    Path folder;

    record Customer(
            String id, @Encrypted(field = "customers.iban") String iban) {}

    @AfterEach
    void close() {
        sesame.close();
        kms.close();
    }

    @Test
    void file_thereAndBack_isTheSame() throws IOException {
        MessageContext context = MessageContext.of("backup", "orders");
        Path plain = folder.resolve("plain");
        byte[] content = new byte[1_000_001];
        new Random(1).nextBytes(content);
        Files.write(plain, content);

        FileCipher.of(cipher).encrypt(plain, folder.resolve("message"), context);
        FileCipher.of(cipher).decrypt(folder.resolve("message"), folder.resolve("again"), context);

        assertThat(folder.resolve("again")).hasBinaryContent(content);
        byte[] cut = Files.readAllBytes(folder.resolve("message"));
        Files.write(folder.resolve("cut"), Arrays.copyOf(cut, cut.length - 1));
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(
                        () -> FileCipher.of(cipher).decrypt(folder.resolve("cut"), folder.resolve("never"), context));
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void fields_ofAThousandRecords_shareOneDataKey() {
        FieldCipher ibans = FieldCipher.of(cipher, "customers.iban");
        sesame.kms().listen(attempt -> calls.incrementAndGet());

        List<String> columns = IntStream.range(0, 1_000)
                .mapToObj(record -> ibans.encrypt("iban of " + record, "customer-" + record))
                .toList();

        assertThat(calls).hasValueLessThanOrEqualTo(2);
        assertThat(ibans.decrypt(columns.get(17), "customer-17")).isEqualTo("iban of 17");
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> ibans.decrypt(columns.get(17), "customer-18"));
    }

    @Test
    void json_valueMovedToAnotherRecord_isRefused() throws IOException {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new EncryptedFieldsModule(cipher))
                .build();

        String json = mapper.writeValueAsString(new Customer("17", "DE02"));

        assertThat(json).doesNotContain("DE02");
        assertThat(mapper.readValue(json, Customer.class)).isEqualTo(new Customer("17", "DE02"));
        assertThatExceptionOfType(JsonMappingException.class)
                .isThrownBy(() -> mapper.readValue(json.replace("\"17\"", "\"18\""), Customer.class))
                .withCauseInstanceOf(EnvelopeException.class);
    }

    @Test
    void encryptionSdkMessage_ofADataKeyOfKms_movesOver() throws Exception {
        EncryptionContext context = EncryptionContext.of("table", "orders");
        byte[] old = encryptionSdkMessage(context, "an old message");
        EncryptionSdkReader reader = EncryptionSdkReader.of(
                sesame.kms(), EncryptionSdkReaderOptions.builder(key.arn()).build());

        DecryptedMessage decrypted = reader.decrypt(old, context);
        byte[] moved = cipher.encrypt(decrypted.exposePlaintext(), MessageContext.of(decrypted.context()));

        assertThat(new String(cipher.decrypt(moved, MessageContext.of(context)), StandardCharsets.UTF_8))
                .isEqualTo("an old message");
    }

    /** Writes the SDK's form for streams, with one pair in the context. */
    private byte[] encryptionSdkMessage(EncryptionContext context, String plaintext)
            throws IOException, GeneralSecurityException {
        GenerateDataKeyResponse dataKey = sesame.kms()
                .send(GenerateDataKeyRequest.builder()
                        .keyId(key.keyId())
                        .encryptionContext(context)
                        .build());
        SecretKeySpec aes = new SecretKeySpec(dataKey.exposePlaintext(), "AES");
        byte[] contextBytes = bytes(out -> {
            out.writeInt(1);
            for (Map.Entry<String, String> pair : context.pairs().entrySet()) {
                text(out, pair.getKey());
                text(out, pair.getValue());
            }
        });
        byte[] keys = bytes(out -> {
            out.writeInt(1);
            text(out, key.arn());
            text(out, Base64.getEncoder().encodeToString(dataKey.ciphertextBlob()));
        });
        byte[] headerTag = gcm(
                aes,
                new byte[0],
                bytes(out -> {
                    out.writeInt(1);
                    out.writeInt(2);
                    out.writeInt(1);
                    out.write(contextBytes);
                    out.write(keys);
                }),
                1);
        return bytes(out -> {
            out.writeInt(1);
            out.writeInt(2);
            out.writeInt(contextBytes.length);
            out.write(contextBytes);
            out.write(keys);
            out.writeInt(12);
            out.write(iv(1));
            out.writeInt(16);
            out.write(headerTag);
            out.writeInt(Integer.reverseBytes(12));
            out.write(iv(2));
            out.write(gcm(aes, plaintext.getBytes(StandardCharsets.UTF_8), contextBytes, 2));
        });
    }

    private interface Fields {
        void writeTo(DataOutputStream out) throws IOException, GeneralSecurityException;
    }

    private static byte[] bytes(Fields fields) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        fields.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static byte[] gcm(SecretKeySpec key, byte[] plaintext, byte[] associatedData, int number)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv(number)));
        cipher.updateAAD(associatedData);
        return cipher.doFinal(plaintext);
    }

    private static byte[] iv(int number) {
        byte[] iv = new byte[12];
        iv[0] = (byte) number;
        return iv;
    }
}

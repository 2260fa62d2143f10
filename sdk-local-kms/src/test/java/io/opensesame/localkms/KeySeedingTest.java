package io.opensesame.localkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys made by the Java API, and used over HTTP. */
class KeySeedingTest {
    private final LocalKms kms = LocalKms.start();
    private final SigningClient client = new SigningClient(kms);

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void createKey_isUsableByItsAlias() throws Exception {
        String id = kms.createKey("alias/orders");

        var encrypted = client.call(
                "Encrypt",
                Map.of("KeyId", "alias/orders", "Plaintext", "aGVsbG8=", "EncryptionContext", "{\"测 +\":\"&=\"}"));
        var decrypted = client.call(
                "Decrypt",
                Map.of("CiphertextBlob", encrypted.text("CiphertextBlob"), "EncryptionContext", "{\"测 +\":\"&=\"}"));

        assertThat(encrypted.text("KeyId")).isEqualTo(id);
        assertThat(decrypted.text("Plaintext")).isEqualTo("aGVsbG8=");
        assertThat(client.call("Decrypt", Map.of("CiphertextBlob", encrypted.text("CiphertextBlob")))
                        .code())
                .isEqualTo("InvalidParameter");
        assertThat(kms.requestCount("Encrypt")).isOne();
    }

    @Test
    void newKey_takesEverySetting() throws Exception {
        String rotating = kms.newKey()
                .spec("Aliyun_SM4")
                .rotationInterval(Duration.ofDays(30))
                .description("orders")
                .tag("team", "pay")
                .create();
        String pair = kms.newKey().spec("EC_SM2").usage("ENCRYPT/DECRYPT").create();
        String external = kms.newKey().alias("alias/mine").external().create();

        assertThat(metadata(rotating))
                .contains("\"KeySpec\":\"Aliyun_SM4\"", "\"RotationInterval\":\"2592000s\"", "\"orders\"");
        assertThat(client.call("ListResourceTags", Map.of("KeyId", rotating))
                        .http()
                        .body())
                .contains("\"team\"", "\"pay\"");
        assertThat(metadata(pair)).contains("\"KeySpec\":\"EC_SM2\"", "\"ENCRYPT/DECRYPT\"");
        assertThat(metadata("alias/mine")).contains(external, "\"PendingImport\"");
    }

    @Test
    void createKey_whatTheServiceRefuses_makesNothing() throws Exception {
        kms.createKey("alias/orders");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.createKey("alias/orders"))
                .withMessage("CreateKey of 'alias/orders' is refused: AliasAlreadyExists, "
                        + "The specified Alias already exists.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.createKey("orders"))
                .withMessageContaining("InvalidParameter")
                .withMessageContaining("AliasName");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.newKey().spec("DES").alias("alias/old").create())
                .withMessageContaining("KeySpec");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.newKey().spec("DES").create())
                .withMessage("CreateKey of 'a key' is refused: InvalidParameter, "
                        + "The specified parameter \"KeySpec\" is not valid.");

        assertThat(client.call("ListKeys", Map.of()).http().body()).contains("\"TotalCount\":1");
    }

    @Test
    void clock_movesDeletionsOfKeys() throws Exception {
        String id = kms.createKey("alias/orders");
        client.call("ScheduleKeyDeletion", Map.of("KeyId", id, "PendingWindowInDays", "7"));

        kms.clock().advance(Duration.ofDays(8));

        var described = client.call("DescribeKey", Map.of("KeyId", id));
        assertThat(described.status()).isEqualTo(404);
        assertThat(described.code()).isEqualTo("Forbidden.KeyNotFound");
    }

    @Test
    void createKey_onceClosed_isRefused() {
        kms.close();

        assertThatIllegalStateException().isThrownBy(() -> kms.createKey("alias/orders"));
    }

    private String metadata(String id) throws Exception {
        return client.call("DescribeKey", Map.of("KeyId", id)).http().body();
    }
}

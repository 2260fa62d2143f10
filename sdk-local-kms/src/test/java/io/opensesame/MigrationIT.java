package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opensesame.localkms.LocalKms;
import io.opensesame.migration.SecretsManagerProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application's own {@code secretsmanager.properties}, with nothing but the client behind it changed. */
class MigrationIT {
    private static final String KEY_SECRET = "CanaryKeySecret5vK1";

    private final Evidence evidence = new Evidence();
    private final LocalKms kms =
            LocalKms.builder().accessKey("LTAI-MOVING", KEY_SECRET).start();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        kms.close();
        evidence.close();
    }

    @Test
    void read_withTheVendorsFile_succeeds() throws IOException {
        kms.createSecret("orders/db", "one");
        Path file = write("credentials_type=ak\ncredentials_access_key_id=LTAI-MOVING\ncredentials_access_secret="
                + KEY_SECRET + "\nrefresh_secret_ttl=600000\nsecret_names=orders/db\ncache_client_region_id="
                + "[{\"regionId\":\"cn-hangzhou\",\"endpoint\":\"" + kms.endpoint() + "\"}]\n");

        SecretsManagerProperties settings = SecretsManagerProperties.load(file.toString());

        assertThat(settings.cache().refreshAfter()).isEqualTo(Duration.ofMinutes(10));
        try (OpenSesame sesame = OpenSesame.builder(settings).build()) {
            sesame.secrets().preload(settings.secretNames());
            assertThat(sesame.secrets().get("orders/db").exposeText()).isEqualTo("one");
        }
        assertThat(kms.requestCount("GetSecretValue")).isEqualTo(1);
    }

    @Test
    void load_anyBrokenFile_leaksNoKey() throws IOException {
        String secret = "credentials_access_secret=" + KEY_SECRET + "\n";
        List<String> files = List.of(
                secret + "credentials_type=ak",
                secret + "credentials_type=" + KEY_SECRET,
                secret + "credentials_type=ram_role\ncredentials_access_key_id=A\ncredentials_role_arn=" + KEY_SECRET,
                secret + KEY_SECRET + "\nclient_key_password=" + KEY_SECRET + "\nunknown=" + KEY_SECRET,
                secret + "cache_client_region_id=[{" + KEY_SECRET,
                secret + "broken=\\u" + KEY_SECRET);
        List<Throwable> failures = new ArrayList<>();

        for (String text : files) {
            String file = write(text).toString();
            Throwable failure = catchThrowable(() -> evidence.see(SecretsManagerProperties.load(file)));
            if (failure != null) {
                failures.add(evidence.see(failure));
            }
        }

        assertThat(failures).hasSize(5).allMatch(IllegalArgumentException.class::isInstance);
        evidence.assertFreeOf(List.of(KEY_SECRET));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("secretsmanager.properties"), text);
    }
}

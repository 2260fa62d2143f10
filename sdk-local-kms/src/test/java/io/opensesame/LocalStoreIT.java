package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.opensesame.error.KmsTransportException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.kms.CallOptions;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretEvent;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts while KMS is down or silent, with what an earlier process left in the local store. */
class LocalStoreIT {
    private static final Duration MAX_STALE = Duration.ofHours(24);

    private final LocalKms kms = LocalKms.start();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        kms.close();
    }

    /** Argon2id at its cheapest: what it costs is tested elsewhere. */
    private OpenSesame client() {
        StoreOptions store = StoreOptions.builder(folder.resolve("secrets.store"))
                .passphrase("correct horse battery staple".toCharArray())
                .argon2id(8_192, 1, 1)
                .build();
        return TestClients.connectedTo(kms)
                .clock(kms.clock())
                .store(store)
                .cache(CacheOptions.builder()
                        .maxStale(MAX_STALE)
                        .refusalGrace(Duration.ZERO)
                        .build())
                .calls(CallOptions.builder()
                        .attemptTimeout(Duration.ofSeconds(8))
                        .readTimeout(Duration.ofSeconds(8))
                        .maxAttempts(2)
                        .build())
                .build();
    }

    private void anEarlierProcessReads(String... names) {
        try (OpenSesame earlier = client()) {
            earlier.secrets().preload(List.of(names));
        }
    }

    @Test
    void get_coldStartDuringAnOutage_isServedFromTheStoreAndRefreshedLater() {
        kms.createSecret("orders/db", "one");
        anEarlierProcessReads("orders/db");
        kms.stopServing();

        try (OpenSesame sesame = client()) {
            List<SecretEvent.Kind> told = new CopyOnWriteArrayList<>();
            sesame.secrets().listen(event -> told.add(event.kind()));
            SecretValue value = sesame.secrets().get("orders/db");

            assertThat(value.exposeText()).isEqualTo("one");
            assertThat(value.stale()).isTrue();
            await().until(() -> told.contains(SecretEvent.Kind.STORE_READ));

            kms.resumeServing();
            kms.putSecretValue("orders/db", "two");
            await().until(() -> {
                kms.clock().advance(Duration.ofSeconds(5));
                return sesame.secrets().get("orders/db").exposeText().equals("two");
            });
        }
    }

    @Test
    void get_coldStartWhileKmsIsSilent_waitsTwoSecondsForIt() {
        kms.createSecret("orders/db", "one");
        anEarlierProcessReads("orders/db");
        kms.faults().add(Fault.delay(Duration.ofSeconds(4)));

        try (OpenSesame sesame = client()) {
            SecretValue value = sesame.secrets().get("orders/db");

            assertThat(value.stale()).isTrue();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !sesame.secrets().get("orders/db").stale());
        }
    }

    @Test
    void get_secretThatKmsRefusedSince_isDeletedFromTheStore() {
        kms.createSecret("orders/db", "one");
        kms.createSecret("payments/token", "two");
        anEarlierProcessReads("orders/db", "payments/token");
        kms.deleteSecret("orders/db");
        try (OpenSesame sesame = client()) {
            assertThatExceptionOfType(SecretNotFoundException.class)
                    .isThrownBy(() -> sesame.secrets().get("orders/db"));
        }
        kms.stopServing();

        try (OpenSesame sesame = client()) {
            assertThat(sesame.secrets().get("payments/token").exposeText()).isEqualTo("two");
            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> sesame.secrets().get("orders/db"));
        }
    }

    @Test
    void get_copyOlderThanMaxStale_isNotServed() {
        kms.createSecret("orders/db", "one");
        anEarlierProcessReads("orders/db");
        kms.stopServing();
        kms.clock().advance(MAX_STALE.plusSeconds(1));

        try (OpenSesame sesame = client()) {
            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> sesame.secrets().get("orders/db"));
        }
    }

    @Test
    void storeFile_afterReads_holdsNothingInClear() throws IOException {
        kms.createSecret("orders/db", "a very plain text");
        anEarlierProcessReads("orders/db");

        String bytes = Files.readString(folder.resolve("secrets.store"), StandardCharsets.ISO_8859_1);

        assertThat(bytes).isNotEmpty().doesNotContain("a very plain text", "orders/db");
    }
}

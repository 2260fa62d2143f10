package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opensesame.auth.Credentials;
import io.opensesame.envelope.EnvelopeCipher;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.envelope.MessageContext;
import io.opensesame.error.KmsTransportException;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Set<Thread> threadsBefore = threads();
    private LocalKms kms;
    private OpenSesame sesame;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        kms = LocalKms.start();
        kms.createSecret("orders/db", "one");
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Path keyFile = Files.write(directory.resolve("store.key"), key);
        sesame = OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                .cache(CacheOptions.builder()
                        .refreshAfter(Duration.ofSeconds(1))
                        .build())
                .store(StoreOptions.builder(directory.resolve("secrets.store"))
                        .keyFile(keyFile)
                        .build())
                .build();
    }

    @AfterEach
    void end() {
        sesame.close();
        kms.close();
    }

    @Test
    void pause_clientInUse_leavesNoThreadAndNoCallUntilResumed() {
        Secret<String> handle = sesame.secrets().secret("orders/db");
        ConcurrentLinkedQueue<String> changes = new ConcurrentLinkedQueue<>();
        handle.onChange(change -> changes.add(change.current()));

        sesame.pause();

        assertThat(clientThreads()).isEmpty();
        long calls = kms.totalRequests();
        kms.putSecretValue("orders/db", "two");
        assertThat(handle.value()).isEqualTo("one");
        assertThat(sesame.secrets().get("orders/db").exposeText()).isEqualTo("one");
        assertThat(kms.totalRequests()).isEqualTo(calls);
        assertThat(clientThreads()).isEmpty();

        sesame.resume();

        await().atMost(SOON).untilAsserted(() -> assertThat(handle.value()).isEqualTo("two"));
        await().atMost(SOON).untilAsserted(() -> assertThat(changes).containsExactly("two"));
    }

    @Test
    void callWhilePaused_failsAtOnceAndSaysWhy() {
        sesame.secrets().get("orders/db");
        sesame.pause();

        assertThatThrownBy(() -> sesame.secrets().get("orders/other"))
                .isInstanceOf(KmsTransportException.class)
                .hasMessageContaining("paused")
                .hasMessageContaining("orders/other");
        assertThatThrownBy(() -> sesame.secrets().refresh("orders/db"))
                .isInstanceOf(KmsTransportException.class)
                .hasMessageContaining("resumed");
        assertThat(sesame.secrets().get("orders/db").exposeText()).isEqualTo("one");
        assertThatThrownBy(() -> sesame.ram().client().getCallerIdentity())
                .isInstanceOf(KmsTransportException.class)
                .hasMessageContaining("paused");

        sesame.resume();

        assertThat(sesame.secrets().refresh("orders/db").exposeText()).isEqualTo("one");
    }

    @Test
    void callUnderWay_isEndedByPause() throws Exception {
        kms.faults().add(Fault.delay(Duration.ofSeconds(30)).onOperation("GetSecretValue"));
        CompletableFuture<SecretValue> slow = sesame.secrets().getAsync("orders/db");
        await().atMost(SOON).until(() -> kms.totalRequests() > 0);

        sesame.pause();

        assertThatThrownBy(() -> slow.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(KmsTransportException.class)
                .hasMessageContaining("paused");
        await().atMost(SOON).untilAsserted(() -> assertThat(clientThreads()).isEmpty());
    }

    @Test
    void cipherMadeBefore_worksOnAfterResume() {
        String key = kms.createKey("alias/orders");
        EnvelopeCipher cipher = sesame.envelope(EnvelopeOptions.encryptingWith(key));
        byte[] message = cipher.encrypt(new byte[] {1, 2, 3}, MessageContext.none());

        sesame.pause();
        sesame.resume();

        assertThat(cipher.decrypt(message, MessageContext.none())).containsExactly(1, 2, 3);
    }

    @Test
    void pauseAndResume_repeatedAndAfterClose_haveNoEffect() {
        sesame.secrets().get("orders/db");
        sesame.pause();
        sesame.pause();
        sesame.resume();
        sesame.resume();
        assertThat(sesame.secrets().refresh("orders/db").exposeText()).isEqualTo("one");

        sesame.close();
        sesame.pause();
        sesame.resume();

        assertThatThrownBy(() -> sesame.secrets().get("orders/db")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void close_whilePaused_endsWhatIsLeft() {
        sesame.secrets().get("orders/db");
        sesame.pause();

        sesame.close();

        assertThatThrownBy(() -> sesame.secrets().get("orders/db")).isInstanceOf(IllegalStateException.class);
        await().atMost(SOON).untilAsserted(() -> assertThat(clientThreads()).isEmpty());
    }

    private List<String> clientThreads() {
        return threads().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("opensesame-"))
                .toList();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .collect(Collectors.toSet());
    }
}

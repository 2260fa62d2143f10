package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedHttpTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket silent;

    @BeforeEach
    void listenSilently() throws IOException {
        silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        threads.shutdownNow();
        silent.close();
    }

    private Request request() {
        return new Request.Builder()
                .url("http://127.0.0.1:" + silent.getLocalPort() + "/")
                .build();
    }

    @Test
    void send_interruptedWhileTheServerIsSilent_endsAtOnceAndKeepsTheFlag() throws Exception {
        BoundedHttp http = BoundedHttp.of(OkHttpClient::new, LONG, LONG);
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        Future<Boolean> flag = threads.submit(() -> {
            caller.complete(Thread.currentThread());
            assertThatThrownBy(() -> http.send(request())).isInstanceOf(InterruptedIOException.class);
            return Thread.interrupted();
        });
        try (Socket accepted = silent.accept()) {
            assertThat(accepted.getInputStream().read()).isPositive();

            caller.join().interrupt();

            assertThat(flag.get(5, TimeUnit.SECONDS)).isTrue();
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("opensesame-credentials-http")));
    }

    @Test
    void send_serverIsSilent_endsAtItsTimeout() {
        BoundedHttp http = BoundedHttp.of(OkHttpClient::new, SHORT, SHORT);

        assertThatThrownBy(() -> http.send(request())).isInstanceOf(IOException.class);
    }

    @Test
    void send_nameServerIsSilent_endsAtItsTimeout() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        OkHttpClient client = new OkHttpClient.Builder()
                .dns(host -> {
                    asked.countDown();
                    try {
                        assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(host);
                })
                .build();
        BoundedHttp http = BoundedHttp.of(() -> client, SHORT, SHORT);

        assertThatThrownBy(() -> http.send(
                        new Request.Builder().url("http://sts.invalid/").build()))
                .isInstanceOf(InterruptedIOException.class);

        assertThat(asked.getCount()).isZero();
        assertThat(release.getCount()).isOne();
        release.countDown();
    }
}

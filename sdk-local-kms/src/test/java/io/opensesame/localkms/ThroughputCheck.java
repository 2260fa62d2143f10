package io.opensesame.localkms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * How many GetSecretValue a second LocalKms serves to 8 client threads of the same JVM. Its name keeps it out of the
 * build; run it by {@code -Dtest=ThroughputCheck}.
 */
class ThroughputCheck {
    private static final int THREADS = 8;
    private static final int WARM_UP_SECONDS = 5;
    private static final int MEASURED_SECONDS = 5;

    @Test
    void getSecretValue_by8Threads_exceeds3000PerSecond() throws Exception {
        try (LocalKms kms = LocalKms.start()) {
            kms.createSecret("orders/db", "s3cret");

            run(kms, WARM_UP_SECONDS);
            long served = run(kms, MEASURED_SECONDS);

            System.out.println("GetSecretValue per second: " + served / MEASURED_SECONDS);
            assertThat(served / MEASURED_SECONDS).isGreaterThan(3_000);
        }
    }

    private static long run(LocalKms kms, int seconds) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Long>> clients = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                clients.add(() -> callUntil(kms, end));
            }
            long served = 0;
            for (Future<Long> client : threads.invokeAll(clients)) {
                served += client.get();
            }
            return served;
        } finally {
            threads.shutdown();
        }
    }

    /* A socket rather than an HTTP client: it is the server that is measured, and both share the cores. */
    private static long callUntil(LocalKms kms, long end) throws Exception {
        SigningClient client = new SigningClient(kms);
        long served = 0;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), kms.endpoint().getPort())) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (System.nanoTime() < end) {
                var request = client.headerSigned("GetSecretValue", Map.of("SecretName", "orders/db"), "")
                        .build();
                StringBuilder text = new StringBuilder("POST " + request.uri().getRawPath() + "?"
                        + request.uri().getRawQuery() + " HTTP/1.1\r\nHost: "
                        + request.uri().getAuthority()
                        + "\r\nContent-Length: 0\r\n");
                request.headers()
                        .map()
                        .forEach((name, values) -> text.append(name)
                                .append(": ")
                                .append(values.get(0))
                                .append("\r\n"));
                socket.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
                assertThat(readAnswer(in)).isEqualTo(200);
                served++;
            }
        }
        return served;
    }

    private static int readAnswer(InputStream in) throws IOException {
        int status = Integer.parseInt(readLine(in).substring(9, 12));
        int length = 0;
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            if (line.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
                length = Integer.parseInt(line.substring(16));
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}

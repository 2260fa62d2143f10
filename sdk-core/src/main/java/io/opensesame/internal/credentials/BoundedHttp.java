package io.opensesame.internal.credentials;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends plain requests: one attempt, no redirects, short time-outs, answers of a bounded size.
 *
 * <p>Each is sent on a thread of its own, since a thread that waits for a socket or a name's address notices no
 * interruption; and not on a pool's, since whoever waits may have that pool's last thread.
 */
final class BoundedHttp {
    static final int MAX_BODY_BYTES = 64 * 1024;

    /** OkHttp keeps to the time-out except while it looks up a name. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Supplier<OkHttpClient> owners;
    private final Consumer<OkHttpClient.Builder> settings;
    private final Duration callTimeout;

    private BoundedHttp(Supplier<OkHttpClient> owners, Consumer<OkHttpClient.Builder> settings, Duration callTimeout) {
        this.owners = owners;
        this.settings = settings;
        this.callTimeout = callTimeout;
    }

    /** Returns a sender that shares the owner's connections, by the owner's proxy. */
    static BoundedHttp of(Supplier<OkHttpClient> owners, Duration connectTimeout, Duration readTimeout) {
        return new BoundedHttp(
                owners, builder -> timed(builder, connectTimeout, readTimeout), connectTimeout.plus(readTimeout));
    }

    /** Returns a sender that shares the owner's connections, and goes by no proxy. */
    static BoundedHttp direct(Supplier<OkHttpClient> owners, Duration connectTimeout, Duration readTimeout) {
        return new BoundedHttp(
                owners,
                builder -> timed(builder.proxy(Proxy.NO_PROXY), connectTimeout, readTimeout),
                connectTimeout.plus(readTimeout));
    }

    private static void timed(OkHttpClient.Builder builder, Duration connectTimeout, Duration readTimeout) {
        builder.connectTimeout(connectTimeout)
                .readTimeout(readTimeout)
                .writeTimeout(readTimeout)
                .callTimeout(connectTimeout.plus(readTimeout))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false);
    }

    /** Sends the request and waits; an interrupted wait ends at once, with the flag set again. */
    Answer send(Request request) throws IOException {
        OkHttpClient.Builder builder = owners.get().newBuilder();
        settings.accept(builder);
        Call call = builder.build().newCall(request);
        FutureTask<Answer> exchange = new FutureTask<>(() -> exchange(call));
        Thread thread = new Thread(exchange, "opensesame-credentials-http");
        thread.setDaemon(true);
        thread.start();
        try {
            return exchange.get(callTimeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("timeout");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            call.cancel();
        }
    }

    private static Answer exchange(Call call) throws IOException {
        try (Response response = call.execute()) {
            byte[] body = response.body().byteStream().readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw new IOException("the answer is longer than " + MAX_BODY_BYTES + " bytes");
            }
            return new Answer(response.code(), new String(body, StandardCharsets.UTF_8));
        }
    }

    /** Returns it as it is, since callers tell its types apart. */
    private static IOException failure(@Nullable Throwable cause) {
        return cause instanceof IOException failure ? failure : new IOException("failed unexpectedly", cause);
    }

    /** A status and a body that may hold secrets. */
    record Answer(int status, String body) {
        boolean successful() {
            return status >= 200 && status < 300;
        }

        @Override
        public String toString() {
            return "Answer[status=" + status + ", body=<redacted>]";
        }
    }
}

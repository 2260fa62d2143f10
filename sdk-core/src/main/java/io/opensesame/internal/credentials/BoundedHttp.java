package io.opensesame.internal.credentials;

import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Sends plain requests: one attempt, no redirects, short time-outs, answers of a bounded size. */
final class BoundedHttp {
    static final int MAX_BODY_BYTES = 64 * 1024;

    private final Supplier<OkHttpClient> owners;
    private final Consumer<OkHttpClient.Builder> settings;

    private BoundedHttp(Supplier<OkHttpClient> owners, Consumer<OkHttpClient.Builder> settings) {
        this.owners = owners;
        this.settings = settings;
    }

    /** Returns a sender that shares the owner's connections, by the owner's proxy. */
    static BoundedHttp of(Supplier<OkHttpClient> owners, Duration connectTimeout, Duration readTimeout) {
        return new BoundedHttp(owners, builder -> timed(builder, connectTimeout, readTimeout));
    }

    /** Returns a sender that shares the owner's connections, and goes by no proxy. */
    static BoundedHttp direct(Supplier<OkHttpClient> owners, Duration connectTimeout, Duration readTimeout) {
        return new BoundedHttp(owners, builder -> timed(builder.proxy(Proxy.NO_PROXY), connectTimeout, readTimeout));
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

    Answer send(Request request) throws IOException {
        OkHttpClient.Builder builder = owners.get().newBuilder();
        settings.accept(builder);
        try (Response response = builder.build().newCall(request).execute()) {
            byte[] body = response.body().byteStream().readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw new IOException("the answer is longer than " + MAX_BODY_BYTES + " bytes");
            }
            return new Answer(response.code(), new String(body, StandardCharsets.UTF_8));
        }
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

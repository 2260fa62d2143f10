package io.opensesame.internal.credentials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Sends plain requests: one attempt, no redirects, short time-outs, answers of a bounded size. */
final class BoundedHttp {
    static final int MAX_BODY_BYTES = 64 * 1024;

    private final OkHttpClient client;

    private BoundedHttp(OkHttpClient client) {
        this.client = client;
    }

    /** Returns a sender that shares the owner's connections. */
    static BoundedHttp of(OkHttpClient owners, Duration connectTimeout, Duration readTimeout) {
        return new BoundedHttp(owners.newBuilder()
                .connectTimeout(connectTimeout)
                .readTimeout(readTimeout)
                .writeTimeout(readTimeout)
                .callTimeout(connectTimeout.plus(readTimeout))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .build());
    }

    Answer send(Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
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

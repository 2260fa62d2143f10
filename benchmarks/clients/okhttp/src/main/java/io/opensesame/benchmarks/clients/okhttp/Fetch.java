package io.opensesame.benchmarks.clients.okhttp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.Callable;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Reads the secret {@code bench/db}.
 *
 * <p>The system property {@code endpoint} says where from.
 */
public final class Fetch implements Callable<String> {
    private static final String QUERY = "SecretName=bench%2Fdb";

    private final HttpUrl url = HttpUrl.get(System.getProperty("endpoint"));
    private final HandSigner signer = new HandSigner("LTAI5tBenchmark", "not-a-real-secret");
    private final OkHttpClient http = new OkHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @Override
    public String call() throws IOException {
        Request.Builder request =
                new Request.Builder().url(url.newBuilder().encodedQuery(QUERY).build());
        signer.sign(request, url.host() + ":" + url.port(), QUERY);
        try (Response response = http.newCall(request.build()).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException("HTTP " + response.code());
            }
            JsonNode answer = json.readTree(response.body().byteStream());
            return answer.path("SecretData").asText();
        }
    }
}

package io.opensesame.internal.http;

import io.opensesame.auth.Credentials;
import io.opensesame.internal.http.HttpConnections.Sending;
import io.opensesame.internal.signing.Acs3Signature;
import io.opensesame.internal.signing.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Turns calls into signed HTTP requests, as the service's own clients send them, but for secrets: those go in the body.
 */
final class SignedRequests {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final MediaType FORM_TYPE = MediaType.get(FORM);
    private static final byte[] NOTHING = new byte[0];

    private final HttpUrl root;
    private final String host;
    private final String apiVersion;
    private final boolean secretsInBody;
    private final RandomGenerator random;

    SignedRequests(RpcService service, boolean secretsInBody, RandomGenerator random) {
        this.root = HttpUrl.get(service.endpoint().uri().toString());
        this.host = service.endpoint().authority();
        this.apiVersion = service.apiVersion();
        this.secretsInBody = secretsInBody;
        this.random = random;
    }

    /** Encodes the call once for all its attempts. */
    PreparedCall prepare(RpcCall call) {
        boolean repeatable = Repeatability.isRepeatable(call);
        String encoded = PercentEncoding.canonicalQuery(call.parameters());
        if (call.confidential() && secretsInBody) {
            byte[] form = encoded.getBytes(StandardCharsets.US_ASCII);
            RequestBody body = new OnceBody(form, FORM_TYPE);
            return new PreparedCall(call, root, "", body, Acs3Signature.hashOf(form), true, repeatable);
        }
        HttpUrl url = encoded.isEmpty()
                ? root
                : root.newBuilder().encodedQuery(encoded).build();
        RequestBody body = new OnceBody(NOTHING, null);
        return new PreparedCall(call, url, encoded, body, Acs3Signature.hashOf(NOTHING), false, repeatable);
    }

    /** Signs one attempt, with a nonce of its own. */
    Request sign(PreparedCall prepared, Credentials credentials, Instant time, Sending sending) {
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("host", host);
        headers.put("x-acs-action", prepared.call().action());
        headers.put("x-acs-version", apiVersion);
        headers.put("x-acs-date", time.toString());
        headers.put("x-acs-signature-nonce", nonce());
        headers.put("x-acs-content-sha256", prepared.bodyHash());
        credentials.exposeSecurityToken().ifPresent(token -> {
            headers.put("x-acs-accesskey-id", credentials.accessKeyId());
            headers.put("x-acs-security-token", token);
        });
        if (prepared.hasForm()) {
            headers.put("content-type", FORM);
        }
        String authorization =
                Acs3Signature.authorization(credentials, "POST", "/", prepared.query(), headers, prepared.bodyHash());
        Request.Builder request = new Request.Builder()
                .url(prepared.url())
                .post(prepared.body())
                .tag(Sending.class, sending)
                .addHeader("accept", "application/json")
                .addHeader("user-agent", UserAgent.TEXT)
                .addHeader("authorization", authorization);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            request.addHeader(header.getKey(), header.getValue());
        }
        return request.build();
    }

    private String nonce() {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        return HexFormat.of().formatHex(nonce);
    }
}

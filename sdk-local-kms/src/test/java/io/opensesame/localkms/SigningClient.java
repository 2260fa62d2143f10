package io.opensesame.localkms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A small client of the tests' own, which can also be told to do wrong. */
final class SigningClient {
    static final ObjectMapper JSON = new ObjectMapper();

    final HttpClient http;
    final URI endpoint;
    String accessKeyId;
    String accessKeySecret;

    @Nullable
    String securityToken;

    Instant now = Instant.now();
    String nonce = "";
    String version = "2016-01-20";

    SigningClient(LocalKms kms) {
        this(HttpClient.newHttpClient(), kms.endpoint(), kms);
    }

    SigningClient(HttpClient http, URI endpoint, LocalKms kms) {
        this.http = http;
        this.endpoint = endpoint;
        this.accessKeyId = kms.accessKeyId();
        this.accessKeySecret = kms.exposeAccessKeySecret();
    }

    SigningClient as(LocalAccessKey key) {
        accessKeyId = key.accessKeyId();
        accessKeySecret = key.exposeAccessKeySecret();
        securityToken = key.exposeSecurityToken().orElse(null);
        return this;
    }

    /** An answer, its body parsed. */
    record Answer(HttpResponse<String> http, JsonNode json) {
        int status() {
            return http.statusCode();
        }

        String code() {
            return json.path("Code").asText();
        }

        String text(String name) {
            return json.path(name).asText();
        }
    }

    Answer getSecretValue(String name) throws Exception {
        return call("GetSecretValue", Map.of("SecretName", name));
    }

    /** Calls with signature version 3 and the parameters in the query. */
    Answer call(String action, Map<String, String> parameters) throws Exception {
        return send(headerSigned(action, parameters, "").build());
    }

    /** Calls with signature version 3 and the parameters in a form body. */
    Answer callWithForm(String action, Map<String, String> parameters) throws Exception {
        return send(headerSigned(action, Map.of(), query(parameters)).build());
    }

    /** Calls with signature version 1. */
    Answer callRpc(String action, Map<String, String> parameters) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(endpoint + "/?" + query(rpcSigned(action, parameters))))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    Answer send(HttpRequest request) throws Exception {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(answer, JSON.readTree(answer.body()));
    }

    HttpRequest.Builder headerSigned(String action, Map<String, String> parameters, String form) throws Exception {
        Map<String, String> signed = new TreeMap<>();
        signed.put("host", endpoint.getAuthority());
        signed.put("x-acs-action", action);
        signed.put("x-acs-version", version);
        signed.put("x-acs-date", timestamp());
        signed.put("x-acs-signature-nonce", nextNonce());
        signed.put("x-acs-content-sha256", sha256(form));
        if (securityToken != null) {
            signed.put("x-acs-accesskey-id", accessKeyId);
            signed.put("x-acs-security-token", securityToken);
        }
        if (!form.isEmpty()) {
            signed.put("content-type", "application/x-www-form-urlencoded");
        }
        return headerSigned(signed, parameters, form);
    }

    HttpRequest.Builder headerSigned(Map<String, String> signed, Map<String, String> parameters, String form)
            throws Exception {
        String names = String.join(";", signed.keySet());
        String headers = signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        String canonical =
                "POST\n/\n" + query(new TreeMap<>(parameters)) + "\n" + headers + "\n" + names + "\n" + sha256(form);
        String signature =
                HexFormat.of().formatHex(mac("HmacSHA256", accessKeySecret, "ACS3-HMAC-SHA256\n" + sha256(canonical)));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(endpoint + "/" + (parameters.isEmpty() ? "" : "?" + query(parameters))))
                .timeout(Duration.ofSeconds(20))
                .header(
                        "Authorization",
                        "ACS3-HMAC-SHA256 Credential=" + accessKeyId + ",SignedHeaders=" + names + ",Signature="
                                + signature)
                .POST(form.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(form));
        signed.forEach((name, value) -> {
            if (!name.equals("host")) {
                request.header(name, value);
            }
        });
        return request;
    }

    Map<String, String> rpcSigned(String action, Map<String, String> parameters) throws Exception {
        return rpcSignedWithout("", action, parameters);
    }

    /** Signs by version 1 as if there were no parameter of that name. */
    Map<String, String> rpcSignedWithout(String left, String action, Map<String, String> parameters) throws Exception {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("Action", action);
        all.put("Version", version);
        all.put("Format", "JSON");
        all.put("AccessKeyId", accessKeyId);
        all.put("SignatureMethod", "HMAC-SHA1");
        all.put("SignatureVersion", "1.0");
        all.put("SignatureNonce", nextNonce());
        all.put("Timestamp", timestamp());
        if (securityToken != null) {
            all.put("SecurityToken", securityToken);
        }
        all.remove(left);
        byte[] signature = mac("HmacSHA1", accessKeySecret + "&", "POST&%2F&" + encode(query(all)));
        all.put("Signature", Base64.getEncoder().encodeToString(signature));
        return all;
    }

    private String timestamp() {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private String nextNonce() {
        return nonce.isEmpty() ? UUID.randomUUID().toString() : nonce;
    }

    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] mac(String algorithm, String key, String text) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}

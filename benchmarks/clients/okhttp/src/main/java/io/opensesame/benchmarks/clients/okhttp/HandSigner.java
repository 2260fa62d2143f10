package io.opensesame.benchmarks.clients.okhttp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Signs one kind of request with signature version 3, by the shortest way that the service takes. */
final class HandSigner {
    private static final RequestBody NOTHING = RequestBody.create(new byte[0]);
    private static final String ALGORITHM = "ACS3-HMAC-SHA256";
    private static final String NAMES =
            "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";

    private final String accessKeyId;
    private final SecretKeySpec key;
    private final String hashOfNothing = hash(new byte[0]);

    HandSigner(String accessKeyId, String accessKeySecret) {
        this.accessKeyId = accessKeyId;
        this.key = new SecretKeySpec(accessKeySecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    void sign(Request.Builder request, String host, String query) {
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        String nonce = UUID.randomUUID().toString();
        String canonical =
                "POST\n/\n" + query + "\nhost:" + host + "\nx-acs-action:GetSecretValue\nx-acs-content-sha256:"
                        + hashOfNothing + "\nx-acs-date:" + date + "\nx-acs-signature-nonce:" + nonce
                        + "\nx-acs-version:2016-01-20\n\n" + NAMES + "\n" + hashOfNothing;
        String signature = hmac(ALGORITHM + "\n" + hash(canonical.getBytes(StandardCharsets.UTF_8)));
        request.post(NOTHING)
                .header("accept", "application/json")
                .header("x-acs-action", "GetSecretValue")
                .header("x-acs-content-sha256", hashOfNothing)
                .header("x-acs-date", date)
                .header("x-acs-signature-nonce", nonce)
                .header("x-acs-version", "2016-01-20")
                .header(
                        "authorization",
                        ALGORITHM + " Credential=" + accessKeyId + ",SignedHeaders=" + NAMES + ",Signature="
                                + signature);
    }

    private static String hash(byte[] message) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HmacSHA256", e);
        }
    }
}

package io.opensesame.samples.springboot.orders;

import io.opensesame.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Signs receipts with the current key, and accepts those of the previous one too: a receipt that was given just before
 * a rotation stays good.
 */
@Component
class Receipts {
    private static final String ALGORITHM = "HmacSHA256";

    private final Secret<String> key;

    Receipts(@Value("receipts/signing-key") Secret<String> key) {
        this.key = key;
    }

    String sign(UUID order, long cents) {
        return signature(order, cents, key.value());
    }

    boolean accepts(UUID order, long cents, String receipt) {
        return matches(order, cents, receipt, key.value())
                || key.previous()
                        .map(previous -> matches(order, cents, receipt, previous.value()))
                        .orElse(false);
    }

    private static boolean matches(UUID order, long cents, String receipt, String key) {
        return MessageDigest.isEqual(
                signature(order, cents, key).getBytes(StandardCharsets.US_ASCII),
                receipt.getBytes(StandardCharsets.US_ASCII));
    }

    private static String signature(UUID order, long cents, String key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), ALGORITHM));
            byte[] signature = mac.doFinal((order + ":" + cents).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key cannot be used", e);
        }
    }
}

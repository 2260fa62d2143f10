package io.opensesame.samples.springboot.demo;

import io.opensesame.localkms.LocalKms;
import java.security.SecureRandom;
import java.util.Base64;

/** The secrets and the key that the application needs, as they are first put into KMS. */
final class DemoSecrets {
    static final String DATABASE = "orders/db";
    static final String API_KEY = "shipping/api-key";
    static final String SIGNING_KEY = "receipts/signing-key";
    static final String SETTINGS = "shop/settings";

    private final String databasePassword = randomText();
    private final String apiKey = randomText();

    String databasePassword() {
        return databasePassword;
    }

    String apiKey() {
        return apiKey;
    }

    void putInto(LocalKms kms) {
        kms.createKey("alias/orders");
        kms.createSecret(DATABASE, "{\"username\":\"orders\",\"password\":\"" + databasePassword + "\"}");
        kms.createSecret(API_KEY, apiKey);
        kms.createSecret(SIGNING_KEY, randomText());
        kms.createSecret(SETTINGS, settings("WELCOME", 10));
    }

    static String settings(String discountCode, int discountPercent) {
        return "{\"discount-code\":\"" + discountCode + "\",\"discount-percent\":" + discountPercent + "}";
    }

    /** Returns 32 random bytes in Base64. */
    static String randomText() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}

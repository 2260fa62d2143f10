package io.opensesame.samples.springboot.demo;

import io.opensesame.jdbc.rotator.DatabaseLoginRotator;
import io.opensesame.localkms.LocalKms;
import io.opensesame.samples.springboot.status.Rotator;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Rotates each secret as its owner would: first wherever the value is used, or right after KMS has it. */
final class DemoRotator implements Rotator {
    private final LocalKms kms;
    private final Carrier carrier;
    private final DatabaseLoginRotator databaseLogin;
    private final SecureRandom random = new SecureRandom();

    DemoRotator(LocalKms kms, Carrier carrier, DatabaseLoginRotator databaseLogin) {
        this.kms = kms;
        this.carrier = carrier;
        this.databaseLogin = databaseLogin;
    }

    @Override
    public Collection<String> secrets() {
        return List.of(DemoSecrets.DATABASE, DemoSecrets.API_KEY, DemoSecrets.SIGNING_KEY, DemoSecrets.SETTINGS);
    }

    @Override
    public synchronized void rotate(String secret) {
        switch (secret) {
            case DemoSecrets.DATABASE -> databaseLogin.rotate();
            case DemoSecrets.API_KEY -> {
                String key = DemoSecrets.randomText();
                kms.putSecretValue(secret, key);
                carrier.accept(key);
            }
            case DemoSecrets.SIGNING_KEY -> kms.putSecretValue(secret, DemoSecrets.randomText());
            case DemoSecrets.SETTINGS ->
                kms.putSecretValue(
                        secret,
                        DemoSecrets.settings(
                                DemoSecrets.randomText().substring(0, 8).toUpperCase(Locale.ROOT),
                                5 + random.nextInt(20)));
            default -> throw new IllegalArgumentException("this sample has no secret '" + secret + "'");
        }
    }
}

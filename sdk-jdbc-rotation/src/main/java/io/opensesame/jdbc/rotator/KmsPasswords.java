package io.opensesame.jdbc.rotator;

import io.opensesame.kms.KmsClient;
import io.opensesame.kms.secret.GetRandomPasswordRequest;

/** Passwords that KMS makes up. */
record KmsPasswords(KmsClient kms) implements PasswordSource {
    @Override
    public String next(PasswordRules rules) {
        return kms.secrets()
                .getRandomPassword(GetRandomPasswordRequest.builder()
                        .length(32)
                        .excludePunctuation(true)
                        .build())
                .exposePassword();
    }
}

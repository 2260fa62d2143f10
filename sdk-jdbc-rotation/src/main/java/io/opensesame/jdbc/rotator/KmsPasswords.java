package io.opensesame.jdbc.rotator;

import io.opensesame.kms.KmsClient;
import io.opensesame.kms.secret.GetRandomPasswordRequest;
import java.util.stream.Collectors;

/** Passwords that KMS makes up. */
record KmsPasswords(KmsClient kms, PasswordPolicy policy) implements PasswordSource {
    @Override
    public String next(PasswordRules rules) {
        PasswordPolicy allowed = policy.within(rules);
        String password = kms.secrets().getRandomPassword(request(allowed)).exposePassword();
        if (!allowed.accepts(password)) {
            throw new PasswordRefusedException("GetRandomPassword: KMS made a password that is not as " + allowed
                    + " asked for; use PasswordSource.local, or another policy");
        }
        return password;
    }

    static GetRandomPasswordRequest request(PasswordPolicy allowed) {
        String excluded = allowed.excludedCharacters()
                .chars()
                .filter(c -> allowed.kinds().stream()
                        .anyMatch(kind -> kind.characters().indexOf(c) >= 0))
                .distinct()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return GetRandomPasswordRequest.builder()
                .length(allowed.length())
                .excludeCharacters(excluded)
                .excludeLowercase(!allowed.kinds().contains(CharacterKind.LOWERCASE))
                .excludeUppercase(!allowed.kinds().contains(CharacterKind.UPPERCASE))
                .excludeNumbers(!allowed.kinds().contains(CharacterKind.DIGITS))
                .excludePunctuation(!allowed.kinds().contains(CharacterKind.PUNCTUATION))
                .requireEachIncludedType(true)
                .build();
    }

    @Override
    public String toString() {
        return "passwords made by KMS by " + policy;
    }
}

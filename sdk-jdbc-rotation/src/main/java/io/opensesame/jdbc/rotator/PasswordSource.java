package io.opensesame.jdbc.rotator;

import io.opensesame.error.OpenSesameException;
import io.opensesame.kms.KmsClient;
import java.security.SecureRandom;

/** Makes new passwords; asked once for each rotation, by the thread that rotates. Thread-safe. */
@FunctionalInterface
public interface PasswordSource {
    /**
     * Makes a password.
     *
     * @param rules what the database allows
     * @return the new password, in the clear
     * @throws OpenSesameException if none can be had
     * @throws IllegalArgumentException if nothing is left that both the database and the source's policy allow
     */
    String next(PasswordRules rules);

    /**
     * Returns a source that has KMS make the passwords, by one call of {@code GetRandomPassword} each.
     *
     * @param kms what calls KMS; it must stay open as long as the source is used
     * @param policy how passwords are to be
     * @return the source; a password of KMS that is not so is refused with a {@link PasswordRefusedException}
     * @see "KMS API reference: GetRandomPassword"
     */
    static PasswordSource ofKms(KmsClient kms, PasswordPolicy policy) {
        return new KmsPasswords(kms, policy);
    }

    /**
     * Returns a source that makes passwords in this process, of a {@link SecureRandom}; every password that the policy
     * allows is as likely as any other.
     *
     * @param policy how passwords are to be
     * @return the source
     */
    static PasswordSource local(PasswordPolicy policy) {
        return new LocalPasswords(new SecureRandom(), policy);
    }
}

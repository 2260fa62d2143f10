package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.OpenSesame;
import io.opensesame.jdbc.TestClients;
import io.opensesame.localkms.LocalKms;
import org.junit.jupiter.api.Test;

class KmsPasswordsIT {
    @Test
    void next_everyEngine_isAsThePolicyAndTheEngineWant() {
        try (LocalKms kms = LocalKms.start();
                OpenSesame sesame = TestClients.connectedTo(kms).build()) {
            PasswordSource source = PasswordSource.ofKms(sesame.kms(), PasswordPolicy.ofDefaults());

            for (DatabaseEngine engine : new DatabaseEngine[] {new PostgresEngine(), new MariaDbEngine()}) {
                String password = source.next(engine.passwordRules());

                assertThat(PasswordPolicy.ofDefaults().accepts(password)).isTrue();
                assertThat(engine.passwordRules().violation(password)).isEmpty();
            }
        }
    }
}

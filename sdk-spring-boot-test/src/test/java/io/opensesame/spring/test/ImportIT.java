package io.opensesame.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.test.OrdersApplication.Login;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@LocalKmsTest(secrets = "orders/db={\"username\":\"app\",\"password\":\"first\"}")
class ImportIT {
    @Autowired
    LocalKms kms;

    @Autowired
    SecretsClient secrets;

    @Autowired
    SecretRotations rotations;

    @Autowired
    Login login;

    @Test
    void import_ofApplicationYaml_readsTheSeed() {
        assertThat(login.getUsername()).isEqualTo("app");
    }

    @Test
    void rotate_ofAnImportedSecret_returnsWhenBeansAreBoundAnew() {
        String versionId = rotations.rotate("orders/db", "{\"username\":\"app\",\"password\":\"n3w\"}");

        assertThat(login.getPassword()).isEqualTo("n3w");
        assertThat(secrets.get("orders/db").versionId()).isEqualTo(versionId);
    }

    @Nested
    class Inside {
        @Test
        void nestedClass_hasTheInstance_ofTheClassAroundIt(@Autowired LocalKms ownKms) {
            assertThat(ownKms).isSameAs(kms);
        }
    }
}

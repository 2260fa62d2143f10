package io.opensesame.adapters.tea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.credentials.Client;
import com.aliyun.credentials.models.CredentialModel;
import io.opensesame.adapters.ChangingCredentials;
import io.opensesame.auth.Credentials;
import io.opensesame.error.CredentialsException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TeaCredentialsProviderTest {
    private static final Credentials OLD = Credentials.accessKey("LTAI-old", "secret-old");
    private static final Credentials NEW = Credentials.accessKey("LTAI-new", "secret-new");

    @Test
    void getCredentials_lastingPair_isOfTypeAccessKey() {
        CredentialModel model = new TeaCredentialsProvider(() -> OLD).getCredentials();

        assertThat(model.getType()).isEqualTo("access_key");
        assertThat(model.getAccessKeyId()).isEqualTo("LTAI-old");
        assertThat(model.getAccessKeySecret()).isEqualTo("secret-old");
        assertThat(model.getProviderName()).isEqualTo("opensesame");
    }

    @Test
    void getCredentials_temporary_isOfTypeStsAndSaysWhenItEnds() {
        Instant end = Instant.parse("2026-11-22T10:00:00Z");

        CredentialModel model = new TeaCredentialsProvider(
                        () -> Credentials.temporary("STS.id", "secret", "token", end))
                .getCredentials();

        assertThat(model.getType()).isEqualTo("sts");
        assertThat(model.getSecurityToken()).isEqualTo("token");
        assertThat(model.getExpiration()).isEqualTo(end.toEpochMilli());
    }

    @Test
    void client_keyRotated_givesTheNewPair() {
        ChangingCredentials current = new ChangingCredentials(OLD);
        Client client = new Client(new TeaCredentialsProvider(current));
        String before = client.getCredential().getAccessKeyId();

        current.change(NEW);

        assertThat(before).isEqualTo("LTAI-old");
        assertThat(client.getCredential().getAccessKeyId()).isEqualTo("LTAI-new");
        assertThat(client.getCredential().getAccessKeySecret()).isEqualTo("secret-new");
    }

    @Test
    void getCredentials_noneToBeHad_throwsTheProvidersException() {
        var provider = new TeaCredentialsProvider(() -> {
            throw new CredentialsException("no source has credentials", null);
        });

        assertThatThrownBy(provider::getCredentials)
                .isInstanceOf(CredentialsException.class)
                .hasMessage("no source has credentials");
    }
}

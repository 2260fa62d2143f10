package io.opensesame.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.spring.ContextRunners;
import org.junit.jupiter.api.Test;

class OpenSesameAutoConfigurationIT {
    @Test
    void secretsClient_propertiesOfAnEndpoint_reads() {
        try (LocalKms kms = LocalKms.start()) {
            kms.createSecret("orders/db", "s3cret");

            ContextRunners.connectedTo(kms)
                    .run(context -> assertThat(context.getBean(SecretsClient.class)
                                    .get("orders/db")
                                    .exposeText())
                            .isEqualTo("s3cret"));
        }
    }
}

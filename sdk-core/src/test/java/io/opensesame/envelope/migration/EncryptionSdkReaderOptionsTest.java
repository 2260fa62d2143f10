package io.opensesame.envelope.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.kms.crypto.EncryptionContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionSdkReaderOptionsTest {
    private static final String KEY = "acs:kms:cn-hangzhou:1234567890123456:key/key-hzz1";

    @Test
    void build_ofDefaults_isStrict() {
        EncryptionSdkReaderOptions options =
                EncryptionSdkReaderOptions.builder(KEY).build();

        assertThat(options.allowedKeys()).containsExactly(KEY);
        assertThat(options.requiredContext()).isEqualTo(EncryptionContext.none());
        assertThat(options.maxEncryptedDataKeys()).isEqualTo(5);
        assertThat(options.maxMessageBytes()).isEqualTo(64 * 1024 * 1024);
        assertThat(options.unauthenticatedMessagesAllowed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "key-hzz1",
                "alias/orders",
                "acs:kms:cn-hangzhou:1234567890123456:alias/orders",
                "acs:kms:cn-hangzhou::key/key-hzz1",
                "acs:kms:cn-hangzhou:1234567890123456:key/a b"
            })
    void builder_whatIsNoArnOfAKey_isRefused(String arn) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncryptionSdkReaderOptions.builder(KEY, arn))
                .withMessageContaining("'" + arn + "'");
    }

    @Test
    void builder_numbersOutOfRange_areRefused() {
        EncryptionSdkReaderOptions.Builder builder = EncryptionSdkReaderOptions.builder(KEY);

        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxEncryptedDataKeys(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxEncryptedDataKeys(101));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxMessageBytes(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxMessageBytes(Integer.MAX_VALUE))
                .withMessageContaining("1073741824");
    }
}

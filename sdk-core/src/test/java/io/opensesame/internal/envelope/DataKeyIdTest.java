package io.opensesame.internal.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.crypto.EncryptionContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DataKeyIdTest {
    private static final KmsEndpoint HOME = KmsEndpoint.publicRegion("cn-hangzhou");
    private static final KmsEndpoint VPC = KmsEndpoint.vpc("cn-hangzhou");
    private static final AlgorithmSuite SUITE = AlgorithmSuite.AES_256_GCM;
    private static final EncryptionContext CONTEXT = EncryptionContext.of("a", "b");
    private static final EncryptedDataKey ENCRYPTED = new EncryptedDataKey("cn-hangzhou", "k", new byte[] {1, 2});

    private static DataKeyId encrypting(EncryptionContext context, EnvelopeKey... keys) {
        return DataKeyId.forEncrypting(SUITE, List.of(keys), context);
    }

    @Test
    void forEncrypting_anyPartDiffers_isAnotherId() {
        EnvelopeKey key = EnvelopeKey.at(HOME, "k");

        Stream<DataKeyId> ids = Stream.of(
                encrypting(CONTEXT, key),
                DataKeyId.forEncrypting(AlgorithmSuite.SM4_GCM, List.of(key), CONTEXT),
                encrypting(CONTEXT, EnvelopeKey.at(VPC, "k")),
                encrypting(CONTEXT, EnvelopeKey.at(HOME, "k2")),
                encrypting(CONTEXT, key, EnvelopeKey.at(VPC, "k")),
                encrypting(CONTEXT, EnvelopeKey.at(VPC, "k"), key),
                encrypting(EncryptionContext.none(), key),
                encrypting(EncryptionContext.of("ab", ""), key),
                encrypting(EncryptionContext.of(Map.of("a", "b", "c", "d")), key),
                encrypting(EncryptionContext.of(Map.of("a", "bc", "d", "")), key));

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void forEncrypting_pairsInAnotherOrder_isTheSameId() {
        EnvelopeKey key = EnvelopeKey.at(HOME, "k");
        EncryptionContext some = EncryptionContext.of("a", "1").with("b", "2");
        EncryptionContext same = EncryptionContext.of("b", "2").with("a", "1");

        assertThat(encrypting(some, key)).isEqualTo(encrypting(same, key));
    }

    @Test
    void forDecrypting_anyPartDiffers_isAnotherId() {
        EncryptedDataKey otherBytes = new EncryptedDataKey("cn-hangzhou", "k", new byte[] {1, 3});
        EncryptedDataKey otherKey = new EncryptedDataKey("cn-hangzhou", "k2", new byte[] {1, 2});
        EncryptedDataKey otherRegion = new EncryptedDataKey("", "k", new byte[] {1, 2});

        Stream<DataKeyId> ids = Stream.of(
                DataKeyId.forDecrypting(SUITE, ENCRYPTED, CONTEXT, HOME, "ak"),
                DataKeyId.forDecrypting(AlgorithmSuite.SM4_GCM, ENCRYPTED, CONTEXT, HOME, "ak"),
                DataKeyId.forDecrypting(SUITE, otherBytes, CONTEXT, HOME, "ak"),
                DataKeyId.forDecrypting(SUITE, otherKey, CONTEXT, HOME, "ak"),
                DataKeyId.forDecrypting(SUITE, otherRegion, CONTEXT, HOME, "ak"),
                DataKeyId.forDecrypting(SUITE, ENCRYPTED, EncryptionContext.of("a", "c"), HOME, "ak"),
                DataKeyId.forDecrypting(SUITE, ENCRYPTED, CONTEXT, VPC, "ak"),
                DataKeyId.forDecrypting(SUITE, ENCRYPTED, CONTEXT, HOME, "ak2"));

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void forDecrypting_longCiphertextAndContext_fit() {
        EncryptedDataKey large = new EncryptedDataKey("cn-hangzhou", "k", new byte[8_192]);
        EncryptionContext context = EncryptionContext.of("a", "b".repeat(8_000));

        assertThat(DataKeyId.forDecrypting(SUITE, large, context, HOME, "ak"))
                .isEqualTo(DataKeyId.forDecrypting(SUITE, large, context, HOME, "ak"));
    }
}

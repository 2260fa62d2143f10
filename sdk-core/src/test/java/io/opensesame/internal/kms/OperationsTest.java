package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.kms.alias.AliasOperations;
import io.opensesame.kms.certificate.CertificateOperations;
import io.opensesame.kms.key.KeyOperations;
import io.opensesame.kms.secret.SecretOperations;
import io.opensesame.kms.tag.TagOperations;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperationsTest {
    /** Every operation to which RAM controls access. Its list writes UpdateCertificateStatue, which is a misprint. */
    private static final String CONTROLLED = """
            ListKeys CreateKey DescribeKey UpdateKeyDescription EnableKey DisableKey ScheduleKeyDeletion
            CancelKeyDeletion GetParametersForImport ImportKeyMaterial DeleteKeyMaterial ListAliasesByKeyId
            CreateKeyVersion DescribeKeyVersion ListKeyVersions UpdateRotationPolicy Encrypt Decrypt ReEncrypt
            GenerateDataKey GenerateDataKeyWithoutPlaintext ExportDataKey GenerateAndExportDataKey
            AsymmetricSign AsymmetricVerify AsymmetricEncrypt AsymmetricDecrypt GetPublicKey ListAliases
            CreateAlias UpdateAlias DeleteAlias CreateSecret ListSecrets DescribeSecret DeleteSecret
            UpdateSecret RestoreSecret GetSecretValue PutSecretValue ListSecretVersionIds
            UpdateSecretVersionStage GetRandomPassword CreateCertificate UploadCertificate GetCertificate
            DescribeCertificate UpdateCertificateStatus DeleteCertificate CertificatePrivateKeySign
            CertificatePublicKeyVerify CertificatePublicKeyEncrypt CertificatePrivateKeyDecrypt ListResourceTags
            UntagResource TagResource
            """;

    private static final List<Class<?>> DOORS = List.of(
            KeyOperations.class,
            AliasOperations.class,
            SecretOperations.class,
            CertificateOperations.class,
            TagOperations.class);

    static Stream<String> controlled() {
        return CONTROLLED.strip().lines().flatMap(line -> Arrays.stream(line.split(" ")));
    }

    @ParameterizedTest
    @MethodSource("controlled")
    void operations_controlledByRam_haveARequestAndATypedMethod(String operation) {
        String method = operation.substring(0, 1).toLowerCase(Locale.ROOT) + operation.substring(1);

        Stream<Method> typed = DOORS.stream()
                .flatMap(door -> Arrays.stream(door.getMethods()))
                .filter(candidate -> candidate.getName().equals(method))
                .filter(candidate -> candidate.getParameterCount() == 1)
                .filter(candidate ->
                        Operations.requestTypes().contains(candidate.getParameterTypes()[0]));

        assertThat(typed)
                .singleElement()
                .satisfies(found ->
                        assertThat(found.getParameterTypes()[0].getSimpleName()).isEqualTo(operation + "Request"));
    }
}

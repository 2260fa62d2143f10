package io.opensesame.internal.permission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.policy.catalogue.KmsCatalogue;
import io.opensesame.policy.catalogue.KmsOperation;
import io.opensesame.policy.catalogue.KmsPermission;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NeededPermissionsTest {
    private static final String REGION = "acs:kms:cn-hangzhou:";
    private static final NeededPermissions KMS = new NeededPermissions("kms", "cn-hangzhou");

    static Collection<KmsOperation> operations() {
        return KmsCatalogue.instance().operations();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GetSecretValue|SecretName=orders/db|kms:GetSecretValue on *:secret/orders/db,"
                        + "kms:Decrypt on the key of acs:kms:cn-hangzhou:*:secret/orders/db",
                "GetSecretValue|SecretName=acs:kms:cn-hangzhou:12:secret/s|kms:GetSecretValue on 12:secret/s,"
                        + "kms:Decrypt on the key of acs:kms:cn-hangzhou:12:secret/s",
                "PutSecretValue|SecretName=s|kms:PutSecretValue on *:secret/s,"
                        + "kms:GenerateDataKey on the key of acs:kms:cn-hangzhou:*:secret/s",
                "CreateSecret|SecretName=s;EncryptionKeyId=key-1|kms:CreateSecret on *:secret,"
                        + "kms:GenerateDataKey on *:key/key-1",
                "CreateSecret|SecretName=s|kms:CreateSecret on *:secret",
                "BatchGetSecretValue|SecretsList.1.SecretName=a;SecretsList.2.SecretName=b"
                        + "|kms:GetSecretValue on *:secret/a,kms:GetSecretValue on *:secret/b,"
                        + "kms:Decrypt on the key of acs:kms:cn-hangzhou:*:secret/a,"
                        + "kms:Decrypt on the key of acs:kms:cn-hangzhou:*:secret/b",
                "GetRandomPassword|PasswordLength=9|kms:GetRandomPassword on *",
                "DescribeRegions|-|-",
                "Encrypt|KeyId=alias/app;Plaintext=x|kms:Encrypt on *:key/*",
                "Encrypt|KeyId=key-1|kms:Encrypt on *:key/key-1",
                "Decrypt|CiphertextBlob=x|kms:Decrypt on *:key/*",
                "ReEncrypt|DestinationKeyId=key-2;CiphertextBlob=x|kms:ReEncryptFrom on *:key/*,"
                        + "kms:ReEncryptTo on *:key/key-2",
                "ReEncrypt|SourceKeyId=key-1;DestinationKeyId=alias/b|kms:ReEncryptFrom on *:key/key-1,"
                        + "kms:ReEncryptTo on *:key/*",
                "CreateAlias|AliasName=alias/app;KeyId=key-1|kms:CreateAlias on *:alias/app,"
                        + "kms:CreateAlias on *:key/key-1",
                "DeleteAlias|AliasName=alias/app|kms:DeleteAlias on *:alias/app,kms:DeleteAlias on *:key/*",
                "SetDeletionProtection|ProtectedResourceArn=acs:kms:cn-hangzhou:12:key/k"
                        + "|kms:SetDeletionProtection on 12:key/k",
                "TagResource|SecretName=s;Tags=[]|kms:TagResource on *:secret/s",
                "TagResource|KeyId=k|kms:TagResource on *:key/k",
                "UntagResources|ResourceType=secret;ResourceId.1=a;ResourceId.2=b"
                        + "|kms:UntagResources on *:secret/a,kms:UntagResources on *:secret/b",
                "ListTagResources|ResourceType=key|kms:ListTagResources on *",
                "GetSecretValue|SecretName=*|kms:GetSecretValue on *:secret/?,"
                        + "kms:Decrypt on the key of acs:kms:cn-hangzhou:*:secret/?",
                "Encrypt|KeyId=acs:kms:cn-hangzhou:12:key/a*|kms:Encrypt on 12:key/a?",
                "CreateAlias|AliasName=alias/a*;KeyId=k*|kms:CreateAlias on *:alias/a?,kms:CreateAlias on *:key/k?",
                "PolishKey|KeyId=k|kms:PolishKey on *:key/k",
                "PolishAll|-|kms:PolishAll on *"
            })
    void of_parameters_namesEachActionAndResource(String operation, String parameters, String needed) {
        assertThat(KMS.of(operation, parameters(parameters), ""))
                .extracting(Object::toString)
                .containsExactlyElementsOf(
                        needed.equals("-")
                                ? List.of()
                                : Arrays.stream(needed.split(","))
                                        .map(one -> one.replaceFirst(" on (?=(\\*|12):)", " on " + REGION))
                                        .toList());
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!text.equals("-")) {
            Arrays.stream(text.split(";"))
                    .forEach(one ->
                            parameters.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1)));
        }
        return parameters;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void of_everyOperation_needsTheActionsOfTheCatalogue(KmsOperation operation) {
        List<NeededPermission> needed = KMS.of(
                operation.name(), Map.of("SecretName", "s", "EncryptionKeyId", "k", "CertificateId", "c"), "thing");

        assertThat(needed)
                .extracting(NeededPermission::action)
                .containsOnly(operation.permissions().stream()
                        .map(KmsPermission::action)
                        .toArray(String[]::new));
    }

    @Test
    void of_anotherService_isItsOwnActionOnTheNamedArn() {
        NeededPermissions sts = new NeededPermissions("sts", "*");

        assertThat(sts.of("AssumeRole", Map.of(), "acs:ram::12:role/app"))
                .containsExactly(NeededPermission.of("sts:AssumeRole", "acs:ram::12:role/app"));
        assertThat(sts.of("GetCallerIdentity", Map.of(), "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DescribeSecret|SecretName=s|{\"Arn\":\"acs:kms:cn-hangzhou:12:secret/s\"}|kms:DescribeSecret on 12:secret/s",
                "DescribeKey|KeyId=alias/a|{\"KeyMetadata\":{\"KeyId\":\"key-1\"}}|kms:DescribeKey on *:key/key-1",
                "CreateKeyVersion|KeyId=alias/a|{\"KeyVersion\":{\"KeyId\":\"key-1\"}}"
                        + "|kms:CreateKeyVersion on *:key/key-1",
                "ListKeyVersions|KeyId=alias/a|{\"KeyVersions\":{\"KeyVersion\":[{\"KeyId\":\"key-1\"}]}}"
                        + "|kms:ListKeyVersions on *:key/key-1",
                "Decrypt|CiphertextBlob=x|{\"KeyId\":\"key-1\"}|kms:Decrypt on *:key/key-1",
                "ReEncrypt|DestinationKeyId=alias/b|{\"KeyId\":\"key-1\"}"
                        + "|kms:ReEncryptFrom on *:key/key-1,kms:ReEncryptTo on *:key/*",
                "ListKeys|-|{\"Keys\":{\"Key\":[{\"KeyArn\":\"acs:kms:cn-hangzhou:12:key/k\"}]}}|kms:ListKeys on 12:key",
                "CreateKey|-|{\"KeyMetadata\":{\"Arn\":\"acs:kms:cn-hangzhou:12:key/k\",\"KeyId\":\"k\"}}|kms:CreateKey on 12:key",
                "Encrypt|KeyId=k|{\"KeyId\":\"other\"}|kms:Encrypt on *:key/k",
                "Decrypt|CiphertextBlob=x|{\"KeyId\":\"no id: *\"}|kms:Decrypt on *:key/*",
                "DescribeSecret|SecretName=s|{\"Arn\":\"acs:kms:cn-hangzhou:who:secret/s\"}|kms:DescribeSecret on *:secret/s",
                "DescribeSecret|SecretName=acs:kms:cn-hangzhou:34:secret/s|{\"Arn\":\"acs:kms:cn-hangzhou:12:secret/s\"}"
                        + "|kms:DescribeSecret on 34:secret/s"
            })
    void taught_answer_fillsInWhatWasNotKnown(String operation, String parameters, String answer, String needed)
            throws JsonProcessingException {
        List<NeededPermission> asked = KMS.of(operation, parameters(parameters), "");

        assertThat(TaughtPermissions.of(asked, new JsonMapper().readTree(answer)))
                .extracting(Object::toString)
                .containsExactly(Arrays.stream(needed.split(","))
                        .map(one -> one.replaceFirst(" on ", " on " + REGION))
                        .toArray(String[]::new));
    }

    @Test
    void taught_accountInAnyRegion_standsInItsOwnPlace() throws JsonProcessingException {
        List<NeededPermission> asked =
                new NeededPermissions("kms", "*").of("GetSecretValue", Map.of("SecretName", "s"), "");

        assertThat(TaughtPermissions.of(asked, new JsonMapper().readTree("{\"Arn\":\"acs:kms:r:12:secret/s\"}")))
                .containsExactly(
                        NeededPermission.of("kms:GetSecretValue", "acs:kms:*:12:secret/s"),
                        NeededPermission.onKeyOf("kms:Decrypt", "acs:kms:*:12:secret/s"));
    }
}

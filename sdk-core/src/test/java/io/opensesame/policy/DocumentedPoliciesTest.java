package io.opensesame.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.error.PolicyException;
import io.opensesame.policy.evaluation.AccessPolicies;
import io.opensesame.policy.evaluation.AccessRequest;
import io.opensesame.policy.validation.Finding;
import io.opensesame.policy.validation.FindingCode;
import io.opensesame.policy.validation.PolicyValidator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example policies of the documentation, with region and account ids filled in. */
class DocumentedPoliciesTest {
    private static final String OWNER = "1192853035110001";
    private static final String FOREIGN = "1903253031260002";

    @ParameterizedTest
    @CsvSource({
        "ram-everything, GRANTS_EVERYTHING",
        "ram-everything-from-addresses, GRANTS_EVERYTHING",
        "ram-use-keys,",
        "ram-use-tagged-keys,",
        "ram-query-secrets,",
        "ram-read-secret,",
        "ram-sign-with-certificates,",
        "ram-managed-credentials,"
    })
    void ramPolicy_ofTheDocumentation_isReadAndSound(String name, FindingCode warning) {
        String json = document(name);

        RamPolicy policy = RamPolicy.parse(json);

        assertThat(RamPolicy.parse(policy.toJson())).isEqualTo(policy);
        assertThat(PolicyValidator.forIdentityPolicy().validate(json))
                .extracting(Finding::code)
                .isEqualTo(warning == null ? List.of() : List.of(warning));
    }

    @Test
    void secretPolicy_ofTheDocumentation_isReadAndSound() {
        String json = document("secret-of-three-users");

        SecretPolicy policy = SecretPolicy.parse(json);

        assertThat(SecretPolicy.parse(policy.toJson())).isEqualTo(policy);
        assertThat(policy.statements()).hasSize(3).first().isEqualTo(SecretPolicy.ownerStatement(OWNER));
        assertThat(PolicyValidator.forSecretPolicy(OWNER).validate(json)).isEmpty();
    }

    @Test
    void secretPolicy_withMaskedIdsAsPrinted_isRefusedAtTheFirst() {
        String masked = document("secret-of-three-users").replace(OWNER, "119285303511****");

        assertThatThrownBy(() -> SecretPolicy.parse(masked))
                .isInstanceOfSatisfying(
                        PolicyException.class,
                        e -> assertThat(e.line())
                                .isEqualTo(masked.substring(0, masked.indexOf("****"))
                                        .lines()
                                        .count()))
                .hasMessageContaining("masked with ****");
    }

    @Test
    void secretPolicy_withTheListOfActionsAsPrinted_isRefusedAtTheMissingComma() {
        String printed =
                "{\"Version\":\"1\",\"Statement\":[{\"Action\":[ \"kms:UntagResource\" \"kms:GetSecretValue\" ]}]}";

        assertThatThrownBy(() -> SecretPolicy.parse(printed))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("was expecting comma")
                .hasMessageContaining("column " + (printed.indexOf("\"kms:GetSecretValue") + 1) + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "ram-everything, kms:GetSecretValue, secret/orders/db, '', true",
        "ram-everything, kms:CreateKey, key, '', true",
        "ram-everything-from-addresses, kms:Decrypt, key/key-1, 192.168.12.34, true",
        "ram-everything-from-addresses, kms:Decrypt, key/key-1, 172.16.215.218, true",
        "ram-everything-from-addresses, kms:Decrypt, key/key-1, 172.16.215.219, false",
        "ram-everything-from-addresses, kms:Decrypt, key/key-1, '', false",
        "ram-use-keys, kms:ListKeys, key, '', true",
        "ram-use-keys, kms:DescribeKey, key/key-1, '', true",
        "ram-use-keys, kms:Encrypt, key/key-1, '', true",
        "ram-use-keys, kms:Encrypt, key, '', false",
        "ram-use-keys, kms:AsymmetricSign, key/key-1, '', false",
        "ram-use-keys, kms:DescribeSecret, secret/orders/db, '', false",
        "ram-query-secrets, kms:ListSecrets, secret, '', true",
        "ram-query-secrets, kms:DescribeSecret, secret/orders/db, '', true",
        "ram-query-secrets, kms:GetSecretValue, secret/orders/db, '', false",
        "ram-read-secret, kms:GetSecretValue, secret/example-secret, '', true",
        "ram-read-secret, kms:Decrypt, key/keyId-example, '', true",
        "ram-read-secret, kms:GetSecretValue, secret/example-secret2, '', false",
        "ram-read-secret, kms:Decrypt, key/another, '', false",
        "ram-sign-with-certificates, kms:CertificatePrivateKeySign, certificate/9a28, '', true",
        "ram-sign-with-certificates, kms:CertificatePrivateKeyDecrypt, certificate/9a28, '', false"
    })
    void ramPolicy_ofTheDocumentation_allowsWhatItSays(
            String name, String action, String resource, String sourceIp, boolean allowed) {
        AccessRequest request = AccessRequest.builder(user("alice"), action, arn(resource))
                .context("acs:SourceIp", sourceIp.isEmpty() ? List.of() : List.of(sourceIp))
                .build();

        assertThat(identity(name).decide(request).isAllowed()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "kms:Encrypt, Apollo, true",
        "kms:Decrypt, APOLLO, true",
        "kms:GenerateDataKey, Artemis, false",
        "kms:Decrypt, , false",
        "kms:DescribeKey, Apollo, false"
    })
    void ramPolicy_onTaggedKeys_goesByTheTag(String action, String tag, boolean allowed) {
        AccessRequest request = AccessRequest.builder(user("alice"), action, arn("key/key-1"))
                .context("kms:tag/Project", tag == null ? List.of() : List.of(tag))
                .build();

        assertThat(identity("ram-use-tagged-keys").decide(request).isAllowed()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "ram:CreateAccessKey, true",
        "ram:DeleteAccessKey, true",
        "ram:ListAccessKeys, true",
        "ram:UpdateAccessKey, true",
        "ram:DeleteUser, false",
        "ram:GetAccessKeyLastUsed, false"
    })
    void ramPolicy_ofManagedCredentials_allowsAccessKeysAlone(String action, boolean allowed) {
        Principal role = Principal.ofRam("acs:ram::" + OWNER + ":role/aliyunkmsmanagedramcrendentialsrole/kms");
        AccessRequest request = AccessRequest.builder(role, action, "acs:ram:*:" + OWNER + ":user/app")
                .build();

        assertThat(identity("ram-managed-credentials").decide(request).isAllowed())
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "secret_ramuser1, kms:PutSecretValue, true",
        "secret_ramuser1, kms:DescribeSecret, true",
        "secret_ramuser1, kms:UpdateSecretRotationPolicy, true",
        "secret_ramuser1, kms:GetSecretValue, false",
        "secret_ramuser2, kms:GetSecretValue, true",
        "secret_ramuser2, kms:ListSecretVersionIds, true",
        "secret_ramuser2, kms:PutSecretValue, false",
        "secret_ramuser4, kms:DescribeSecret, false"
    })
    void secretPolicy_ofTheDocumentation_allowsWhatItSays(String user, String action, boolean allowed) {
        AccessPolicies policies = AccessPolicies.builder().build().onSecret(secretPolicy());

        AccessRequest request = AccessRequest.builder(user(user), action, arn("secret/payments/api"))
                .build();

        assertThat(policies.decide(request).isAllowed()).isEqualTo(allowed);
    }

    @Test
    void secretPolicy_toAUserOfAnotherAccount_takesBothSides() {
        Principal user = Principal.ramUser(FOREIGN, "secret_ramuser3");
        AccessRequest read = AccessRequest.builder(user, "kms:GetSecretValue", arn("secret/payments/api"))
                .build();
        AccessPolicies ramSide = identity("ram-everything");
        AccessPolicies noRamSide = AccessPolicies.builder().build();

        assertThat(ramSide.onSecret(secretPolicy()).decide(read).isAllowed()).isTrue();
        assertThat(noRamSide.onSecret(secretPolicy()).decide(read).isAllowed()).isFalse();
        assertThat(ramSide.onSecret(SecretPolicy.defaultFor(OWNER)).decide(read).isAllowed())
                .isFalse();
    }

    private static SecretPolicy secretPolicy() {
        return SecretPolicy.parse(document("secret-of-three-users"));
    }

    private static AccessPolicies identity(String name) {
        return AccessPolicies.builder()
                .identity(name, RamPolicy.parse(document(name)))
                .build();
    }

    private static Principal user(String name) {
        return Principal.ramUser(OWNER, name);
    }

    private static String arn(String resource) {
        return "acs:kms:cn-hangzhou:" + OWNER + ":" + resource;
    }

    private static String document(String name) {
        try (InputStream stream = DocumentedPoliciesTest.class.getResourceAsStream("documents/" + name + ".json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

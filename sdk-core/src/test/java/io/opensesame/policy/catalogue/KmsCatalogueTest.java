package io.opensesame.policy.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.catalogue.DecryptRule.CredentialsKind;
import io.opensesame.policy.catalogue.DecryptRule.Gateway;
import io.opensesame.policy.catalogue.DecryptRule.KeyOwner;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KmsCatalogueTest {
    private static final KmsCatalogue CATALOGUE = KmsCatalogue.instance();

    /** The words of the documentation for the types; a client key has no ARN, so no type. */
    private static final Map<String, KmsResourceType> TYPES = Map.ofEntries(
            Map.entry("Key container", KmsResourceType.KEY_CONTAINER),
            Map.entry("Key", KmsResourceType.KEY),
            Map.entry("Secret container", KmsResourceType.SECRET_CONTAINER),
            Map.entry("Secret", KmsResourceType.SECRET),
            Map.entry("Alias container", KmsResourceType.ALIAS_CONTAINER),
            Map.entry("Alias", KmsResourceType.ALIAS),
            Map.entry("Certificate", KmsResourceType.CERTIFICATE),
            Map.entry("Instance", KmsResourceType.INSTANCE),
            Map.entry("Application access point", KmsResourceType.APPLICATION_ACCESS_POINT),
            Map.entry("Policy", KmsResourceType.ACCESS_POINT_POLICY),
            Map.entry("Network rule", KmsResourceType.NETWORK_RULE));

    static Stream<JsonNode> documentedOperations() throws IOException {
        return elements("documented-actions.json");
    }

    static Stream<JsonNode> documentedPolicies() throws IOException {
        return elements("documented-policies.json")
                .filter(policy -> Set.of("system", "service-role system")
                        .contains(policy.path("kind").asText()));
    }

    private static Stream<JsonNode> elements(String resource) throws IOException {
        try (InputStream stream = KmsCatalogueTest.class.getResourceAsStream(resource)) {
            JsonNode list = JsonMapper.builder().build().readTree(stream);
            return StreamSupport.stream(list.spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("documentedOperations")
    void operation_documented_needsTheDocumentedActionsOnTheDocumentedTypes(JsonNode documented) {
        KmsOperation operation =
                CATALOGUE.operation(documented.path("operation").asText()).orElseThrow();

        assertThat(operation.group()).isEqualTo(documented.path("group").asText());
        assertThat(operation.conditionKeys()).isEqualTo(texts(documented.path("conditionKeys")));
        if (!operation.name().equals("DescribeRegions")) {
            assertThat(actions(operation)).isEqualTo(documentedActions(documented));
            assertThat(types(operation)).isEqualTo(documentedTypes(documented));
        }
    }

    @Test
    void operations_documented_areAllThereInTheDocumentedOrder() throws IOException {
        List<String> documented = documentedOperations()
                .map(node -> node.path("operation").asText())
                .toList();

        assertThat(CATALOGUE.operations()).extracting(KmsOperation::name).containsExactlyElementsOf(documented);
        assertThat(documentedOperations().filter(KmsCatalogueTest::isOfTheUsersText))
                .hasSize(56);
    }

    private static boolean isOfTheUsersText(JsonNode documented) {
        return documented.path("source").asText().equals("seed 003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TagResource", "UntagResource"})
    void tagging_certificate_isInferred(String operation) {
        assertThat(CATALOGUE.action("kms:" + operation).orElseThrow().on())
                .containsExactlyInAnyOrder(KmsResourceType.KEY, KmsResourceType.SECRET, KmsResourceType.CERTIFICATE);
        assertThat(CATALOGUE.operation(operation).orElseThrow().isInferred()).isTrue();
    }

    @Test
    void describeRegions_anybody_needsNothing() {
        assertThat(CATALOGUE.operation("DescribeRegions").orElseThrow().permissions())
                .isEmpty();
    }

    private static Set<String> actions(KmsOperation operation) {
        return operation.permissions().stream()
                .map(KmsPermission::action)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@code kms:ReEncrypt*} covers the two that are checked and is none itself. */
    private static Set<String> documentedActions(JsonNode documented) {
        Set<String> actions = new TreeSet<>(texts(documented.path("actions")));
        documented
                .path("conditionalActions")
                .forEach(action -> actions.add(action.path("action").asText()));
        actions.removeIf(action -> action.endsWith("*"));
        return actions;
    }

    private static Set<KmsResourceType> types(KmsOperation operation) {
        return operation.permissions().stream()
                .flatMap(permission -> permission.on().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<KmsResourceType> documentedTypes(JsonNode documented) {
        Set<KmsResourceType> types = new TreeSet<>();
        texts(documented.path("resourceTypes")).stream()
                .filter(TYPES::containsKey)
                .forEach(type -> types.add(TYPES.get(type)));
        documented
                .path("conditionalActions")
                .forEach(action ->
                        types.add(TYPES.get(action.path("resourceType").asText())));
        // Documents disagree on these; the catalogue has what either says. Certificates are tagged by their id.
        switch (documented.path("operation").asText()) {
            case "CreateCertificate" -> types.add(KmsResourceType.CERTIFICATE_CONTAINER);
            case "ListResourceTags" -> types.add(KmsResourceType.SECRET);
            case "TagResource", "UntagResource" -> types.add(KmsResourceType.CERTIFICATE);
            default -> {}
        }
        return types;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kms:GetSecretValue|GetSecretValue,BatchGetSecretValue",
                "KMS:getsecretvalue|GetSecretValue,BatchGetSecretValue",
                "kms:Decrypt|Decrypt,GetSecretValue,BatchGetSecretValue",
                "kms:GenerateDataKey|GenerateDataKey,CreateSecret,PutSecretValue",
                "kms:ReEncrypt*|ReEncrypt",
                "kms:*SecretPolicy|SetSecretPolicy,GetSecretPolicy"
            })
    void operationsGuardedBy_action_areThoseThatNeedIt(String action, String operations) {
        assertThat(CATALOGUE.operationsGuardedBy(action))
                .extracting(KmsOperation::name)
                .containsExactlyInAnyOrder(operations.split(","));
    }

    @Test
    void operationsGuardedBy_actionWithoutOperation_areNone() {
        assertThat(CATALOGUE.operationsGuardedBy("kms:GetSecretDefaultPolicy")).isEmpty();
        assertThat(CATALOGUE.operationsGuardedBy("ram:CreateUser")).isEmpty();
    }

    @Test
    void action_inAnyLetterCase_knowsItsOperationsAndTypes() {
        KmsAction action = CATALOGUE.action("KMS:GENERATEDATAKEY").orElseThrow();

        assertThat(action.name()).isEqualTo("kms:GenerateDataKey");
        assertThat(action.on()).containsExactly(KmsResourceType.KEY);
        assertThat(action.operations()).contains("GenerateDataKey", "PutSecretValue");
        assertThat(action.conditionKeys()).containsExactlyInAnyOrder("kms:tag/<tag-key>", "kms:EncryptionAlgorithm");
        assertThat(action.meant()).isEmpty();
    }

    @Test
    void action_aboutNoResource_isOnNone() {
        assertThat(CATALOGUE.action("kms:GetRandomPassword").orElseThrow().on()).isEmpty();
    }

    @Test
    void action_ofSystemPoliciesOnly_isKnownOnEveryType() {
        KmsAction action = CATALOGUE.action("kms:GetKmsInstanceSharedAccounts").orElseThrow();

        assertThat(action.operations()).isEmpty();
        assertThat(action.on()).containsExactlyInAnyOrder(KmsResourceType.values());
    }

    @Test
    void action_documentedMisspelling_saysWhatIsMeant() {
        assertThat(CATALOGUE.action("kms:UpdateCertificateStatue").orElseThrow().meant())
                .contains("kms:UpdateCertificateStatus");
    }

    @Test
    void actions_thatSystemPoliciesName_areKnown() {
        List<String> named = CATALOGUE.systemPolicies().stream()
                .flatMap(policy -> policy.versions().stream())
                .flatMap(version -> version.policy().statements().stream())
                .flatMap(statement -> statement.actions().stream())
                .filter(action -> !action.hasWildcard() && action.toString().startsWith("kms:"))
                .map(Object::toString)
                .toList();

        assertThat(named)
                .isNotEmpty()
                .allMatch(action -> CATALOGUE.action(action).isPresent());
    }

    @ParameterizedTest
    @MethodSource("documentedPolicies")
    void systemPolicy_documented_hasEveryDocumentedVersion(JsonNode documented) {
        SystemPolicy policy =
                CATALOGUE.systemPolicy(documented.path("name").asText()).orElseThrow();

        assertThat(policy.description())
                .isEqualTo(documented.path("description").asText());
        assertThat(policy.versions()).hasSize(documented.path("versions").size());
        for (int i = 0; i < policy.versions().size(); i++) {
            JsonNode expected = documented.path("versions").path(i);
            SystemPolicyVersion version = policy.versions().get(i);
            assertThat(version.id()).isEqualTo(expected.path("version").asText());
            assertThat(version.date()).hasToString(expected.path("versionDate").asText());
            assertThat(version.policy())
                    .isEqualTo(RamPolicy.parse(expected.path("document").toString()));
            assertThat(version == policy.current())
                    .isEqualTo(expected.path("current").asBoolean());
        }
    }

    @Test
    void systemPolicies_forUsers_areTheSixOfTheUsersText() throws IOException {
        assertThat(CATALOGUE.systemPolicies())
                .hasSize((int) documentedPolicies().count());
        assertThat(CATALOGUE.systemPolicies().stream().filter(policy -> !policy.isForServiceRole()))
                .extracting(SystemPolicy::name)
                .containsExactly(
                        "AliyunKMSFullAccess",
                        "AliyunKMSReadOnlyAccess",
                        "AliyunKMSCryptoAdminAccess",
                        "AliyunKMSCryptoUserAccess",
                        "AliyunKMSSecretUserAccess",
                        "AliyunKMSSecretAdminAccess");
        assertThat(CATALOGUE.systemPolicy("aliyunkmsfullaccess")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "acs:SourceIp, acs:SourceIp, IP_ADDRESS, IP_ADDRESS, true",
        "acs:CurrentTime, acs:CurrentTime, DATE, DATE_LESS_THAN, true",
        "acs:SecureTransport, acs:SecureTransport, BOOLEAN, BOOL, true",
        "kms:tag/Project, kms:tag/, STRING, STRING_EQUALS_IGNORE_CASE, true",
        "acs:ResourceTag/Project, acs:ResourceTag/, STRING, STRING_LIKE, false",
        "ram:ServiceName, ram:ServiceName, STRING, STRING_EQUALS, false"
    })
    void conditionKey_known_saysWhatItIs(
            String key, String name, ConditionKey.Type type, ConditionOperator operator, boolean inKmsRequests) {
        ConditionKey known = CATALOGUE.conditionKey(key).orElseThrow();

        assertThat(known.name()).isEqualTo(name);
        assertThat(known.type()).isEqualTo(type);
        assertThat(known.type().fits(operator)).isTrue();
        assertThat(known.isInKmsRequests()).isEqualTo(inKmsRequests);
    }

    @ParameterizedTest
    @CsvSource({"acs:PrincipalArn", "kms:tag/", "kms:Tag/Project", "acs:sourceip", "kms:SigningAlgorithm"})
    void conditionKey_otherSpelling_isUnknown(String key) {
        assertThat(CATALOGUE.conditionKey(key)).isEmpty();
    }

    @Test
    void conditionKeys_inEveryRequest_areThose() {
        assertThat(CATALOGUE.conditionKeys().stream().filter(ConditionKey::isInEveryRequest))
                .extracting(ConditionKey::name)
                .containsExactly("acs:CurrentTime", "acs:SecureTransport", "acs:SourceIp", "acs:PrincipalARN");
    }

    @Test
    void conditionKey_encryptionAlgorithm_isNotForSecretPolicies() {
        assertThat(CATALOGUE
                        .conditionKey("kms:EncryptionAlgorithm")
                        .orElseThrow()
                        .policies())
                .contains(PolicyType.KEY_POLICY, PolicyType.IDENTITY_POLICY)
                .doesNotContain(PolicyType.SECRET_POLICY);
    }

    @Test
    void conditionKeyTypes_everyOperator_fitsOneAtMost() {
        for (ConditionOperator operator : ConditionOperator.values()) {
            assertThat(Stream.of(ConditionKey.Type.values()).filter(type -> type.fits(operator)))
                    .hasSize(operator.wireName().startsWith("Numeric") ? 0 : 1);
        }
    }

    @Test
    void operations_conditionKeys_areKnown() {
        assertThat(CATALOGUE.operations())
                .allSatisfy(operation -> assertThat(operation.conditionKeys())
                        .allMatch(key -> CATALOGUE.conditionKey(key).isPresent()));
    }

    @ParameterizedTest
    @CsvSource({
        "SHARED, LASTING, OF_THE_ACCOUNT, true",
        "SHARED, TEMPORARY, OF_THE_ACCOUNT, false",
        "DEDICATED, LASTING, OF_THE_ACCOUNT, true",
        "DEDICATED, TEMPORARY, OF_THE_ACCOUNT, true",
        "SHARED, LASTING, OF_THE_SERVICE, false",
        "SHARED, TEMPORARY, OF_THE_SERVICE, false",
        "DEDICATED, LASTING, OF_THE_SERVICE, false",
        "DEDICATED, TEMPORARY, OF_THE_SERVICE, false"
    })
    void decryptRule_everyCase_saysWhetherAndWhy(
            Gateway gateway, CredentialsKind credentials, KeyOwner key, boolean needed) {
        DecryptRule rule = CATALOGUE.decryptRule(gateway, credentials, key);

        assertThat(rule.isNeeded()).isEqualTo(needed);
        assertThat(rule.because()).isNotBlank();
        assertThat(rule).asString().contains(needed ? "needs" : "does not need");
        assertThat(CATALOGUE.decryptRules()).hasSize(8).contains(rule);
    }
}

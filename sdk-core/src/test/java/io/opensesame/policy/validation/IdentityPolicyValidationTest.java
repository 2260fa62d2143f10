package io.opensesame.policy.validation;

import static io.opensesame.policy.validation.FindingCode.ABSENT_KEY_TRAP;
import static io.opensesame.policy.validation.FindingCode.ACTION_LETTER_CASE;
import static io.opensesame.policy.validation.FindingCode.ACTION_SPELT_TWO_WAYS;
import static io.opensesame.policy.validation.FindingCode.ACTION_WITHOUT_RESOURCE;
import static io.opensesame.policy.validation.FindingCode.ALLOW_IS_DENIED;
import static io.opensesame.policy.validation.FindingCode.ALLOW_NOT_ACTION;
import static io.opensesame.policy.validation.FindingCode.CONDITION_KEY_NOT_CARRIED;
import static io.opensesame.policy.validation.FindingCode.CONDITION_VALUE_OF_WRONG_TYPE;
import static io.opensesame.policy.validation.FindingCode.CONTAINER_LEFT_OUT;
import static io.opensesame.policy.validation.FindingCode.DUPLICATE_SID;
import static io.opensesame.policy.validation.FindingCode.GRANTS_EVERYTHING;
import static io.opensesame.policy.validation.FindingCode.MALFORMED;
import static io.opensesame.policy.validation.FindingCode.MASKED_ACCOUNT_ID;
import static io.opensesame.policy.validation.FindingCode.MISSPELT_ACTION;
import static io.opensesame.policy.validation.FindingCode.MISSPELT_CONDITION_KEY;
import static io.opensesame.policy.validation.FindingCode.OPERATION_IS_NO_ACTION;
import static io.opensesame.policy.validation.FindingCode.OPERATOR_OF_OTHER_TYPE;
import static io.opensesame.policy.validation.FindingCode.RESOURCE_MATCHES_NOTHING;
import static io.opensesame.policy.validation.FindingCode.RESOURCE_WITHOUT_ACTION;
import static io.opensesame.policy.validation.FindingCode.SID_IN_RAM_POLICY;
import static io.opensesame.policy.validation.FindingCode.SOURCE_VPC_BESIDE_OTHER_SERVICES;
import static io.opensesame.policy.validation.FindingCode.SUPERFLUOUS_STATEMENT;
import static io.opensesame.policy.validation.FindingCode.SUPERFLUOUS_VALUE;
import static io.opensesame.policy.validation.FindingCode.TOO_LONG;
import static io.opensesame.policy.validation.FindingCode.UNKNOWN_ACTION;
import static io.opensesame.policy.validation.FindingCode.UNKNOWN_CONDITION_KEY;
import static io.opensesame.policy.validation.FindingCode.WILDCARD_MATCHES_NOTHING;
import static io.opensesame.policy.validation.FindingCode.WILDCARD_TAKEN_LITERALLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.opensesame.policy.RamPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In these documents {@code ACCT} stands for {@code cn-hangzhou:1192853035110001}, and quotes are single. */
class IdentityPolicyValidationTest {
    private static final PolicyValidator<RamPolicy> VALIDATOR = PolicyValidator.forIdentityPolicy();

    @ParameterizedTest(name = "{1} at {2}: {0}")
    @MethodSource({"actions", "resources", "conditionKeys", "conditionTraps"})
    void validate_statement_hasThatFindingAlone(String statement, FindingCode code, String pointer, String message) {
        List<Finding> findings = VALIDATOR.validate(document(statement));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.code()).as(finding.toString()).isEqualTo(code);
            assertThat(finding.pointer()).isEqualTo("/Statement/0" + pointer);
            assertThat(finding.message()).contains(message);
        });
    }

    static Stream<Arguments> actions() {
        return Stream.of(
                arguments(
                        "'Effect':'Allow','Action':['kms:GetSecretValues'],'Resource':'acs:kms:ACCT:secret/a'",
                        MISSPELT_ACTION,
                        "/Action/0",
                        "is kms:GetSecretValue meant?"),
                arguments(
                        "'Effect':'Allow','Action':['kms:ListKeys','kms:Frobnicate'],'Resource':'*'",
                        UNKNOWN_ACTION,
                        "/Action/1",
                        "KMS has no action kms:Frobnicate that this version"),
                arguments(
                        "'Effect':'Allow','Action':['kms:Listkeys'],'Resource':'*'",
                        ACTION_LETTER_CASE,
                        "/Action/0",
                        "spelt kms:ListKeys"),
                arguments(
                        "'Effect':'Allow','Action':['kms:UpdateCertificateStatue'],'Resource':'*'",
                        ACTION_SPELT_TWO_WAYS,
                        "/Action/0",
                        "name both"),
                arguments(
                        "'Effect':'Allow','Action':['kms:ReEncrypt'],'Resource':'*'",
                        OPERATION_IS_NO_ACTION,
                        "/Action/0",
                        "ReEncrypt needs kms:ReEncryptFrom and kms:ReEncryptTo"),
                arguments(
                        "'Effect':'Allow','Action':['kms:DescribeRegions'],'Resource':'*'",
                        OPERATION_IS_NO_ACTION,
                        "/Action/0",
                        "DescribeRegions needs no permission"),
                arguments(
                        "'Effect':'Allow','Action':['kms:Secret*'],'Resource':'*'",
                        WILDCARD_MATCHES_NOTHING,
                        "/Action/0",
                        "no action of KMS fits kms:Secret*"),
                arguments(
                        "'Effect':'Allow','NotAction':['kms:Delete*'],'Resource':'*'",
                        ALLOW_NOT_ACTION,
                        "/NotAction",
                        "every action of every service but these"),
                arguments("'Effect':'Allow','Action':'*','Resource':'*'", GRANTS_EVERYTHING, "", "every action of KMS"),
                arguments(
                        "'Effect':'Allow','Action':'kms:**','Resource':'acs:kms:*'",
                        GRANTS_EVERYTHING,
                        "",
                        "list the actions and resources"),
                arguments(
                        "'Effect':'Allow','Action':['kms:Get*','kms:GetSecretValue'],'Resource':'*'",
                        SUPERFLUOUS_VALUE,
                        "/Action/1",
                        "in the list already, by a wildcard"),
                arguments(
                        "'Effect':'Allow','Action':['kms:ListKeys','kms:ListKeys'],'Resource':'*'",
                        SUPERFLUOUS_VALUE,
                        "/Action/1",
                        "in the list already; leave it out"),
                arguments(
                        "'Sid':'a','Effect':'Allow','Action':['kms:ListKeys'],'Resource':'*'",
                        SID_IN_RAM_POLICY,
                        "/Sid",
                        "only secret and key policies are documented to have a Sid"));
    }

    static Stream<Arguments> resources() {
        return Stream.of(
                arguments(
                        "'Effect':'Allow','Action':['kms:ListKeys','kms:GetRandomPassword'],'Resource':"
                                + "['acs:kms:ACCT:key']",
                        ACTION_WITHOUT_RESOURCE,
                        "/Action/1",
                        "which is about no resource, so that only * grants it"),
                arguments(
                        "'Effect':'Allow','Action':['kms:GetSecretValue','kms:CreateSecret'],'Resource':"
                                + "'acs:kms:ACCT:secret/*'",
                        ACTION_WITHOUT_RESOURCE,
                        "/Action/1",
                        "which is about acs:kms:<region>:<account>:secret"),
                arguments(
                        "'Effect':'Allow','Action':['kms:GetSecretValue'],'Resource':"
                                + "['acs:kms:ACCT:secret/a','acs:kms:ACCT:key/*']",
                        RESOURCE_WITHOUT_ACTION,
                        "/Resource/1",
                        "they are about a secret: acs:kms:"),
                arguments(
                        "'Effect':'Allow','Action':['kms:List*'],'Resource':['acs:kms:ACCT:secret/*']",
                        CONTAINER_LEFT_OUT,
                        "/Action/0",
                        "does not reach kms:ListSecrets"),
                arguments(
                        "'Effect':'Allow','Action':'kms:GetSecretValue','Resource':"
                                + "'acs:kms:cn-hangzhou:119285303511****:secret/a'",
                        MASKED_ACCOUNT_ID,
                        "/Resource",
                        "its * are wildcards; fill in all digits"),
                arguments(
                        "'Effect':'Allow','Action':'kms:GetSecretValue','Resource':'acs:kms:cn-hangzhou:me:secret/a'",
                        RESOURCE_MATCHES_NOTHING,
                        "/Resource",
                        "the fourth part of an ARN of KMS is the account id"),
                arguments(
                        "'Effect':'Allow','Action':'kms:GetSecretValue','Resource':'acs:kms:ACCT:secrets/a'",
                        RESOURCE_MATCHES_NOTHING,
                        "/Resource",
                        "KMS has no such resource; there are key, key/<id>"),
                arguments(
                        "'Effect':'Allow','Action':'kms:GetSecretValue','Resource':'acs:kms:ACCT:s/\u202e"
                                + "a".repeat(200) + "'",
                        RESOURCE_MATCHES_NOTHING,
                        "/Resource",
                        ":s/?" + "a".repeat(80) + "…"),
                arguments(
                        "'Effect':'Allow','Action':'kms:GetSecretValue','Resource':'acs:kms:ACCT:s/\u009b1m'",
                        RESOURCE_MATCHES_NOTHING,
                        "/Resource",
                        ":s/?1m"));
    }

    static Stream<Arguments> conditionKeys() {
        String decrypt = "'Effect':'Allow','Action':['kms:Decrypt'],'Resource':'*','Condition':";
        return Stream.of(
                arguments(
                        decrypt + "{'StringLike':{'acs:PrincipalArn':'acs:ram:*:*:role/app'}}",
                        MISSPELT_CONDITION_KEY,
                        "/Condition/StringLike/acs:PrincipalArn",
                        "the key is spelt acs:PrincipalARN"),
                arguments(
                        decrypt + "{'IpAddress':{'acs:SourceIP':['10.0.0.0/8']}}",
                        MISSPELT_CONDITION_KEY,
                        "/Condition/IpAddress/acs:SourceIP",
                        "the key is spelt acs:SourceIp"),
                arguments(
                        decrypt + "{'StringEquals':{'kms:Tag/Project':'Apollo'}}",
                        MISSPELT_CONDITION_KEY,
                        "/Condition/StringEquals/kms:Tag~1Project",
                        "the key is spelt kms:tag/Project"),
                arguments(
                        decrypt + "{'StringLike':{'acs:PrincipalARN':['acs:ram::119285303511****:role/app']}}",
                        MASKED_ACCOUNT_ID,
                        "/Condition/StringLike/acs:PrincipalARN/0",
                        "fill in all digits"),
                arguments(
                        decrypt + "{'StringEquals':{'acs:Whereabouts':'x'}}",
                        UNKNOWN_CONDITION_KEY,
                        "/Condition/StringEquals/acs:Whereabouts",
                        "knows no key acs:Whereabouts"),
                arguments(
                        decrypt + "{'IpAddress':{'acs:SourceIp':['10.0.0.0/8','10.0.0.0/33']}}",
                        CONDITION_VALUE_OF_WRONG_TYPE,
                        "/Condition/IpAddress/acs:SourceIp/1",
                        "an address or block such as"),
                arguments(
                        decrypt + "{'DateLessThan':{'acs:CurrentTime':'tomorrow'}}",
                        CONDITION_VALUE_OF_WRONG_TYPE,
                        "/Condition/DateLessThan/acs:CurrentTime",
                        "a date such as"),
                arguments(
                        decrypt + "{'StringEquals':{'acs:SourceIp':['10.0.0.1']}}",
                        OPERATOR_OF_OTHER_TYPE,
                        "/Condition/StringEquals/acs:SourceIp",
                        "acs:SourceIp is an address; compare it with IpAddress or NotIpAddress"),
                arguments(
                        decrypt + "{'NumericLessThan':{'acs:CurrentTime':['10']}}",
                        OPERATOR_OF_OTHER_TYPE,
                        "/Condition/NumericLessThan/acs:CurrentTime",
                        "an operator of Date…"),
                arguments(
                        decrypt + "{'StringEquals':{'kms:tag/Project':['Apollo','Gem*']}}",
                        WILDCARD_TAKEN_LITERALLY,
                        "/Condition/StringEquals/kms:tag~1Project/1",
                        "use StringLike"));
    }

    static Stream<Arguments> conditionTraps() {
        return Stream.of(
                arguments(
                        "'Effect':'Allow','Action':['kms:Decrypt','kms:ListKeys'],'Resource':'*',"
                                + "'Condition':{'StringEquals':{'kms:tag/Project':'Apollo'}}",
                        CONDITION_KEY_NOT_CARRIED,
                        "/Condition/StringEquals/kms:tag~1Project",
                        "a request for kms:ListKeys is not documented to have kms:tag/Project"),
                arguments(
                        "'Effect':'Allow','Action':'kms:Sign*','Resource':'*'",
                        WILDCARD_MATCHES_NOTHING,
                        "/Action",
                        "no action of KMS fits kms:Sign*"),
                arguments(
                        "'Effect':'Allow','Action':['kms:Decrypt'],'Resource':'*',"
                                + "'Condition':{'StringEquals':{'acs:ResourceTag/Project':'Apollo'}}",
                        CONDITION_KEY_NOT_CARRIED,
                        "/Condition/StringEquals/acs:ResourceTag~1Project",
                        "so that the condition is never met"),
                arguments(
                        "'Effect':'Allow','Action':['kms:Decrypt'],'Resource':'*',"
                                + "'Condition':{'StringEquals':{'ram:ServiceName':'keystore.kms.aliyuncs.com'}}",
                        CONDITION_KEY_NOT_CARRIED,
                        "/Condition/StringEquals/ram:ServiceName",
                        "is not documented to have ram:ServiceName"),
                arguments(
                        "'Effect':'Deny','Action':['kms:Decrypt'],'Resource':'*',"
                                + "'Condition':{'Bool':{'acs:MFAPresent':'false'}}",
                        ABSENT_KEY_TRAP,
                        "/Condition/Bool/acs:MFAPresent",
                        "calls with an AccessKey have no acs:MFAPresent, so that this does not stop them"),
                arguments(
                        "'Effect':'Allow','Action':['kms:Decrypt'],'Resource':'*',"
                                + "'Condition':{'Bool':{'acs:MFAPresent':'true'}}",
                        ABSENT_KEY_TRAP,
                        "/Condition/Bool/acs:MFAPresent",
                        "people at the console alone"),
                arguments(
                        "'Effect':'Allow','Action':['kms:Decrypt'],'Resource':'*',"
                                + "'Condition':{'StringNotEquals':{'kms:tag/Env':'prod'}}",
                        ABSENT_KEY_TRAP,
                        "/Condition/StringNotEquals/kms:tag~1Env",
                        "allows requests without kms:tag/Env too"),
                arguments(
                        "'Effect':'Allow','Action':['kms:Decrypt','ecs:DescribeInstances'],'Resource':'*',"
                                + "'Condition':{'StringEquals':{'acs:SourceVpc':'vpc-1'}}",
                        SOURCE_VPC_BESIDE_OTHER_SERVICES,
                        "/Condition/StringEquals/acs:SourceVpc",
                        "have to begin with kms:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a key of another service is none of ours misspelt
                "'Effect':'Allow','Action':'oss:GetObject','Resource':'*','Condition':{'IpAddress':{'oss:SourceIp':'10.0.0.0/8'}}",
                "'Effect':'Allow','Action':'kms:ReEncrypt*','Resource':'acs:kms:ACCT:key/*'",
                "'Effect':'Allow','Action':'kms:*','Resource':['acs:kms:*:*:key*','acs:kms:*:*:alias*']",
                "'Effect':'Allow','Action':['ecs:TagResources'],'Resource':['acs:kms:*:*:key/*','acs:kms:*:*:secret/*']",
                "'Effect':'Allow','Action':['kms:GetUploadBackupDataInfo','kms:ListManagedQuotas'],'Resource':'*'",
                "'Effect':'Allow','Action':'kms:CreateAlias','Resource':['acs:kms:ACCT:alias/a','acs:kms:ACCT:key/k']",
                "'Effect':'Allow','Action':'kms:TagResource','Resource':['acs:kms:ACCT:secret/a','acs:kms:ACCT:key/k']",
                "'Effect':'Allow','Action':'kms:UntagResource','Resource':'acs:kms:ACCT:certificate/c'",
                "'Effect':'Allow','Action':'ram:CreateServiceLinkedRole','Resource':'*','Condition':"
                        + "{'StringEquals':{'ram:ServiceName':['keystore.kms.aliyuncs.com']}}",
                "'Effect':'Deny','Action':'kms:*','Resource':'*','Condition':{'NotIpAddress':{'acs:SourceIp':'10.0.0.1'}}",
                "'Effect':'Deny','NotAction':'kms:Get*','Resource':'*'",
                "'Effect':'Allow','Action':'kms:Decrypt','Resource':'*','Condition':"
                        + "{'StringNotLike':{'acs:SourceVpc':['vpc-*']},'IpAddress':{'acs:SourceIp':'203.0.113.9'}}",
                "'Effect':'Allow','Action':'kms:Decrypt','Resource':'*','Condition':{'StringEquals':"
                        + "{'kms:EncryptionAlgorithm':'SYMMETRIC_DEFAULT','kms:tag/acs:rds:instance-encryption':'true'}}"
            })
    void validate_soundStatement_hasNoFinding(String statement) {
        assertThat(VALIDATOR.validate(document(statement))).isEmpty();
    }

    @Test
    void validate_statementsThatRepeatEachOther_areFound() {
        String wide = "{'Effect':'Allow','Action':'kms:Get*','Resource':'acs:kms:ACCT:secret/*'}";
        String narrow = "{'Effect':'Allow','Action':'kms:GetSecretValue','Resource':'acs:kms:ACCT:secret/a',"
                + "'Condition':{'Bool':{'acs:SecureTransport':'true'}}}";
        String deny = "{'Effect':'Deny','Action':'*','Resource':'acs:kms:*'}";

        assertThat(validate(narrow, wide)).containsExactly("SUPERFLUOUS_STATEMENT /Statement/0");
        assertThat(validate(wide, wide)).containsExactly("SUPERFLUOUS_STATEMENT /Statement/1");
        assertThat(validate(wide, deny)).containsExactly("ALLOW_IS_DENIED /Statement/0");
        assertThat(validate(deny, narrow.replace("Allow", "Deny")))
                .containsExactly("SUPERFLUOUS_STATEMENT /Statement/1");
        assertThat(validate(narrow, wide.replace("acs:kms:ACCT:secret/*", "acs:kms:ACCT:secret/b*")))
                .isEmpty();
        assertThat(validate(
                        wide,
                        deny.replace(
                                "acs:kms:*'", "acs:kms:*','Condition':{'Bool':{'acs:SecureTransport':" + "'false'}}")))
                .isEmpty();
        assertThat(SUPERFLUOUS_STATEMENT.severity()).isEqualTo(Severity.SUGGESTION);
        assertThat(ALLOW_IS_DENIED.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void validate_scopedResourceOfAnActionWithoutAny_isSuperfluousTwice() {
        assertThat(validate(
                        "{'Effect':'Allow','Action':'kms:GetRandomPassword','Resource':['*','acs:kms:ACCT:key/k']}"))
                .containsExactly(
                        "RESOURCE_WITHOUT_ACTION /Statement/0/Resource/1", "SUPERFLUOUS_VALUE /Statement/0/Resource/1");
    }

    @Test
    void validate_sidTwice_isFoundAtTheSecond() {
        String one = "{'Sid':'a','Effect':'Allow','Action':'kms:ListKeys','Resource':'*'}";
        String other = "{'Sid':'a','Effect':'Allow','Action':'kms:ListSecrets','Resource':'*'}";

        assertThat(validate(one, other)).contains(DUPLICATE_SID + " /Statement/1/Sid");
    }

    @Test
    void validate_malformed_namesLineAndColumn() {
        List<Finding> findings = VALIDATOR.validate("{\"Version\":\"1\",\n \"Statement\":{}}");

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(MALFORMED);
            assertThat(finding.isError()).isTrue();
            assertThat(finding.pointer()).isEmpty();
            assertThat(finding.message()).isEqualTo("Statement is a list in brackets (line 2, column 14)");
        });
    }

    @Test
    void validate_tooLong_countsWhatIsSent() {
        String json = document("'Effect':'Allow','Action':['kms:ListKeys'],'Resource':['*']");
        String padded = json.replace("[{", "[" + " ".repeat(6_144) + "{");

        assertThat(VALIDATOR.validate(json.replace("[{", "[" + " ".repeat(6_144 - json.length()) + "{")))
                .isEmpty();
        assertThat(VALIDATOR.validate(padded)).extracting(Finding::code).containsExactly(TOO_LONG);
        assertThat(VALIDATOR.validate(RamPolicy.parse(padded))).isEmpty();
        assertThat(PolicyValidator.forSessionPolicy().validate(json.replace("[{", "[" + " ".repeat(2_048) + "{")))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).contains("the service takes 2048 of a session policy"));
        assertThat(PolicyValidator.forControlPolicy().validate(padded)).isEmpty();
        assertThat(VALIDATOR.validate(" ".repeat(10_000_000)))
                .extracting(Finding::code)
                .containsExactly(TOO_LONG, MALFORMED);
    }

    @Test
    void validate_limits_mayAllowEverything() {
        String everything = document("'Effect':'Allow','Action':'*','Resource':'*'");

        assertThat(PolicyValidator.forSessionPolicy().validate(everything)).isEmpty();
        assertThat(PolicyValidator.forControlPolicy().validate(everything)).isEmpty();
    }

    @Test
    void validate_severalFindings_theWorstComesFirst() {
        List<Finding> findings = VALIDATOR.validate(
                document(
                        "'Sid':'x','Effect':'Allow','Action':['kms:List*','kms:ListKeyz'],'Resource':['acs:kms:ACCT:secret/*']"));

        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly(MISSPELT_ACTION, SID_IN_RAM_POLICY, CONTAINER_LEFT_OUT, SUPERFLUOUS_VALUE);
        assertThat(findings.get(0))
                .hasToString("ERROR /Statement/0/Action/1 MISSPELT_ACTION: KMS has no action kms:ListKeyz;"
                        + " is kms:ListKeys meant?");
    }

    @Test
    void validate_hostileLists_takeBoundedTime() {
        String stars = "'kms:" + "a*".repeat(1_000) + "b',";
        String json = document("'Effect':'Allow','Action':[" + stars.repeat(25)
                + "'kms:List*'],'Resource':['acs:kms:*:*:" + "a*".repeat(3_000) + "','*']");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(VALIDATOR.validate(json)).isNotEmpty());
    }

    private static List<String> validate(String... statements) {
        String json = "{'Version':'1','Statement':[" + String.join(",", statements) + "]}";
        return VALIDATOR.validate(json.replace('\'', '"').replace("ACCT", "cn-hangzhou:1192853035110001")).stream()
                .filter(finding -> finding.code() != CONTAINER_LEFT_OUT)
                .map(finding -> finding.code() + " " + finding.pointer())
                .toList();
    }

    private static String document(String statement) {
        return ("{'Version':'1','Statement':[{" + statement + "}]}")
                .replace('\'', '"')
                .replace("ACCT", "cn-hangzhou:1192853035110001");
    }
}

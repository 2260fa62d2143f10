package io.opensesame.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.opensesame.error.PolicyException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In the documents of these tests, {@code ▶} marks the place that has to be named; it is taken out first. */
class PolicyParserTest {
    private static final String ALLOW = "{'Effect':'Allow','Action':'kms:ListKeys','Resource':'*'}";
    private static final String MARK = "▶";

    @ParameterizedTest
    @MethodSource({"noJson", "structure", "values", "conditions"})
    void parse_mistakeInRamPolicy_isNamedAtItsPlace(String marked, String problem) {
        assertMistake(RamPolicy::parse, marked, problem);
    }

    static Stream<Arguments> noJson() {
        return Stream.of(
                arguments("▶", "A RAM policy is an object in braces"),
                arguments("▶not json", "This is no JSON: Unrecognized token 'not'"),
                arguments("{'Version':'1',\n 'Statement':[▶}]}", "This is no JSON: Unexpected c"),
                arguments("{'Version':'1' ▶'Statement':[]}", "was expecting comma"),
                arguments("{'Version':'1','Statement':[" + ALLOW + "▶", "The text ends before the policy does"),
                arguments("{'Version':'1','Statement':[{'Effect':'Allow▶", "The text ends before the policy does"),
                arguments("▶\uFEFF{'Version':'1'}", "begins with a byte order mark"),
                arguments(
                        "{'Version':'1',\n'Statement':[" + ALLOW + "],\n▶'Version':'1'}",
                        "'Version' stands here twice"),
                arguments("{'Version':'1','Statement':[" + ALLOW + "]} ▶{}", "Something follows the policy"),
                arguments("{'Version':'1','Statement':[" + ALLOW + "]}▶]", "This is no JSON"));
    }

    static Stream<Arguments> structure() {
        return Stream.of(
                arguments("▶[]", "A RAM policy is an object in braces"),
                arguments("▶'text'", "A RAM policy is an object in braces"),
                arguments("▶{}", "The policy lacks \"Version\": \"1\""),
                arguments("  ▶{'Statement':[" + ALLOW + "]}", "The policy lacks \"Version\""),
                arguments("▶{'Version':'1'}", "The policy lacks Statement"),
                arguments("{'Version':▶1,'Statement':[" + ALLOW + "]}", "Version is the text \"1\""),
                arguments("{'Version':▶'2','Statement':[" + ALLOW + "]}", "Version is the text \"1\""),
                arguments("{▶'version':'1'}", "'version' is not known here; it is spelt Version; there are Version, S"),
                arguments("{▶'Id':'x'}", "'Id' is not known here; there are Version, Statement"),
                arguments("{'Statement':▶{}}", "Statement is a list in brackets"),
                arguments("{'Statement':▶[]}", "Statement is an empty list"),
                arguments("{'Statement':[▶'x']}", "A statement is an object in braces"),
                arguments("{'Statement':[\n\t▶{'Action':'*','Resource':'*'}]}", "A statement needs an Effect"),
                arguments("{'Statement':[▶{'Effect':'Deny','Resource':'*'}]}", "A statement needs an action"),
                arguments(
                        "{'Statement':[▶{'Effect':'Deny','Action':'*'}]}", "A statement of a RAM policy needs a Reso"),
                arguments("{'Statement':[{▶'NotResource':'*'}]}", "RAM knows no NotResource"),
                arguments("{'Statement':[{▶'NotPrincipal':{}}]}", "RAM knows no NotPrincipal"),
                arguments("{'Statement':[{▶'Principal':{}}]}", "A statement of a RAM policy has no Principal"),
                arguments("{'Statement':[{▶'effect':'Allow'}]}", "'effect' is not known here; it is spelt Effect"),
                arguments("{'Statement':[{'Action':'*','NotAction':▶'*'}]}", "either Action or NotAction, not both"),
                arguments("{'Statement':[{'Action':'*',▶'Action':'*'}]}", "'Action' stands here twice"));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("{'Statement':[{'Effect':▶'allow'}]}", "Effect is \"Allow\" or \"Deny\", not 'allow'"),
                arguments("{'Statement':[{'Effect':▶true}]}", "Effect takes a text in quotes"),
                arguments("{'Statement':[{'Effect':'Allow','Sid':▶'a/b#c'}]}", "A Sid is 1 to 128 letters"),
                arguments("{'Statement':[{'Sid':▶['a']}]}", "Sid takes a text in quotes"),
                arguments("{'Statement':[{'Action':▶[]}]}", "Action is an empty list"),
                arguments("{'Statement':[{'Action':▶'GetSecretValue'}]}", "An action is * or <service>:<action>"),
                arguments("{'Statement':[{'Action':['kms:*',\n▶'']}]}", "An action is * or <service>:<action>"),
                arguments("{'Statement':[{'Action':['kms:*', ▶7]}]}", "Action takes a text in quotes"),
                arguments("{'Statement':[{'Action':[▶['kms:*']]}]}", "Action takes a text in quotes"),
                arguments("{'Statement':[{'Resource':['*',▶'acs:kms:key/x']}]}", "A resource is * or acs:<service>"),
                arguments("{'Statement':[{'Resource':▶null}]}", "Resource takes a text in quotes"),
                arguments("{'Statement':[{'Resource':▶'secret/x'}]}", "A resource is * or acs:<service>"),
                arguments("{'Statement':[{'Resource':▶'*\\ud800'}]}", "A resource is * or acs:<service>"),
                arguments(
                        "{'Statement':[{'Resource':[▶'acs:kms:${region}:1192853035110001:key/*']}]}",
                        "Policies have no variables; put the value in place of ${…}"));
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                arguments("{'Statement':[{'Condition':▶[]}]}", "Condition is an object in braces"),
                arguments("{'Statement':[{'Condition':▶{}}]}", "Condition has no operator"),
                arguments("{'Statement':[{'Condition':{'Bool':▶{}}}]}", "Bool has no key"),
                arguments("{'Statement':[{'Condition':{▶'Null':{}}}]}", "RAM knows no condition operator 'Null'"),
                arguments(
                        "{'Statement':[{'Condition':{▶'StringEqualsIfExists':{}}}]}",
                        "operator 'StringEqualsIfExists'"),
                arguments("{'Statement':[{'Condition':{▶'ForAnyValue:StringLike':{}}}]}", "'ForAnyValue:StringLike'"),
                arguments("{'Statement':[{'Condition':{▶'ipAddress':{}}}]}", "'ipAddress'; it is spelt IpAddress"),
                arguments("{'Statement':[{'Condition':{'Bool':▶'x'}}]}", "Bool is an object in braces"),
                arguments(
                        "{'Statement':[{'Condition':{'Bool':{'acs:a':▶[]}}}]}", "The value of acs:a is an empty list"),
                arguments(
                        "{'Statement':[{'Condition':{'Bool':{'acs:a':▶true}}}]}",
                        "The value of acs:a takes a text in quotes"),
                arguments(
                        "{'Statement':[{'Condition':{'Bool':{'acs:a':['true',▶1]}}}]}",
                        "The value of acs:a takes a text in quo"),
                arguments(
                        "{'Statement':[{'Condition':{'Bool':{▶'SourceIp':'x'}}}]}", "A condition key is <prefix>:<na"),
                arguments(
                        "{'Statement':[{'Condition':{'Bool':{'a:b':▶'\\u0000'}}}]}", "has no control character in it"),
                arguments("{'Statement':[{'Condition':{'Bool':{'a:b':'x',▶'a:b':'y'}}}]}", "'a:b' stands here twice"));
    }

    @ParameterizedTest
    @MethodSource
    void parse_mistakeInSecretPolicy_isNamedAtItsPlace(String marked, String problem) {
        assertMistake(SecretPolicy::parse, marked, problem);
    }

    static Stream<Arguments> parse_mistakeInSecretPolicy_isNamedAtItsPlace() {
        return Stream.of(
                arguments("▶1", "A secret policy is an object in braces"),
                arguments("{'Statement':[▶" + ALLOW + "]}", "A statement of a secret policy needs a Principal"),
                arguments("{'Statement':[{▶'NotAction':'kms:*'}]}", "A secret policy knows Action only"),
                arguments("{'Statement':[{'Action':['kms:*',▶'ram:*']}]}", "begins with kms:, and 'ram:*' does not"),
                arguments("{'Statement':[{'Action':▶'*'}]}", "begins with kms:, and '*' does not"),
                arguments("{'Statement':[{'Principal':▶'*'}]}", "Principal is an object in braces"),
                arguments("{'Statement':[{'Principal':▶{}}]}", "Principal names nobody"),
                arguments("{'Statement':[{'Principal':{▶'ram':[]}}]}", "'ram' is not known here; it is spelt RAM"),
                arguments("{'Statement':[{'Principal':{'RAM':▶'*'}}]}", "A principal is acs:ram::<account>:root"),
                arguments(
                        "{'Statement':[{'Principal':{'RAM':['acs:ram::1192853035110001:user/a',\n"
                                + "  ▶'acs:ram::119285303511****:user/b']}}]}",
                        "ids in examples are masked with **** and must be filled in"),
                arguments(
                        "{'Statement':[{'Principal':{'Service':[▶'kms.aliyuncs.com']}}]}",
                        "takes principals of RAM only, no Service such as 'kms.aliyuncs.com'"));
    }

    @Test
    void parse_mistakeInTrustPolicy_isNamedAtItsPlace() {
        assertMistake(
                TrustPolicy::parse,
                "{'Statement':[{'Effect':'Allow',▶'Resource':'*'}]}",
                "A statement of a trust policy has no Resource");
        assertMistake(
                TrustPolicy::parse,
                "{'Statement':[{'Principal':{'Federated':▶'acs:ram::1:user/x'}}]}",
                "An identity provider is acs:ram::<account>:saml-provider/<name>");
        assertMistake(
                TrustPolicy::parse,
                "{'Statement':[{'Principal':{'Service':▶'a b'}}]}",
                "A service is not empty, and has no colon, slash or blank in it");
    }

    @Test
    void parse_policyOfAnotherKind_isRefused() {
        String trust = TrustPolicy.of(Statement.allow()
                        .principal(Principal.service("kms.aliyuncs.com"))
                        .action("sts:AssumeRole")
                        .build())
                .toJson();
        String secret = SecretPolicy.defaultFor("1192853035110001").toJson();

        assertThatThrownBy(() -> RamPolicy.parse(secret)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> SecretPolicy.parse(trust)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> TrustPolicy.parse(secret)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> KeyPolicy.parse(trust)).isInstanceOf(PolicyException.class);
    }

    @Test
    void parse_scalarsAndListsOfOne_areEqual() {
        RamPolicy scalars = RamPolicy.parse(quoted("{'Statement':[{'Resource':'*','Action':'kms:ListKeys',"
                + "'Effect':'Allow','Condition':{'Bool':{'acs:SecureTransport':'true'}}}],'Version':'1'}"));
        RamPolicy lists = RamPolicy.parse(
                quoted(
                        "{'Version':'1','Statement':[{'Effect':'Allow',"
                                + "'Action':['kms:ListKeys'],'Resource':['*'],'Condition':{'Bool':{'acs:SecureTransport':['true']}}}]}"));

        assertThat(scalars).isEqualTo(lists).hasSameHashCodeAs(lists);
        assertThat(scalars.toJson()).isEqualTo(lists.toJson());
    }

    @Test
    void toJson_policy_isCanonical() {
        RamPolicy policy = RamPolicy.of(Statement.deny()
                .sid("no keys")
                .resource("*")
                .condition(ConditionOperator.IP_ADDRESS, "acs:SourceIp", "10.0.0.0/8")
                .condition(ConditionOperator.BOOL, "acs:SecureTransport", "true")
                .condition(ConditionOperator.IP_ADDRESS, "acs:Other", "::1")
                .allActionsExcept("kms:Get*", "kms:List*")
                .build());

        assertThat(policy.toJson())
                .isEqualTo(quoted("{'Version':'1','Statement':[{'Sid':'no keys','Effect':'Deny',"
                        + "'NotAction':['kms:Get*','kms:List*'],'Resource':['*'],'Condition':{"
                        + "'IpAddress':{'acs:SourceIp':['10.0.0.0/8'],'acs:Other':['::1']},"
                        + "'Bool':{'acs:SecureTransport':['true']}}}]}"));
        assertThat(policy).hasToString(policy.toJson());
    }

    @Test
    void toPrettyJson_policy_hasALineForEachMemberAndValue() {
        RamPolicy policy = RamPolicy.of(
                Statement.allow().action("kms:ListKeys").resource("*").build());

        assertThat(policy.toPrettyJson()).isEqualTo(quoted("""
                        {
                          'Version': '1',
                          'Statement': [
                            {
                              'Effect': 'Allow',
                              'Action': [
                                'kms:ListKeys'
                              ],
                              'Resource': [
                                '*'
                              ]
                            }
                          ]
                        }"""));
    }

    @Test
    void shownTexts_ofHostileDocument_areOneShortVisibleLine() {
        String name = "a\\n\\u202e" + "x".repeat(400);

        assertThatThrownBy(() -> RamPolicy.parse(quoted("{'" + name + "':'1'}")))
                .message()
                .hasLineCount(1)
                .startsWith("'a??xxx")
                .contains("x…'")
                .hasSizeLessThan(250);
    }

    private static void assertMistake(Function<String, ?> parser, String marked, String problem) {
        List<String> before = List.of(marked.substring(0, marked.indexOf(MARK)).split("\n", -1));
        String text = quoted(marked.replace(MARK, ""));

        assertThatThrownBy(() -> parser.apply(text)).isInstanceOfSatisfying(PolicyException.class, e -> {
            assertThat(e).hasMessageContaining(problem);
            assertThat(e.getMessage()).doesNotContain("Source:").doesNotContain("StreamRead");
            assertThat(e.line()).as("line: " + e.getMessage()).isEqualTo(before.size());
            assertThat(e.column())
                    .as("column: " + e.getMessage())
                    .isEqualTo(before.get(before.size() - 1).length() + 1);
        });
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}

package io.opensesame.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every policy, and for every pattern. */
class PolicyPropertiesTest {
    private static final String ACCOUNT = "1192853035110001";

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void parse_ofWhatWasWritten_isTheSameRamPolicy(@ForAll("ramPolicies") RamPolicy policy) {
        assertRoundTrip(policy, RamPolicy::parse);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void parse_ofWhatWasWritten_isTheSameSecretPolicy(@ForAll("resourceStatements") List<Statement> statements) {
        assertRoundTrip(SecretPolicy.of(statements), SecretPolicy::parse);
        assertRoundTrip(KeyPolicy.of(statements), KeyPolicy::parse);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void parse_ofWhatWasWritten_isTheSameTrustPolicy(@ForAll("trustPolicies") TrustPolicy policy) {
        assertRoundTrip(policy, TrustPolicy::parse);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void parse_scalarsInPlaceOfListsOfOne_areEqual(@ForAll("ramPolicies") RamPolicy policy) {
        String scalars = policy.toJson().replaceAll("\\[(\"[^\"\\\\\\[\\]]*\")]", "$1");

        assertThat(RamPolicy.parse(scalars)).isEqualTo(policy);
    }

    @Property(tries = 5_000)
    void matches_anyPattern_isWhatANaiveMatcherSays(@ForAll("globs") String pattern, @ForAll("words") String text) {
        assertThat(Glob.exactCase(pattern).matches(text)).isEqualTo(naive(pattern, text));
        assertThat(ActionPattern.of("kms:" + pattern + "a").matches("KMS:" + text + "A"))
                .isEqualTo(naive(pattern + "a", text + "a"));
        assertThat(ResourcePattern.of("*" + pattern).matches(text)).isEqualTo(naive("*" + pattern, text));
    }

    /** Tries every way in which the first star could be taken. */
    private static boolean naive(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        String rest = pattern.substring(1);
        if (pattern.charAt(0) == '*') {
            return naive(rest, text) || (!text.isEmpty() && naive(pattern, text.substring(1)));
        }
        return !text.isEmpty()
                && (pattern.charAt(0) == '?' || pattern.charAt(0) == text.charAt(0))
                && naive(rest, text.substring(1));
    }

    private static <P extends Policy> void assertRoundTrip(P policy, Function<String, P> parser) {
        P read = parser.apply(policy.toJson());

        assertThat(read).isEqualTo(policy).hasSameHashCodeAs(policy);
        assertThat(read.toJson()).isEqualTo(policy.toJson());
        assertThat(parser.apply(policy.toPrettyJson())).isEqualTo(policy);
    }

    @Provide
    Arbitrary<RamPolicy> ramPolicies() {
        return statements().list().ofMinSize(1).ofMaxSize(4).map(RamPolicy::of);
    }

    @Provide
    Arbitrary<List<Statement>> resourceStatements() {
        Arbitrary<List<Principal>> principals = Arbitraries.of(
                        Principal.account(ACCOUNT),
                        Principal.ofRam("acs:ram::" + ACCOUNT + ":*"),
                        Principal.ramUser(ACCOUNT, "alice@example.com"),
                        Principal.ramRole(ACCOUNT, "App"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        Arbitrary<Statement.Builder> builders = builders(false);
        return Combinators.combine(builders, principals)
                .as((builder, whom) -> builder.principal(whom.toArray(Principal[]::new))
                        .resource("*")
                        .build())
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<TrustPolicy> trustPolicies() {
        Arbitrary<List<Principal>> principals = Arbitraries.of(
                        Principal.account(ACCOUNT),
                        Principal.service("kms.aliyuncs.com"),
                        Principal.federated("acs:ram::" + ACCOUNT + ":oidc-provider/ci"),
                        Principal.ramUser(ACCOUNT, "bob"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
        return Combinators.combine(builders(true), principals)
                .as((builder, whom) ->
                        builder.principal(whom.toArray(Principal[]::new)).build())
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(TrustPolicy::of);
    }

    private static Arbitrary<Statement> statements() {
        Arbitrary<List<String>> resources = Arbitraries.of(
                        "*",
                        "acs:kms:*:*:key*",
                        "acs:kms:cn-hangzhou:1192853035110001:secret/a?c/\u00fc\ud83d\ude00\"\\")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        return Combinators.combine(builders(true), resources)
                .as((builder, on) -> builder.resource(on.toArray(String[]::new)).build());
    }

    private static Arbitrary<Statement.Builder> builders(boolean exceptActionsToo) {
        Arbitrary<List<String>> actions = Arbitraries.of("kms:*", "kms:Get*", "kms:GetSecretValue", "kms:L?stKeys")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        Arbitrary<String> sids =
                Arbitraries.strings().alpha().numeric().withChars(" _/+=.@-").ofMaxLength(8);
        return Combinators.combine(
                        Arbitraries.of(Effect.values()),
                        sids,
                        actions,
                        Arbitraries.of(true, false),
                        conditions()
                                .list()
                                .uniqueElements(condition -> condition.operator() + condition.key())
                                .ofMaxSize(5))
                .as((effect, sid, what, except, conditions) -> {
                    Statement.Builder builder = effect == Effect.ALLOW ? Statement.allow() : Statement.deny();
                    if (!sid.isEmpty()) {
                        builder.sid(sid);
                    }
                    String[] names = what.toArray(String[]::new);
                    Statement.Builder withActions =
                            except && exceptActionsToo ? builder.allActionsExcept(names) : builder.action(names);
                    conditions.forEach(withActions::condition);
                    return withActions;
                });
    }

    private static Arbitrary<Condition> conditions() {
        Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(6).filter(Texts::isPlain);
        return Combinators.combine(
                        Arbitraries.of(ConditionOperator.values()),
                        Arbitraries.of("acs:SourceIp", "kms:tag/A b", "/x:~1", "a:\"\\\u00e9"),
                        texts.list().ofMinSize(1).ofMaxSize(3))
                .as(Condition::of);
    }

    @Provide
    Arbitrary<String> globs() {
        return Arbitraries.strings().withChars("ab*?").ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withChars("ab").ofMaxLength(10);
    }
}

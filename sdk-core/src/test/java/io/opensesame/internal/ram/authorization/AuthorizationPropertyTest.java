package io.opensesame.internal.ram.authorization;

import static io.opensesame.policy.template.ManagedRamCredentials.CONSOLE_POLICY_NAME;
import static io.opensesame.policy.template.ManagedRamCredentials.CONSOLE_ROLE_NAME;
import static io.opensesame.policy.template.ManagedRamCredentials.POLICY_NAME;
import static io.opensesame.policy.template.ManagedRamCredentials.ROLE_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.error.KmsTransportException;
import io.opensesame.policy.template.ManagedRamCredentials;
import io.opensesame.ram.authorization.AuthorizationConflictException;
import io.opensesame.ram.authorization.AuthorizationOptions;
import io.opensesame.ram.authorization.AuthorizationResult;
import io.opensesame.ram.authorization.RamAuthorization;
import io.opensesame.ram.authorization.RoleNaming;
import io.opensesame.ram.client.ManagedPolicyType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** From accounts in every state of damage, made of documents whose meaning is written beside them. */
class AuthorizationPropertyTest {
    private static final List<String> ACTIONS =
            List.of("ram:ListAccessKeys", "ram:CreateAccessKey", "ram:DeleteAccessKey", "ram:UpdateAccessKey");
    private static final List<String> SOME_USERS = List.of("app", "batch", "somebody");

    /** A document, and what it says. */
    record Document(String json, BiPredicate<String, String> allows, BiPredicate<String, String> denies) {
        /** The last cannot be read, so that it may deny anything. */
        static final List<Document> EVERY_KIND = List.of(
                new Document(ManagedRamCredentials.rolePolicy().toJson(), Document::all, Document::nothing),
                allowing("\"ram:*\"", "*", Document::all),
                allowing(
                        "\"ram:L*\",\"ram:CreateAccessKey\",\"ram:D*\"",
                        "*",
                        (action, user) -> !action.equals("ram:UpdateAccessKey")),
                allowing("\"ram:UpdateAccessKey\"", "*", (action, user) -> action.equals("ram:UpdateAccessKey")),
                allowing(
                        "\"ram:*AccessKey*\"",
                        "acs:ram:*:" + InMemoryRam.ACCOUNT + ":user/app",
                        (action, user) -> user.equals("app")),
                allowing("\"ram:*\"", "acs:ram:*:1903253031260002:user/*", Document::nothing),
                denying("ram:DeleteAccessKey", "*", (action, user) -> action.equals("ram:DeleteAccessKey")),
                denying("*", "acs:ram:*:*:user/bat*", (action, user) -> user.equals("batch")),
                denying("oss:*", "*", Document::nothing),
                new Document("{\"Version\":\"2\"}", Document::nothing, Document::all));

        private static boolean all(String action, String user) {
            return true;
        }

        private static boolean nothing(String action, String user) {
            return false;
        }

        private static Document allowing(String actions, String resource, BiPredicate<String, String> what) {
            return new Document(statement("Allow", actions, resource), what, Document::nothing);
        }

        private static Document denying(String action, String resource, BiPredicate<String, String> what) {
            return new Document(statement("Deny", "\"" + action + "\"", resource), Document::nothing, what);
        }

        private static String statement(String effect, String actions, String resource) {
            return "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"" + effect + "\",\"Action\":[" + actions
                    + "],\"Resource\":\"" + resource + "\"}]}";
        }

        @Override
        public String toString() {
            return json;
        }
    }

    /** What a trust policy says. */
    enum Trust {
        REFERENCE("\"Service\":[\"kms.aliyuncs.com\"]", "Allow", true),
        WITH_OTHERS("\"Service\":[\"ecs.aliyuncs.com\",\"kms.aliyuncs.com\"]", "Allow", true),
        ANOTHER_SERVICE("\"Service\":[\"ecs.aliyuncs.com\"]", "Allow", false),
        ACCOUNT("\"RAM\":[\"acs:ram::1192853035110001:root\"]", "Allow", false),
        DENIED("\"Service\":[\"kms.aliyuncs.com\"]", "Deny", false),
        UNREADABLE("\"Nobody\":[\"at all\"]", "Allow", false);

        private final String json;
        private final boolean letsKms;

        Trust(String principal, String effect, boolean letsKms) {
            this.json = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"" + effect
                    + "\",\"Action\":\"sts:AssumeRole\",\"Principal\":{" + principal + "}}]}";
            this.letsKms = letsKms;
        }
    }

    /** A role, and which of the policies of the account are attached to it. */
    record HeldRole(String name, Trust trust, List<String> attached) {}

    /** An account, the newer role first: the default version of each policy is the last of its documents. */
    record Account(Map<String, List<Document>> policies, List<HeldRole> roles) {
        InMemoryRam ram() {
            InMemoryRam ram = new InMemoryRam();
            policies.forEach((name, documents) -> ram.withPolicy(
                    type(name), name, documents.stream().map(Document::json).toArray(String[]::new)));
            for (HeldRole role : roles) {
                ram.withRole(role.name(), role.trust().json);
                attached(role).forEach(name -> ram.withAttached(type(name), name, role.name()));
            }
            return ram;
        }

        private static ManagedPolicyType type(String name) {
            return name.equals(CONSOLE_POLICY_NAME) ? ManagedPolicyType.SYSTEM : ManagedPolicyType.CUSTOM;
        }

        private Stream<String> attached(HeldRole role) {
            return role.attached().stream().distinct().filter(policies::containsKey);
        }

        /** Whether rotation of these users works, by the meanings that are written beside the documents. */
        boolean rotates(Collection<String> users) {
            return roles.stream()
                    .filter(role -> role.trust().letsKms)
                    .limit(1)
                    .anyMatch(role -> users.stream()
                            .allMatch(user -> ACTIONS.stream().allMatch(action -> may(role, action, user))));
        }

        private boolean may(HeldRole role, String action, String user) {
            List<Document> documents = attached(role)
                    .map(policies::get)
                    .map(versions -> versions.get(versions.size() - 1))
                    .toList();
            return documents.stream().anyMatch(document -> document.allows().test(action, user))
                    && documents.stream()
                            .noneMatch(document -> document.denies().test(action, user));
        }
    }

    @Provide
    Arbitrary<Account> accounts() {
        Arbitrary<String> names = Arbitraries.of(POLICY_NAME, CONSOLE_POLICY_NAME, "first", "second");
        Arbitrary<Map<String, List<Document>>> policies = Arbitraries.maps(
                        names,
                        Arbitraries.of(Document.EVERY_KIND).list().ofMinSize(1).ofMaxSize(5))
                .ofMaxSize(4);
        return Combinators.combine(policies, role(ROLE_NAME, names), role(CONSOLE_ROLE_NAME, names))
                .as((held, historical, console) -> new Account(
                        held,
                        Stream.concat(console.stream(), historical.stream()).toList()));
    }

    private static Arbitrary<List<HeldRole>> role(String name, Arbitrary<String> policies) {
        return Combinators.combine(Arbitraries.of(Trust.class), policies.list().ofMaxSize(3))
                .as((trust, attached) -> new HeldRole(name, trust, attached))
                .list()
                .ofMaxSize(1);
    }

    @Provide
    Arbitrary<AuthorizationOptions> options() {
        return Combinators.combine(
                        Arbitraries.of(RoleNaming.class),
                        Arbitraries.of(List.of(), List.of("app"), List.of("batch", "app")))
                .as((naming, users) -> AuthorizationOptions.builder()
                        .naming(naming)
                        .users(users.toArray(String[]::new))
                        .replaceDifferent(true)
                        .build());
    }

    private static AuthorizationOptions keeping(AuthorizationOptions options) {
        return AuthorizationOptions.builder()
                .naming(options.naming())
                .users(options.users().toArray(String[]::new))
                .build();
    }

    private static RamAuthorization authorization(InMemoryRam ram, AuthorizationOptions options) {
        return new ServiceRoleAuthorization(ram, options, millis -> {});
    }

    @Property(tries = 100)
    void check_anyAccount_saysWhatItsDocumentsMean(
            @ForAll("accounts") Account account, @ForAll("options") AuthorizationOptions options) {
        Collection<String> users = options.users().isEmpty() ? SOME_USERS : options.users();
        RamAuthorization authorization = authorization(account.ram(), options);

        boolean sufficient = authorization.check().isSufficient();

        assertThat(sufficient).isEqualTo(account.rotates(users));
        assertThat(authorization.plan().isEmpty()).isEqualTo(sufficient);
    }

    @Property(tries = 100)
    void apply_anyAccount_leavesNothingToDo(
            @ForAll("accounts") Account account, @ForAll("options") AuthorizationOptions options) {
        InMemoryRam ram = account.ram();
        RamAuthorization authorization = authorization(ram, options);
        int planned = authorization.plan().steps().size();

        AuthorizationResult result = authorization.apply();

        assertThat(result.performed()).hasSize(planned);
        assertThat(result.report().isSufficient()).isTrue();
        assertThat(authorization.check().isSufficient()).isTrue();
        assertThat(authorization.plan().isEmpty()).isTrue();
        String after = ram.state();
        assertThat(authorization.apply().performed()).isEmpty();
        assertThat(ram.state()).isEqualTo(after);
    }

    @Property(tries = 100)
    void apply_withoutReplacing_mendsOrChangesNothing(
            @ForAll("accounts") Account account, @ForAll("options") AuthorizationOptions options) {
        InMemoryRam ram = account.ram();
        String before = ram.state();
        RamAuthorization authorization = authorization(ram, keeping(options));
        boolean replaces = authorization.plan().replacesDifferent();

        boolean refused = false;
        try {
            authorization.apply();
        } catch (AuthorizationConflictException e) {
            refused = true;
            assertThat(e.differences()).isNotEmpty();
            assertThat(ram.state()).isEqualTo(before);
        }

        assertThat(refused).isEqualTo(replaces);
    }

    @Property(tries = 20)
    void apply_failingAtAnyCall_isResumed(
            @ForAll("accounts") Account account, @ForAll("options") AuthorizationOptions options) {
        for (int failing = 1, calls = Integer.MAX_VALUE; failing <= calls; failing++) {
            InMemoryRam ram = account.ram();
            AtomicInteger count = new AtomicInteger();
            int at = failing;
            ram.watch(call -> {
                if (count.incrementAndGet() == at) {
                    throw new KmsTransportException(call, "ram.aliyuncs.com", "no answer to " + call, null);
                }
            });
            try {
                authorization(ram, options).apply();
                calls = failing;
            } catch (KmsTransportException e) {
                ram.watch(call -> {});
                assertThat(authorization(ram, options).apply().report().isSufficient())
                        .isTrue();
            }
        }
    }

    @Property(tries = 20)
    void apply_anotherAtAnyCallBoundary_endsAlike(
            @ForAll("accounts") Account account, @ForAll("options") AuthorizationOptions options) {
        InMemoryRam alone = account.ram();
        authorization(alone, options).apply();
        for (int boundary = 1, calls = Integer.MAX_VALUE; boundary <= calls; boundary++) {
            InMemoryRam ram = account.ram();
            AtomicInteger count = new AtomicInteger();
            List<AuthorizationResult> others = new ArrayList<>();
            int at = boundary;
            ram.watch(call -> {
                if (count.incrementAndGet() == at) {
                    others.add(authorization(ram, options).apply());
                }
            });

            AuthorizationResult result = authorization(ram, options).apply();

            assertThat(result.report().isSufficient()).isTrue();
            assertThat(authorization(ram, options).plan().isEmpty()).isTrue();
            // Two that replace one document at the same time make a version each.
            assertThat(ram.effectiveState()).isEqualTo(alone.effectiveState());
            calls = others.isEmpty() ? boundary : calls;
        }
    }
}

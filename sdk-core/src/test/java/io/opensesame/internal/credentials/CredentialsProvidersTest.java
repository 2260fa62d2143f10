package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.auth.CredentialsSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsProvidersTest {
    private static final List<CredentialsSource> EVERY_SOURCE = List.of(
            CredentialsSource.defaultChain(),
            CredentialsSource.environment(),
            CredentialsSource.systemProperties(),
            CredentialsSource.profile(),
            CredentialsSource.cliProfile(),
            CredentialsSource.ecsRamRole(),
            CredentialsSource.assumeRole("acs:ram::1:role/r"),
            CredentialsSource.oidcRole("acs:ram::1:role/r", "acs:ram::1:oidc-provider/p", Path.of("token")),
            CredentialsSource.uri(URI.create("http://127.0.0.1:1/")),
            CredentialsSource.process("true"),
            CredentialsSource.of(Credentials.accessKey("LTAI", "secret")));

    @TempDir
    Path home;

    @Test
    void create_everyKindOfSource_hasAnEngineThatStartsNothing() {
        TestWorld world = new TestWorld(home);
        Set<Class<?>> kinds = EVERY_SOURCE.stream().map(Object::getClass).collect(Collectors.toSet());

        for (CredentialsSource source : EVERY_SOURCE) {
            try (CloseableCredentialsProvider provider = world.provider(source)) {
                assertThat(provider).isNotNull();
            }
        }

        assertThat(kinds).containsExactlyInAnyOrder(CredentialsSource.class.getPermittedSubclasses());
        assertThat(world.scheduler.pending()).isEmpty();
        assertThat(world.sts.received).isEmpty();
    }

    @Test
    void create_applicationsProvider_isAskedEachTimeAndKeepsItsAnswerToARefusal() {
        Credentials first = Credentials.accessKey("LTAIfirst", "s");
        Credentials second = Credentials.accessKey("LTAIsecond", "s");
        CredentialsProvider application = new CredentialsProvider() {
            @Override
            public Credentials credentials() {
                return first;
            }

            @Override
            public Credentials credentialsAfterRefusal(Credentials refused) {
                return second;
            }
        };

        CloseableCredentialsProvider provider = new TestWorld(home).provider(CredentialsSource.of(application));
        provider.close();

        assertThat(provider.credentials()).isSameAs(first);
        assertThat(provider.credentialsAfterRefusal(first)).isSameAs(second);
    }
}

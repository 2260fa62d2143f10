package io.opensesame.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.error.KmsTransportException;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.TypedVersion;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreviousVersionTest {
    private final CacheRig rig = new CacheRig();
    private final ScriptedSource source = rig.source;
    private final CachingSecretsClient client = rig.client;

    record Login(String username, String password) {}

    @AfterEach
    void close() {
        rig.close();
    }

    private static Optional<String> idOf(Optional<? extends TypedVersion<?>> version) {
        return version.map(TypedVersion::versionId);
    }

    @Test
    void previous_changeWasSeen_isAtHandWithoutACall() {
        Secret<String> handle = client.secret(CacheRig.DB);
        source.rotate("v2", "two");
        client.refresh(CacheRig.DB);

        Optional<TypedVersion<String>> previous = handle.previous();

        assertThat(idOf(previous)).contains("v1");
        assertThat(previous.orElseThrow().value()).contains("\"password\":\"one\"");
        assertThat(source.calls).hasValue(2);
    }

    @Test
    void secret_customStageAsAType_isReadAndFollowedLikeTheCurrentOne() {
        VersionStage blue = VersionStage.of("blue");
        source.stages.put(blue, "v7");
        try (Secret<String> handle = client.secret(CacheRig.DB, blue, String.class)) {
            assertThat(handle.stage()).isEqualTo(blue);
            assertThat(handle.version().versionId()).isEqualTo("v7");
            assertThat(handle.value()).isEqualTo("text of v7");

            source.stages.put(blue, "v8");
            rig.pass(Duration.ofHours(1));

            assertThat(handle.version().versionId()).isEqualTo("v8");
            assertThat(idOf(handle.previous())).contains("v7");
        }
    }

    @Test
    void secret_customStageAsBytes_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.secret(CacheRig.DB, VersionStage.of("blue"), byte[].class))
                .withMessageContaining("SecretValue.class");
    }

    @Test
    void version_timePasses_tellsItsAge() {
        Secret<String> handle = client.secret(CacheRig.DB);

        rig.pass(Duration.ofMinutes(7));

        assertThat(handle.version().age()).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void previous_handleOpenedAfterTheChange_isAtHandWithoutACall() {
        client.get(CacheRig.DB);
        source.rotate("v2", "two");
        client.refresh(CacheRig.DB);

        assertThat(idOf(client.secret(CacheRig.DB).previous())).contains("v1");
        assertThat(source.calls).hasValue(2);
    }

    @Test
    void previous_cold_readsItOnce() {
        source.stages.put(VersionStage.PREVIOUS, "v0");
        Secret<String> handle = client.secret(CacheRig.DB);

        assertThat(idOf(handle.previous())).contains("v0");
        assertThat(handle.previous()).get().isSameAs(handle.previous().orElseThrow());
        assertThat(source.calls).hasValue(2);
    }

    @Test
    void previous_singleVersion_isEmptyAndNotAskedAgain() {
        source.single = true;
        Secret<String> handle = client.secret(CacheRig.DB);

        assertThat(handle.previous()).isEmpty();
        assertThat(handle.previous()).isEmpty();
        assertThat(source.calls).hasValue(2);
    }

    @Test
    void previous_afterARollBack_isTheVersionThatWasRolledBack() {
        Secret<String> handle = client.secret(CacheRig.DB);
        source.rotate("v2", "two");
        client.refresh(CacheRig.DB);
        source.rotate("v1", "one");
        client.refresh(CacheRig.DB);

        assertThat(handle.version().versionId()).isEqualTo("v1");
        assertThat(idOf(handle.previous())).contains("v2");
    }

    @Test
    void previous_customStageWithoutASeenChange_isEmptyAndAsksNothing() {
        Secret<String> handle = client.secret(CacheRig.DB, VersionStage.of("canary"), value -> value.exposeText());

        assertThat(handle.previous()).isEmpty();
        assertThat(source.calls).hasValue(1);
    }

    @Test
    void previous_customStageAfterAChange_isTheOneBefore() {
        VersionStage canary = VersionStage.of("canary");
        source.stages.put(canary, "c1");
        Secret<String> handle = client.secret(CacheRig.DB, canary, value -> value.exposeText());
        source.stages.put(canary, "c2");
        rig.pass(Duration.ofHours(1));

        assertThat(handle.value()).isEqualTo("text of c2");
        assertThat(idOf(handle.previous())).contains("c1");
    }

    @Test
    void previous_handleKeepsAnOlderVersionThanTheNewest_isNotOneThatCameLater() {
        source.single = true;
        Secret<Login> handle = client.secret(CacheRig.DB, Login.class);
        source.rotate("v2", "no json");
        client.refresh(CacheRig.DB);
        source.rotate("v3", "no json either");
        client.refresh(CacheRig.DB);

        assertThat(handle.version().versionId()).isEqualTo("v1");
        assertThat(handle.previous()).isEmpty();
    }

    @Test
    void previous_cannotBeRead_throwsAndIsAskedAgain() {
        Secret<String> handle = client.secret(CacheRig.DB);
        source.stages.put(VersionStage.PREVIOUS, "v0");
        source.failure = Failures.down();
        assertThatExceptionOfType(KmsTransportException.class).isThrownBy(handle::previous);
        source.failure = null;

        assertThat(idOf(handle.previous())).contains("v0");
    }
}

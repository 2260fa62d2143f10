package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.kms.secret.SecretVersion;
import io.opensesame.secrets.VersionStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoginVersionsTest {
    private static final VersionStage PENDING = VersionStage.of("pending");

    @Test
    void next_sameVersions_isTheSameForEverybody() {
        assertThat(versions("arn", version("v1", VersionStage.CURRENT)).next())
                .isEqualTo(versions("arn", version("v1", VersionStage.CURRENT), version("v0", VersionStage.PREVIOUS))
                        .next())
                .hasSizeLessThanOrEqualTo(64)
                .matches("[a-z0-9-]+");
    }

    @Test
    void next_otherCurrentVersionOrSecret_isAnother() {
        String next = versions("arn", version("v1", VersionStage.CURRENT)).next();

        assertThat(versions("arn", version("v2", VersionStage.CURRENT)).next()).isNotEqualTo(next);
        assertThat(versions("arn-2", version("v1", VersionStage.CURRENT)).next())
                .isNotEqualTo(next);
    }

    @Test
    void next_everyIdTakenBefore_isANewOneThatFollows() {
        List<SecretVersion> versions = new ArrayList<>(List.of(version("v1", VersionStage.CURRENT)));
        for (int attempt = 0; attempt < 9; attempt++) {
            String next =
                    LoginVersions.of("arn", versions, PENDING).orElseThrow().next();
            assertThat(versions).noneMatch(version -> version.versionId().equals(next));

            List<SecretVersion> prepared = new ArrayList<>(versions);
            prepared.add(version(next, PENDING));
            assertThat(LoginVersions.of("arn", prepared, PENDING).orElseThrow().isPrepared())
                    .isTrue();
            versions.add(version(next));
        }
    }

    @Test
    void isPrepared_pendingVersionOfAnotherOrigin_isFalse() {
        String other = versions("arn", version("v0", VersionStage.CURRENT)).next();
        LoginVersions versions = versions("arn", version("v1", VersionStage.CURRENT), version(other, PENDING));

        assertThat(versions.isPrepared()).isFalse();
        assertThat(versions.isPromoted()).isFalse();
    }

    @Test
    void origin_promotedVersion_isTheOneThatItFollows() {
        String next = versions("arn", version("v1", VersionStage.CURRENT)).next();
        LoginVersions promoted = versions(
                "arn",
                version("v1"),
                version("v0", VersionStage.PREVIOUS),
                version(next, VersionStage.CURRENT, PENDING));

        assertThat(promoted.isPromoted()).isTrue();
        assertThat(promoted.isPrepared()).isFalse();
        assertThat(promoted.origin()).hasValue("v1");
        assertThat(promoted.candidates()).containsExactly(next, "v0");
    }

    @Test
    void of_noCurrentVersion_isNothing() {
        assertThat(LoginVersions.of("arn", List.of(version("v1", PENDING)), PENDING))
                .isEmpty();
    }

    private static LoginVersions versions(String arn, SecretVersion... versions) {
        return LoginVersions.of(arn, List.of(versions), PENDING).orElseThrow();
    }

    private static SecretVersion version(String id, VersionStage... stages) {
        return new SecretVersion(id, Optional.empty(), Set.of(stages));
    }
}

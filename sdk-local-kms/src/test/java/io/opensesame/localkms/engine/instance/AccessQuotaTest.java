package io.opensesame.localkms.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AccessQuotaTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final AccessQuota quota = new AccessQuota(2);

    @Test
    void share_sameAccountOnManyResources_countsOnce() {
        quota.share("r1", Set.of("1"), NOW);
        quota.share("r2", Set.of("1"), NOW);
        quota.share("r3", Set.of("1", "2"), NOW);

        assertExceeded("r4", Set.of("3"), NOW);
    }

    @Test
    void share_beyondTheQuota_changesNothing() {
        quota.share("r1", Set.of("1"), NOW);

        assertExceeded("r1", Set.of("2", "3"), NOW);

        quota.share("r2", Set.of("1", "2"), NOW);
    }

    @Test
    void share_anotherAccountInPlaceOfOne_countsBothForAWhile() {
        quota.share("r1", Set.of("1", "2"), NOW);

        assertExceeded("r1", Set.of("1", "3"), NOW);
        quota.share("r1", Set.of("1"), NOW);
        assertExceeded(
                "r1", Set.of("1", "3"), NOW.plus(AccessQuota.GIVEN_BACK_AFTER).minusSeconds(1));
        quota.share("r1", Set.of("1", "3"), NOW.plus(AccessQuota.GIVEN_BACK_AFTER));
    }

    @Test
    void share_revokedAccountAgain_needsNoRoom() {
        quota.share("r1", Set.of("1", "2"), NOW);
        quota.share("r1", Set.of(), NOW);

        quota.share("r1", Set.of("2"), NOW.plusSeconds(1));

        Instant givenBack = NOW.plus(AccessQuota.GIVEN_BACK_AFTER);
        quota.share("r2", Set.of("3"), givenBack);
        assertExceeded("r2", Set.of("3", "4"), givenBack);
    }

    @Test
    void share_revokedOnOneResourceOfTwo_isStillCounted() {
        quota.share("r1", Set.of("1"), NOW);
        quota.share("r2", Set.of("1", "2"), NOW);

        quota.share("r1", Set.of(), NOW);

        assertExceeded("r1", Set.of("3"), NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void quotaOfNone_takesPoliciesWithoutForeigners() {
        AccessQuota none = new AccessQuota(0);

        assertThatCode(() -> none.share("r1", Set.of(), NOW)).doesNotThrowAnyException();
        assertThatThrownBy(() -> none.share("r1", Set.of("1"), NOW)).isInstanceOf(ServiceRefusal.class);
    }

    private void assertExceeded(String resource, Set<String> accounts, Instant at) {
        assertThatThrownBy(() -> quota.share(resource, accounts, at))
                .isInstanceOfSatisfying(
                        ServiceRefusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("Rejected.ShareQuotaExceedLimit"));
    }
}

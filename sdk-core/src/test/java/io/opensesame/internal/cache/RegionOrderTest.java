package io.opensesame.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opensesame.error.KmsTransportException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose answer counts: the home region's always, another one's unless it lags behind. */
class RegionOrderTest {
    private final CacheRig rig = new CacheRig();
    private final ScriptedSource source = rig.source;
    private final CachingSecretsClient client = rig.client;

    @AfterEach
    void close() {
        rig.close();
    }

    private void changeTo(String versionId) {
        source.rotate(versionId, versionId);
        client.refresh(CacheRig.DB);
    }

    @Test
    void refresh_otherRegionLagsBehind_keepsTheNewerVersionMarkedStale() {
        client.get(CacheRig.DB);
        changeTo("v2");
        source.home = false;
        source.rotate("v1", "one");

        assertThat(catchThrowable(() -> client.refresh(CacheRig.DB))).isInstanceOf(KmsTransportException.class);

        assertThat(client.get(CacheRig.DB).versionId()).isEqualTo("v2");
        assertThat(client.get(CacheRig.DB).stale()).isTrue();
        assertThat(source.wiped).hasValue(1);
    }

    @Test
    void tick_otherRegionHasAnotherVersionThanTheIdAskedFor_isNoRefusalForGood() {
        client.getVersion(CacheRig.DB, "v1");
        source.home = false;
        source.rotate("v2", "two");

        rig.pass(Duration.ofHours(1));
        rig.pass(Duration.ofHours(1));

        assertThat(source.calls).hasValue(3);
        assertThat(client.getVersion(CacheRig.DB, "v1").stale()).isTrue();
    }

    @Test
    void refresh_otherRegionIsAhead_isBelieved() {
        client.get(CacheRig.DB);
        source.home = false;

        changeTo("v2");

        assertThat(client.get(CacheRig.DB).versionId()).isEqualTo("v2");
    }

    @Test
    void refresh_homeRollsBack_isBelievedAndOtherRegionsWithIt() {
        client.get(CacheRig.DB);
        changeTo("v2");
        changeTo("v1");
        assertThat(client.get(CacheRig.DB).versionId()).isEqualTo("v1");
        source.home = false;

        changeTo("v1");

        assertThat(client.get(CacheRig.DB).stale()).isFalse();
    }
}

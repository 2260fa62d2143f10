package io.opensesame.localkms.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.localkms.engine.TestKms;
import io.opensesame.localkms.engine.call.Caller;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AccessKeysTest {
    private static final Caller CALLER = Caller.ramUser("100000000000", "app");

    private final TestKms kms = new TestKms();
    private final AccessKeys keys = kms.engine.accessKeys();

    @Test
    void create_key_isActiveLastingAndFound() {
        AccessKey key = keys.create(CALLER);

        assertThat(keys.find(key.id())).contains(key);
        assertThat(key.active()).isTrue();
        assertThat(key.caller()).isEqualTo(CALLER);
        assertThat(key.exposeSecret()).hasSize(30);
        assertThat(key.securityToken()).isEmpty();
        assertThat(key.expiration()).isEmpty();
        assertThat(keys.create(CALLER)).isNotEqualTo(key);
    }

    @Test
    void register_takenOrEmptyId_isRejected() {
        keys.register("my-id", "my-secret", CALLER);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.register("my-id", "other", CALLER))
                .withMessageContaining("my-id")
                .withMessageNotContaining("other");
        assertThatIllegalArgumentException().isThrownBy(() -> keys.register("", "secret", CALLER));
        assertThatIllegalArgumentException().isThrownBy(() -> keys.register("id", "", CALLER));
    }

    @Test
    void disableEnableDelete_changeTheKeyAndTellWhetherThereIsOne() {
        String id = keys.create(CALLER).id();

        assertThat(keys.disable(id)).isTrue();
        assertThat(keys.find(id)).map(AccessKey::active).contains(false);
        assertThat(keys.enable(id)).isTrue();
        assertThat(keys.find(id)).map(AccessKey::active).contains(true);
        assertThat(keys.delete(id)).isTrue();
        assertThat(keys.find(id)).isEmpty();
        assertThat(keys.disable(id) || keys.enable(id) || keys.delete(id)).isFalse();
    }

    @Test
    void issueTemporary_key_hasTokenAndExpiry() {
        AccessKey key = keys.issueTemporary(CALLER, Duration.ofHours(1));

        assertThat(key.id()).startsWith("STS.");
        assertThat(key.caller()).isEqualTo(CALLER.withTemporaryCredentials());
        assertThat(key.securityToken()).get().asString().hasSizeGreaterThan(100);
        assertThat(key.expiration()).contains(Instant.parse("2026-03-01T11:00:00.750Z"));
        assertThatIllegalArgumentException().isThrownBy(() -> keys.issueTemporary(CALLER, Duration.ZERO));
    }

    @Test
    void issueTemporary_expiredForMoreThanADay_isForgotten() {
        AccessKey old = keys.issueTemporary(CALLER, Duration.ofHours(1));
        kms.clock.advance(Duration.ofHours(24));
        keys.issueTemporary(CALLER, Duration.ofHours(1));
        assertThat(keys.find(old.id())).contains(old);

        kms.clock.advance(Duration.ofHours(2));
        keys.issueTemporary(CALLER, Duration.ofHours(1));

        assertThat(keys.find(old.id())).isEmpty();
    }

    @Test
    void toString_ofKeys_hidesWhatIsSecret() {
        AccessKey key = keys.issueTemporary(CALLER, Duration.ofHours(1));

        assertThat(key.toString())
                .contains(key.id())
                .doesNotContain(key.exposeSecret(), key.securityToken().orElseThrow());
    }

    @Test
    void equals_sameIdOtherSecret_differs() {
        AccessKey key = new AccessKey("id", "secret", CALLER, true, Instant.EPOCH, null, null);

        assertThat(key).isEqualTo(new AccessKey("id", "secret", CALLER, true, Instant.EPOCH, null, null));
        assertThat(key).hasSameHashCodeAs(new AccessKey("id", "other", CALLER, true, Instant.EPOCH, null, null));
        assertThat(key).isNotEqualTo(new AccessKey("id", "other", CALLER, true, Instant.EPOCH, null, null));
        assertThat(key).isNotEqualTo(new AccessKey("id", "secret", CALLER, true, Instant.EPOCH, "token", null));
    }
}

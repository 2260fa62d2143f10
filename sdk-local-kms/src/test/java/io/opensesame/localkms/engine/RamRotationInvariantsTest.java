package io.opensesame.localkms.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.identity.AccessKey;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import io.opensesame.policy.template.ManagedRamCredentials;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/**
 * What holds of a RAM secret and its user's AccessKeys, whatever is done and fails, and whoever else has a hand in it.
 */
final class RamRotationInvariantsTest {
    @Property(tries = 100)
    void ramSecret_afterEachStep_hasAWorkingKeyAndNoMoreThanTwo(@ForAll @Size(max = 40) List<Step> steps) {
        World world = new World();
        for (Step step : steps) {
            world.perform(step);

            RamScene ram = world.ram;
            String current = ram.currentKeyId();
            if (!world.deletedBySomebody.contains(current)) {
                assertThat(ram.key(current))
                        .as("the current AccessKey after " + step)
                        .isPresent();
                assertThat(ram.key(current).orElseThrow().active()).isTrue();
            }
            assertThat(ram.identities.accessKeyIdsOf(RamScene.APP))
                    .as("AccessKeys after " + step)
                    .hasSizeLessThanOrEqualTo(2);
            assertThat(ram.kms.stages(RamScene.NAME).values())
                    .as("versions after " + step)
                    .isSubsetOf(List.of("ACSCurrent"), List.of("ACSPrevious"))
                    .doesNotHaveDuplicates();
        }
    }

    enum Step {
        ROTATE,
        ROTATE_AUTOMATICALLY,
        ROTATE_NO_MORE,
        AN_HOUR,
        TWO_DAYS,
        A_MONTH,
        AUTHORIZE,
        FORBID_DELETION,
        FORBID_ALL,
        SOMEBODY_CREATES_A_KEY,
        SOMEBODY_DELETES_THE_CURRENT_KEY,
        SOMEBODY_DELETES_ANOTHER_KEY
    }

    private static final class World {
        private final RamScene ram = new RamScene().authorized();
        private final Set<String> deletedBySomebody = new HashSet<>();
        private int rotations;

        World() {
            ram.create(ram.first);
        }

        void perform(Step step) {
            try {
                switch (step) {
                    case ROTATE -> ram.rotate("r" + rotations++);
                    case ROTATE_AUTOMATICALLY -> schedule("true");
                    case ROTATE_NO_MORE -> schedule("false");
                    case AN_HOUR -> advance(Duration.ofHours(1));
                    case TWO_DAYS -> advance(Duration.ofDays(2));
                    case A_MONTH -> advance(Duration.ofDays(30));
                    case AUTHORIZE -> ram.authorized();
                    case FORBID_DELETION -> allow("ram:ListAccessKeys", "ram:CreateAccessKey", "ram:UpdateAccessKey");
                    case FORBID_ALL -> allow("ram:GetUser");
                    case SOMEBODY_CREATES_A_KEY -> ram.identities.createAccessKey(RamScene.APP);
                    case SOMEBODY_DELETES_THE_CURRENT_KEY -> delete(ram.currentKeyId());
                    case SOMEBODY_DELETES_ANOTHER_KEY ->
                        ram.identities.accessKeyIdsOf(RamScene.APP).stream()
                                .filter(id -> !id.equals(ram.currentKeyId()))
                                .findFirst()
                                .ifPresent(this::delete);
                }
            } catch (ServiceRefusal refusal) {
                assertThat(refusal.code())
                        .isIn(
                                "NoPermission",
                                "LimitExceeded.User.AccessKey",
                                "Rejected.ResourceInUse",
                                "Rejected.Throttling");
            }
        }

        private void schedule(String enabled) {
            ram.kms.call(
                    "UpdateSecretRotationPolicy",
                    "SecretName",
                    RamScene.NAME,
                    "EnableAutomaticRotation",
                    enabled,
                    "RotationInterval",
                    "7d");
        }

        private void advance(Duration duration) {
            ram.kms.clock.advance(duration);
            ram.kms.engine.runDue();
        }

        private void allow(String... actions) {
            ram.identities.updatePolicy(
                    TestKms.ACCOUNT,
                    ManagedRamCredentials.POLICY_NAME,
                    RamPolicy.of(Statement.allow().action(actions).resource("*").build()));
        }

        private void delete(String id) {
            ram.key(id).map(AccessKey::id).ifPresent(ram.kms.engine.accessKeys()::delete);
            deletedBySomebody.add(id);
        }
    }
}

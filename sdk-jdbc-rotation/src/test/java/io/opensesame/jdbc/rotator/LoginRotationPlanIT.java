package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.secrets.VersionStage;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dry runs. */
class LoginRotationPlanIT {
    @ParameterizedTest
    @EnumSource(Scenes.class)
    void plan_freshSecret_tellsAllStepsAndChangesNothing(Scenes scenes) throws SQLException {
        try (RotationScene scene = scenes.open()) {
            Map<String, Set<VersionStage>> stages = scene.stages();
            List<String> accounts = scene.accounts();

            LoginRotationPlan plan = scenes.rotator(scene, Lifeline.endless()).plan();

            assertThat(plan.problems()).isEmpty();
            assertThat(plan.isReady()).isTrue();
            assertThat(plan.steps()).containsExactly(RotationStep.values());
            assertThat(plan.currentVersion()).hasValue(scene.at(VersionStage.CURRENT));
            assertThat(plan.pendingVersion()).isEmpty();
            assertThat(plan.account()).hasValue(scene.account() + (scenes.alternates() ? "_clone" : ""));
            assertThat(plan.database()).isPresent();
            assertThat(scene.stages()).isEqualTo(stages);
            assertThat(scene.accounts()).isEqualTo(accounts);
        }
    }

    @ParameterizedTest
    @EnumSource(Scenes.class)
    void plan_rotationCutShort_tellsWhatIsLeft(Scenes scenes) throws SQLException {
        try (RotationScene scene = scenes.open()) {
            Lifeline lifeline = Lifeline.endingAfterFirst("putSecretValue");
            lifeline.live(() -> scenes.rotator(scene, lifeline).rotate());

            LoginRotationPlan plan = scenes.rotator(scene, Lifeline.endless()).plan();

            assertThat(plan.pendingVersion()).hasValue(scene.at(RotationScene.PENDING));
            assertThat(plan.steps())
                    .doesNotContain(RotationStep.PREPARE)
                    .contains(RotationStep.SET, RotationStep.PROMOTE, RotationStep.FINISH);
            assertThat(plan.isReady()).isTrue();
        }
    }
}

package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.secrets.VersionStage;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rotations from their beginning to their end. */
class LoginRotationIT {
    @ParameterizedTest
    @EnumSource(Scenes.class)
    void rotate_severalTimes_changesTheLoginAndNothingElse(Scenes scenes) throws SQLException {
        try (RotationScene scene = scenes.open()) {
            for (int round = 1; round <= 3; round++) {
                String before = scene.at(VersionStage.CURRENT);
                String value = scene.text(VersionStage.CURRENT);

                LoginRotation rotation =
                        scenes.rotator(scene, Lifeline.endless()).rotate();

                assertThat(rotation.fromVersion()).hasValue(before);
                assertThat(rotation.toVersion())
                        .isEqualTo(scene.at(VersionStage.CURRENT))
                        .isNotEqualTo(before);
                assertThat(rotation.account())
                        .isEqualTo(scene.login(VersionStage.CURRENT).username())
                        .isEqualTo(
                                scenes.alternates() && round % 2 == 1 ? scene.account() + "_clone" : scene.account());
                assertThat(rotation.steps()).containsExactly(RotationStep.values());
                assertThat(rotation.resumed()).isFalse();
                assertThat(scene.at(VersionStage.PREVIOUS)).isEqualTo(before);
                assertThat(scene.text(VersionStage.CURRENT))
                        .isNotEqualTo(value)
                        .matches("\\{\"weight\":1\\.10,\"username\":\"\\w+\",\"password\":\".+\",\"note\":\\[1,\\{}]}");
                assertThat(scene.worksAt(VersionStage.PREVIOUS)).isEqualTo(scenes.alternates());
                scene.assertSettled();
            }
            assertThat(scene.accountNames())
                    .isEqualTo(
                            scenes.alternates()
                                    ? List.of(scene.account(), scene.account() + "_clone")
                                    : List.of(scene.account()));
        }
    }

    @ParameterizedTest
    @EnumSource(Scenes.class)
    void rotate_atEveryMoment_letsAClientLogIn(Scenes scenes) throws SQLException {
        try (RotationScene scene = scenes.open()) {
            for (int round = 1; round <= 2; round++) {
                Lifeline lifeline = Lifeline.endless().observedBy(scene::assertClientCanLogIn);

                scenes.rotator(scene, lifeline).rotate();

                assertThat(lifeline.deeds()).hasSizeGreaterThan(10);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Scenes.class)
    void rotate_killedAfterEachDeed_isFinishedByTheNext(Scenes scenes) throws SQLException {
        try (RotationScene scene = scenes.open()) {
            boolean killed = true;
            for (int deeds = 1; killed; deeds++) {
                String before = scene.at(VersionStage.CURRENT);
                Lifeline lifeline = Lifeline.endingAfter(deeds);
                lifeline.live(() -> scenes.rotator(scene, lifeline).rotate());
                killed = lifeline.isOver();
                scene.assertClientCanLogIn();
                boolean finished = killed
                        && !scene.at(VersionStage.CURRENT).equals(before)
                        && scene.find(RotationScene.PENDING).isEmpty();

                if (killed && !finished) {
                    LoginRotation rotation =
                            scenes.rotator(scene, Lifeline.endless()).rotate();
                    assertThat(rotation.fromVersion())
                            .as("killed after %s", lifeline.deeds())
                            .hasValue(before);
                }

                scene.assertSettled();
                assertThat(scene.at(VersionStage.PREVIOUS)).isEqualTo(before);
                assertThat(scene.accountNames()).hasSizeLessThanOrEqualTo(scenes.alternates() ? 2 : 1);
            }
        }
    }
}

package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.secret.UpdateSecretVersionStageRequest;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.secrets.VersionStage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong: nothing is promoted that does not work, and the next rotation puts it right. */
class LoginRotationFailuresIT {
    private RotationScene scene;

    @BeforeEach
    void open() throws SQLException {
        scene = RotationScene.postgres();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void rotate_oneAccountWhoseTestFails_keepsTheCurrentLogin() {
        String before = scene.at(VersionStage.CURRENT);
        DatabaseLoginRotator rotator =
                scene.rotator().engine(new MumblingEngine()).build();

        assertThatExceptionOfType(LoginRotationException.class)
                .isThrownBy(rotator::rotate)
                .satisfies(e -> assertThat(e.step()).isEqualTo(RotationStep.TEST))
                .withMessageContaining("its password was set again");

        assertThat(scene.at(VersionStage.CURRENT)).isEqualTo(before);
        assertThat(scene.worksAt(VersionStage.CURRENT)).isTrue();
        assertThat(rotator.rotate().resumed()).isTrue();
        scene.assertSettled();
    }

    @Test
    void rotate_twoAccountsWhoseTestFails_keepsTheCurrentLogin() {
        String before = scene.at(VersionStage.CURRENT);
        DatabaseLoginRotator rotator = scene.rotator()
                .engine(new MumblingEngine())
                .strategy(RotationStrategy.twoAccounts())
                .administrator(Lifeline.endless().dataSource(scene.administrator()))
                .build();

        assertThatExceptionOfType(LoginRotationException.class)
                .isThrownBy(rotator::rotate)
                .satisfies(e -> assertThat(e.step()).isEqualTo(RotationStep.TEST));

        assertThat(scene.at(VersionStage.CURRENT)).isEqualTo(before);
        assertThat(scene.worksAt(VersionStage.CURRENT)).isTrue();
        rotator.rotate();
        scene.assertSettled();
    }

    @Test
    void rotate_pendingVersionWasCurrentAndReplacedByHand_doesNotBringItsPasswordBack() throws SQLException {
        scene.rotator().build().rotate();
        String leaked = scene.login(VersionStage.CURRENT).exposePassword();
        moveToPending(scene.at(VersionStage.CURRENT)); // as a rotator does that ends before FINISH
        putByHand("replaced-by-hand");
        scene.execute("ALTER ROLE " + scene.account() + " PASSWORD 'replaced-by-hand'");

        scene.rotator().build().rotate();

        assertThat(scene.login(VersionStage.CURRENT).exposePassword()).isNotIn(leaked, "replaced-by-hand");
        scene.assertSettled();
    }

    @Test
    void rotate_accountThatIsOnlyNamedLikeAClone_leavesTheOtherAccountAlone() throws SQLException {
        scene.execute("CREATE ROLE " + scene.account() + "_clone LOGIN PASSWORD 'own'");
        scene.localKms()
                .createSecret("other/db", "{\"username\":\"" + scene.account() + "_clone\",\"password\":\"own\"}");
        List<String> before = scene.accounts();

        assertThatExceptionOfType(LoginRotationException.class)
                .isThrownBy(() -> scene.rotator(Lifeline.endless(), "other/db")
                        .strategy(RotationStrategy.twoAccounts())
                        .administrator(Lifeline.endless().dataSource(scene.administrator()))
                        .build()
                        .rotate())
                .withMessageContaining("is named like a clone of '" + scene.account() + "'");
        assertThat(scene.accounts()).isEqualTo(before);
    }

    private void moveToPending(String version) {
        scene.sesame()
                .kms()
                .secrets()
                .updateSecretVersionStage(UpdateSecretVersionStageRequest.builder()
                        .secretName(scene.secretName())
                        .versionStage(DatabaseLoginRotator.DEFAULT_PENDING_STAGE)
                        .moveToVersion(version)
                        .build());
    }

    private void putByHand(String password) {
        scene.localKms()
                .putSecretValue(
                        scene.secretName(),
                        "{\"username\":\"" + scene.account() + "\",\"password\":\"" + password + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeSecret",
                "ListSecretVersionIds",
                "GetSecretValue",
                "GetRandomPassword",
                "PutSecretValue",
                "UpdateSecretVersionStage"
            })
    void rotate_kmsRefusesACall_failsTypedAndIsFinishedByTheNext(String operation) {
        Fault fault = Fault.error(403, "Forbidden.NoPermission", "No.").onOperation(operation);
        scene.localKms().faults().add(fault);
        assertThatExceptionOfType(LoginRotationException.class)
                .isThrownBy(() -> scene.rotator().build().rotate())
                .withMessageContaining(scene.secretName())
                .withMessageContaining(operation);
        scene.localKms().faults().clear();
        scene.assertClientCanLogIn();

        scene.rotator().build().rotate();

        scene.assertSettled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PutSecretValue", "UpdateSecretVersionStage"})
    void rotate_answersThatGetLost_doNotHinderIt(String operation) {
        scene.localKms()
                .faults()
                .add(Fault.truncatedBody().onOperation(operation).times(1));

        scene.rotator().build().rotate();

        scene.assertSettled();
    }

    @Test
    void rotate_lockHeldByAnother_changesNothing() throws SQLException {
        Map<String, Set<VersionStage>> stages = scene.stages();
        List<String> accounts = scene.accounts();
        String arn = RotatedSecret.find(scene.sesame().kms(), scene.secretName(), RotationScene.PENDING)
                .arn();
        try (Connection other = scene.administrator().open();
                LockedSession lock = LockedSession.on(other, new PostgresEngine(), arn, Duration.ZERO)
                        .orElseThrow()) {
            assertThat(lock.isHeld()).isTrue();

            assertThatExceptionOfType(LoginRotationException.class)
                    .isThrownBy(() ->
                            scene.rotator().lockWait(Duration.ZERO).build().rotate())
                    .satisfies(e -> assertThat(e.step()).isEqualTo(RotationStep.LOCK))
                    .satisfies(e -> assertThat(e.isLockHeldByAnother()).isTrue());
        }

        assertThat(scene.stages()).isEqualTo(stages);
        assertThat(scene.accounts()).isEqualTo(accounts);
    }

    @Test
    void rotate_lockLostAfterTheChange_doesNotPromote() {
        String before = scene.at(VersionStage.CURRENT);

        assertThatExceptionOfType(LoginRotationException.class)
                .isThrownBy(() -> scene.rotator()
                        .engine(new SessionEndingEngine())
                        .build()
                        .rotate())
                .satisfies(e -> assertThat(e.step()).isEqualTo(RotationStep.PROMOTE))
                .withMessageContaining("lock was lost");

        assertThat(scene.at(VersionStage.CURRENT)).isEqualTo(before);
        scene.assertClientCanLogIn();
        assertThat(scene.rotator().build().rotate().resumed()).isTrue();
        scene.assertSettled();
    }

    @Test
    void rotate_currentRolledBackByHand_takesAnotherVersionId() {
        String first = scene.at(VersionStage.CURRENT);
        DatabaseLoginRotator rotator = twoAccounts();
        String second = rotator.rotate().toVersion();
        move(VersionStage.CURRENT, first, second);

        LoginRotation rotation = rotator.rotate();

        assertThat(rotation.fromVersion()).hasValue(first);
        assertThat(rotation.toVersion()).isNotIn(first, second);
        scene.assertSettled();
    }

    @Test
    void rotate_currentPutByHandWhilePending_keepsThePasswordThatIsInForce() throws SQLException {
        Lifeline lifeline = Lifeline.endingAfterFirst("commit");
        lifeline.live(() -> scene.rotator(lifeline).build().rotate());
        String password = scene.login(RotationScene.PENDING).exposePassword();
        scene.sesame()
                .kms()
                .secrets()
                .putSecretValue(PutSecretValueRequest.builder()
                        .secretName(scene.secretName())
                        .versionId("by-hand")
                        .text(scene.value("{\"host\":\"db\",\"user\":\"%s\",\"password\":\"%s\"}"))
                        .build());
        Lifeline next = Lifeline.endless().observedBy(scene::assertClientCanLogIn);

        LoginRotation rotation = scene.rotator(next).build().rotate();

        assertThat(rotation.fromVersion()).hasValue("by-hand");
        assertThat(scene.login(VersionStage.CURRENT).host()).hasValue("db");
        assertThat(scene.login(VersionStage.CURRENT).exposePassword()).isEqualTo(password);
        scene.assertSettled();
    }

    @Test
    void rotate_pendingGivenUpByHand_beginsWithAnotherPassword() throws SQLException {
        Lifeline lifeline = Lifeline.endingAfterFirst("putSecretValue");
        lifeline.live(() -> scene.rotator(lifeline).build().rotate());
        String givenUp = scene.at(RotationScene.PENDING);
        scene.sesame()
                .kms()
                .secrets()
                .updateSecretVersionStage(UpdateSecretVersionStageRequest.builder()
                        .secretName(scene.secretName())
                        .versionStage(RotationScene.PENDING)
                        .removeFromVersion(givenUp)
                        .build());

        LoginRotation rotation = scene.rotator().build().rotate();

        assertThat(rotation.resumed()).isFalse();
        assertThat(rotation.toVersion()).isNotEqualTo(givenUp);
        scene.assertSettled();
    }

    @Test
    void rotate_moreOftenThanASecretKeepsVersions_goesOn() {
        DatabaseLoginRotator rotator = scene.rotator().build();

        for (int round = 0; round < 12; round++) {
            rotator.rotate();
        }

        scene.assertSettled();
        assertThat(scene.versions()).hasSize(10);
    }

    @Test
    void rotate_accountOutsideTheStrategy_failsBeforeAnyChange() {
        DatabaseLoginRotator rotator = scene.rotator()
                .strategy(RotationStrategy.twoAccounts("other", "other_b"))
                .administrator(Lifeline.endless().dataSource(scene.administrator()))
                .build();
        Map<String, Set<VersionStage>> stages = scene.stages();

        assertThatExceptionOfType(LoginRotationException.class)
                .isThrownBy(rotator::rotate)
                .satisfies(e -> assertThat(e.step()).isEqualTo(RotationStep.CHECK))
                .withMessageContaining(scene.account());

        assertThat(scene.stages()).isEqualTo(stages);
    }

    @Test
    void rotate_secretOfAManagedType_saysWhoRotatesIt() {
        scene.localKms()
                .newSecret("managed")
                .type("Rds")
                .extendedConfig("{\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":\"rm-1\"}")
                .text("{\"Accounts\":[{\"AccountName\":\"app\",\"AccountPassword\":\"Secret-0-word\"}]}")
                .create();

        assertThatExceptionOfType(LoginRotationException.class)
                .isThrownBy(() ->
                        scene.rotator(Lifeline.endless(), "managed").build().rotate())
                .withMessageContaining("Rds")
                .withMessageContaining("RotateSecret");
    }

    @Test
    void rotate_valueThatIsNoLogin_failsBeforeAnyChangeWithoutTheValue() {
        scene.localKms().createSecret("odd", "canary-value");

        assertThatExceptionOfType(LoginRotationException.class)
                .isThrownBy(
                        () -> scene.rotator(Lifeline.endless(), "odd").build().rotate())
                .satisfies(e -> assertThat(e.step()).isEqualTo(RotationStep.CHECK))
                .satisfies(e -> assertThat(e).hasStackTraceContaining("no JSON object"))
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("canary"));
    }

    private DatabaseLoginRotator twoAccounts() {
        return Scenes.POSTGRES_TWO_ACCOUNTS.rotator(scene, Lifeline.endless());
    }

    private void move(VersionStage stage, String to, String from) {
        scene.sesame()
                .kms()
                .secrets()
                .updateSecretVersionStage(UpdateSecretVersionStageRequest.builder()
                        .secretName(scene.secretName())
                        .versionStage(stage)
                        .moveToVersion(to)
                        .removeFromVersion(from)
                        .build());
    }

    /** Ends its own session once it has set a password. */
    private static final class SessionEndingEngine extends ForwardingEngine {
        @Override
        public void setPassword(Connection connection, String account, String password) throws SQLException {
            super.setPassword(connection, account, password);
            connection.abort(Runnable::run);
        }
    }
}

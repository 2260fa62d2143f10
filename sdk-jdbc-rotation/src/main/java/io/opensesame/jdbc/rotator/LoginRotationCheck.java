package io.opensesame.jdbc.rotator;

import io.opensesame.jdbc.DatabaseLogin;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what a rotation would do, and changes nothing. Not thread-safe; used once. */
final class LoginRotationCheck {
    private final DatabaseLoginRotator.Options options;
    private final List<String> problems = new ArrayList<>();
    private Optional<LoginVersions> versions = Optional.empty();
    private Optional<String> database = Optional.empty();
    private Optional<String> account = Optional.empty();

    LoginRotationCheck(DatabaseLoginRotator.Options options) {
        this.options = options;
    }

    LoginRotationPlan plan() {
        try {
            check();
        } catch (LoginRotationException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return new LoginRotationPlan(
                options.secretName(),
                options.strategy(),
                database,
                versions.map(LoginVersions::current),
                versions.flatMap(LoginVersions::pending),
                account,
                versions.map(LoginRotationCheck::steps).orElse(List.of()),
                problems);
    }

    private void check() {
        RotatedSecret secret = RotatedSecret.find(options.kms(), options.secretName(), options.pendingStage());
        LoginVersions found = secret.versions(RotationStep.CHECK);
        versions = Optional.of(found);
        if (found.lacksRoomForPendingStage()) {
            problems.add("the secret bears " + LoginVersions.MAX_STAGES + " stages, the most that it can: take one off"
                    + " before there is room for " + options.pendingStage());
        }
        LoginDocument current = secret.login(RotationStep.CHECK, found.current());
        account = Optional.of(LoginRotationRun.turn(options, current.login()).target());
        checkDatabase(secret, found);
        if (!found.isPrepared() && options.sessions().hasAdministrator()) {
            checkLogin(current.login());
        }
    }

    private void checkDatabase(RotatedSecret secret, LoginVersions found) {
        Connection connection = options.sessions().open(secret, found);
        try {
            database = Optional.of(options.sessions().engine(connection).name());
        } catch (SQLException e) {
            problems.add("nothing is known of the database: " + e.getMessage());
        } finally {
            DatabaseSessions.close(connection).ifPresent(e -> problems.add("its session does not close: " + e));
        }
    }

    /** A login that does not work now would not keep a rotation from succeeding; but what else is wrong? */
    private void checkLogin(DatabaseLogin current) {
        try {
            options.logins().run(current);
        } catch (SQLException e) {
            problems.add("the current login of account '" + current.username() + "' does not work at "
                    + options.logins() + ", so the new one will hardly do: "
                    + SafeCause.of(e, current.exposePassword()).getMessage());
        }
    }

    private static List<RotationStep> steps(LoginVersions versions) {
        Set<RotationStep> steps = EnumSet.allOf(RotationStep.class);
        if (versions.isPromoted()) {
            steps.removeAll(
                    EnumSet.of(RotationStep.PREPARE, RotationStep.SET, RotationStep.TEST, RotationStep.PROMOTE));
        } else if (versions.isPrepared()) {
            steps.remove(RotationStep.PREPARE);
        }
        return List.copyOf(steps);
    }
}

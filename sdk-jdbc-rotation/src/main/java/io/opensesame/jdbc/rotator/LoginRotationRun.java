package io.opensesame.jdbc.rotator;

import io.opensesame.error.OpenSesameException;
import io.opensesame.jdbc.DatabaseLogin;
import io.opensesame.kms.secret.SecretData;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One rotation. Not thread-safe; used once. */
final class LoginRotationRun {
    /*
     * The stages are the only state. Each turn reads them, and does what they call for; any step may be the last one
     * that a rotator does, and the next rotator goes on from what it finds.
     *
     *   pending stage                        what is done                                   then
     *   on the current version               VERIFY, FINISH                                 the end
     *   on a version that follows it         SET, TEST, PROMOTE                             on the current version
     *   on none, or on another version       PREPARE                                        on one that follows
     *   on none, but the current version     nothing: another rotator has done it all       the end
     *     is not the one of the beginning
     *
     * ACSCurrent moves only from the version that was current when the lock was held, to one whose login has just
     * worked, and only while the session lives that holds the lock and set the password. Where no lock protects (two
     * rotators see different databases), the id of the next version does: it is the same for both, so the second one's
     * value is refused, and it goes on with the first one's.
     */
    private static final Logger LOGGER = LoggerFactory.getLogger(DatabaseLoginRotator.class);
    private static final int MAX_TURNS = 8;

    private final DatabaseLoginRotator.Options options;
    private final RotatedSecret secret;
    private final LoginTest logins;
    private final LockedSession session;
    private final String origin;
    private final List<RotationStep> steps = new ArrayList<>(List.of(RotationStep.CHECK, RotationStep.LOCK));
    private boolean prepared;

    private LoginRotationRun(
            DatabaseLoginRotator.Options options, RotatedSecret secret, LockedSession session, String origin) {
        this.options = options;
        this.secret = secret;
        this.logins = options.logins();
        this.session = session;
        this.origin = origin;
    }

    static LoginRotation of(DatabaseLoginRotator.Options options) {
        RotatedSecret secret = RotatedSecret.find(options.kms(), options.secretName(), options.pendingStage());
        LoginVersions versions = secret.versions(RotationStep.CHECK);
        turn(options, secret.login(RotationStep.CHECK, versions.current()).login());

        Connection connection = options.sessions().open(secret, versions);
        try (LockedSession session = lock(options, connection, secret)) {
            return new LoginRotationRun(options, secret, session, versions.current()).run();
        } finally {
            DatabaseSessions.close(connection)
                    .ifPresent(e -> LOGGER.warn("the session of a rotation was not closed", e));
        }
    }

    /** Returns whose password is to change. */
    static RotationStrategy.Turn turn(DatabaseLoginRotator.Options options, DatabaseLogin current) {
        return options.strategy()
                .after(current.username())
                .orElseThrow(() -> new LoginRotationException(
                        RotationStep.CHECK,
                        options.secretName(),
                        "its current login is of account '" + current.username() + "', which is none of "
                                + options.strategy() + "; correct the strategy",
                        null));
    }

    private static LockedSession lock(
            DatabaseLoginRotator.Options options, Connection connection, RotatedSecret secret) {
        try {
            DatabaseEngine engine = options.sessions().engine(connection);
            return LockedSession.on(connection, engine, secret.arn(), options.lockWait())
                    .orElseThrow(() -> LoginRotationException.locked(secret.name(), options.lockWait()));
        } catch (SQLException e) {
            throw new LoginRotationException(
                    RotationStep.LOCK,
                    secret.name(),
                    "its lock cannot be had; nothing was changed: " + e.getMessage(),
                    e);
        }
    }

    private LoginRotation run() {
        for (int turn = 0; turn < MAX_TURNS; turn++) {
            LoginVersions versions = secret.versions(RotationStep.CHECK);
            if (versions.isPromoted()) {
                return report(versions, finish(versions.current()));
            } else if (versions.isPrepared()) {
                change(versions.current(), versions.pending().orElseThrow());
            } else if (versions.pending().isEmpty() && !versions.current().equals(origin)) {
                return report(versions, secret.login(RotationStep.CHECK, versions.current()));
            } else {
                prepare(versions);
            }
        }
        throw new LoginRotationException(
                RotationStep.CHECK,
                secret.name(),
                "its stages were moved by others again and again; find out who does so, and rotate again",
                null);
    }

    private void prepare(LoginVersions versions) {
        LoginDocument current = secret.login(RotationStep.PREPARE, versions.current());
        RotationStrategy.Turn turn = turn(options, current.login());
        if (options.strategy().guessesAccounts() && !turn.isClone()) {
            checkBase(versions, current.login().username(), turn.base());
        }
        String account = turn.target();
        Optional<String> leftBehind = leftBehind(versions, account);
        String next = versions.next();
        prepared = secret.prepare(next, value(current, account, leftBehind));
        if (prepared) {
            done(RotationStep.PREPARE, next);
        }
    }

    private SecretData value(LoginDocument current, String account, Optional<String> leftBehind) {
        try {
            PasswordRules rules = session.engine().passwordRules();
            return current.with(
                    account, leftBehind.orElseGet(() -> options.passwords().next(rules)));
        } catch (OpenSesameException | IllegalArgumentException e) {
            throw new LoginRotationException(
                    RotationStep.PREPARE, secret.name(), "no new value can be made: " + e.getMessage(), e);
        }
    }

    /**
     * Refuses to change the password of an account that the name of another one seems to point to, unless the secret
     * has named it: {@code shop_clone} may be somebody's clone, or the name of an account that has none.
     */
    private void checkBase(LoginVersions versions, String current, String target) {
        boolean named = versions.candidates().stream()
                .map(version -> secret.login(RotationStep.PREPARE, version).login())
                .anyMatch(login -> login.username().equals(target));
        if (!named) {
            throw new LoginRotationException(
                    RotationStep.PREPARE,
                    secret.name(),
                    "its account '" + current + "' is named like a clone of '" + target
                            + "', but no version of the secret" + " that is in use is for '" + target
                            + "'; name both, by twoAccounts(account, clone)",
                    null);
        }
    }

    /**
     * Returns the password of a pending version that does not follow from the current one, since somebody made another
     * version current meanwhile. If it is set in the database already, it is the one that works, and must not leave the
     * pending stage before another one works. One that was current before is not used again: somebody replaced it.
     */
    private Optional<String> leftBehind(LoginVersions versions, String account) {
        return versions.leftBehind()
                .map(version -> secret.login(RotationStep.PREPARE, version).login())
                .filter(login -> login.username().equals(account))
                .filter(login -> !isRefused(login))
                .map(DatabaseLogin::exposePassword);
    }

    private boolean isRefused(DatabaseLogin login) {
        try {
            logins.run(login);
            return false;
        } catch (SQLException e) {
            return e.getSQLState() != null && e.getSQLState().startsWith("28");
        }
    }

    private void change(String from, String to) {
        DatabaseLogin current = secret.login(RotationStep.SET, from).login();
        DatabaseLogin pending = secret.login(RotationStep.SET, to).login();
        RotationStrategy.Turn turn = turn(options, current);
        if (!pending.username().equals(turn.target())) {
            throw new LoginRotationException(
                    RotationStep.SET,
                    secret.name(),
                    "its pending version '" + to + "' is for account '" + pending.username() + "', but "
                            + options.strategy() + " means '" + turn.target()
                            + "' next; rotate with the strategy that it was begun with, or take the stage "
                            + options.pendingStage() + " off it",
                    null);
        }
        if (prepared || turn.isClone() || !works(pending)) {
            set(turn, pending, to);
        } else {
            setAgain(turn, pending, to);
        }
        test(turn, current, pending, from, to);
        promote(from, to);
    }

    /**
     * Sets a password that works already: the rotator that set it may have been cut short between two hosts of the
     * account. A database may refuse to set the same password twice.
     */
    private void setAgain(RotationStrategy.Turn turn, DatabaseLogin pending, String version) {
        try {
            session.setPassword(turn.target(), pending.exposePassword());
            done(RotationStep.SET, version);
        } catch (SQLException e) {
            LOGGER.warn(
                    "secret '{}', version '{}': the password is in force, and was not taken a second time; SQLState {}",
                    secret.name(),
                    version,
                    e.getSQLState());
        }
    }

    private boolean works(DatabaseLogin pending) {
        try {
            logins.run(pending);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private void set(RotationStrategy.Turn turn, DatabaseLogin pending, String version) {
        try {
            if (turn.isClone()) {
                session.cloneAccount(turn.base(), turn.target(), pending.exposePassword());
            } else {
                session.setPassword(turn.target(), pending.exposePassword());
            }
        } catch (SQLException e) {
            SQLException cause = SafeCause.of(e, pending.exposePassword());
            throw new LoginRotationException(
                    RotationStep.SET,
                    secret.name(),
                    "the database did not take the password of account '" + turn.target() + "'; rotate again when the"
                            + " cause is removed (for another password, take the stage " + options.pendingStage()
                            + " off version '" + version + "' first): " + cause.getMessage(),
                    cause);
        }
        done(RotationStep.SET, version);
    }

    private void test(
            RotationStrategy.Turn turn, DatabaseLogin current, DatabaseLogin pending, String from, String version) {
        try {
            logins.run(pending);
        } catch (SQLException e) {
            SQLException cause = SafeCause.of(e, pending.exposePassword());
            String restored = pending.username().equals(current.username()) ? restored(turn, current, from, cause) : "";
            throw new LoginRotationException(
                    RotationStep.TEST,
                    secret.name(),
                    "account '" + pending.username() + "' cannot log in at " + logins
                            + " with its new password; the current version stays" + restored
                            + "; rotate again when the cause is removed: " + cause.getMessage(),
                    cause);
        }
        done(RotationStep.TEST, version);
    }

    /** The one account has lost the current password for one that does not work: it gets the current one back. */
    private String restored(RotationStrategy.Turn turn, DatabaseLogin current, String from, SQLException failure) {
        try {
            if (!secret.versions(RotationStep.TEST).current().equals(from)) {
                return ", but another one is current by now, so no password was set again";
            }
            session.setPassword(turn.target(), current.exposePassword());
            return ", and its password was set again";
        } catch (SQLException e) {
            SQLException cause = SafeCause.of(e, current.exposePassword());
            failure.addSuppressed(cause);
            return ", but ITS PASSWORD COULD NOT BE SET AGAIN, so that no login may work: set it as an administrator ("
                    + cause.getMessage() + ")";
        } catch (LoginRotationException e) {
            failure.addSuppressed(e);
            return ", but ITS PASSWORD WAS NOT SET AGAIN, since KMS does not tell whether it is current still: set it as"
                    + " an administrator if it is";
        }
    }

    private void promote(String from, String to) {
        try {
            if (!session.isHeld()) {
                throw new SQLException("the session has ended", "08003");
            }
        } catch (SQLException e) {
            throw new LoginRotationException(
                    RotationStep.PROMOTE,
                    secret.name(),
                    "the lock was lost with its session, so version '" + to
                            + "' was not promoted; rotate again, and it goes on from here: " + e.getMessage(),
                    e);
        }
        secret.promote(to, from);
        done(RotationStep.PROMOTE, to);
    }

    private LoginDocument finish(String version) {
        LoginDocument current = secret.currentLogin(RotationStep.VERIFY);
        if (!current.versionId().equals(version)) {
            throw new LoginRotationException(
                    RotationStep.VERIFY,
                    secret.name(),
                    "KMS lists '" + version + "' as the current version, but gives '" + current.versionId()
                            + "'; rotate again in a while, and it goes on from here",
                    null);
        }
        try {
            logins.run(current.login());
        } catch (SQLException e) {
            SQLException cause = SafeCause.of(e, current.login().exposePassword());
            throw new LoginRotationException(
                    RotationStep.VERIFY,
                    secret.name(),
                    "version '" + version + "' is current, but its login does not work at " + logins
                            + "; somebody changed account '" + current.login().username()
                            + "' meanwhile: set its password to that version's as an administrator, or take the stage "
                            + options.pendingStage() + " off the version, and rotate again: " + cause.getMessage(),
                    cause);
        }
        done(RotationStep.VERIFY, version);
        secret.finish(version);
        done(RotationStep.FINISH, version);
        return current;
    }

    private void done(RotationStep step, String version) {
        steps.add(step);
        LOGGER.info("secret '{}', version '{}': {} is done", secret.name(), version, step);
    }

    private LoginRotation report(LoginVersions versions, LoginDocument current) {
        boolean finished = steps.contains(RotationStep.FINISH);
        return new LoginRotation(
                secret.name(),
                current.login().username(),
                versions.origin(),
                versions.current(),
                steps,
                finished && !steps.contains(RotationStep.PREPARE));
    }
}

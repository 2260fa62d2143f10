package io.opensesame.internal.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.CredentialsException;
import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.KeyUnavailableException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.error.PendingDeletionException;
import io.opensesame.error.RefusedCredentialsException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.error.ServiceUnavailableException;
import io.opensesame.error.ThrottledException;
import io.opensesame.internal.cache.ReadRequest;
import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.internal.credentials.ManualClock;
import io.opensesame.internal.credentials.ManualScheduler;
import io.opensesame.internal.http.FullJitter;
import io.opensesame.kms.CallOptions;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Time is manual, and regions answer when the test says so. */
class RegionalSourceTest {
    private static final ReadRequest READ = ReadRequest.stage("orders/db", VersionStage.CURRENT);
    private static final Duration DEADLINE = Duration.ofSeconds(12);

    private final ManualClock clock = new ManualClock();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final ScriptedRegion home = new ScriptedRegion("home");
    private final ScriptedRegion second = new ScriptedRegion("second");
    private final ScriptedRegion third = new ScriptedRegion("third");

    private int rounds = 1;
    private Duration hedgeAfter = Duration.ZERO;

    private RegionalSource source(ScriptedRegion... regions) {
        return source(new Random(42), regions);
    }

    private RegionalSource source(RandomGenerator random, ScriptedRegion... regions) {
        CallOptions options = CallOptions.builder()
                .baseBackoff(Duration.ofMillis(200))
                .maxBackoff(Duration.ofSeconds(2))
                .build();
        return new RegionalSource(new RegionalSource.Settings(
                Stream.of(regions).map(ScriptedRegion::region).toList(),
                DEADLINE,
                rounds,
                hedgeAfter.isZero() ? null : hedgeAfter,
                new FullJitter(options, random),
                scheduler,
                Runnable::run,
                clock::nanoTime));
    }

    private static String region(CompletableFuture<Loaded> read) {
        assertThat(read).isCompleted();
        return read.join().value().exposeText();
    }

    private static Throwable failure(CompletableFuture<Loaded> read) {
        assertThat(read).isCompletedExceptionally();
        return Objects.requireNonNull(catchThrowable(read::join).getCause());
    }

    private static ServiceRefusal refusal(int status, String code) {
        return new ServiceRefusal("GetSecretValue", "orders/db", "kms.test", status, code, "", "id-1");
    }

    private static KmsTransportException unreachable(String where) {
        return new KmsTransportException("GetSecretValue", where, where + " cannot be reached", null);
    }

    private static SecretNotFoundException notFound() {
        return new SecretNotFoundException(refusal(404, "Forbidden.ResourceNotFound"));
    }

    static List<OpenSesameException> faults() {
        return List.of(
                unreachable("home"),
                new ServiceUnavailableException(refusal(500, "InternalFailure")),
                new ServiceUnavailableException(refusal(503, "ServiceUnavailableTemporary")),
                new KmsServiceException(refusal(502, "Forbidden.OfAGateway"), ""),
                new ThrottledException(refusal(429, "Rejected.Throttling"), null),
                new ThrottledException(refusal(429, "Rejected.Throttling"), Duration.ofSeconds(9)),
                new KmsServiceException(refusal(404, ""), "a proxy's page"),
                new RefusedCredentialsException(refusal(400, "SignatureNonceUsed")));
    }

    static List<OpenSesameException> refusals() {
        return List.of(
                notFound(),
                new AccessDeniedException(refusal(403, "Forbidden.NoPermission"), "acs:kms:*", "{}"),
                new KeyUnavailableException(refusal(409, "Rejected.Disabled")),
                new PendingDeletionException(refusal(409, "Rejected.ResourceInDeleteWindow")),
                new InvalidRequestException(refusal(400, "InvalidParameter")),
                new KmsServiceException(refusal(409, "Rejected.Whatever"), ""),
                new RefusedCredentialsException(refusal(403, "SignatureDoesNotMatch")),
                new CredentialsException("no source gave credentials", null));
    }

    @Test
    void load_homeAnswers_nobodyElseIsAsked() {
        CompletableFuture<Loaded> read = source(home, second).load(READ);
        home.answer();

        assertThat(region(read)).isEqualTo("home");
        assertThat(second.requests).isEmpty();
        assertThat(scheduler.pending()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void load_ordinaryFaultOfHome_movesOnAtOnce(OpenSesameException fault) {
        CompletableFuture<Loaded> read = source(home, second).load(READ);
        home.fail(fault);

        assertThat(second.requests).hasSize(1);
        second.answer();
        assertThat(region(read)).isEqualTo("second");
        assertThat(home.requests).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void load_refusalByHome_isTheAnswer(OpenSesameException refusal) {
        rounds = 3;
        CompletableFuture<Loaded> read = source(home, second).load(READ);
        home.fail(refusal);

        assertThat(failure(read)).isSameAs(refusal);
        assertThat(second.requests).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void load_refusalByAnotherRegion_isNotTheAnswer(OpenSesameException refusal) {
        CompletableFuture<Loaded> read = source(home, second, third).load(READ);
        home.fail(unreachable("home"));
        second.fail(refusal);

        third.answer();

        assertThat(region(read)).isEqualTo("third");
    }

    @Test
    void load_homeFailsAndTheOthersRefuse_failsWithHomesFailure() {
        CompletableFuture<Loaded> read = source(home, second).load(READ);
        home.fail(unreachable("home"));
        second.fail(notFound());

        assertThat(failure(read)).isInstanceOfSatisfying(KmsTransportException.class, failure -> {
            assertThat(failure.endpoint()).isEqualTo("home");
            assertThat(failure)
                    .hasMessageContaining("'orders/db'")
                    .hasMessageContaining("none of 2 regions")
                    .hasMessageContaining("[home] home cannot be reached")
                    .hasMessageContaining("[second] GetSecretValue of 'orders/db' at kms.test was refused");
            assertThat(failure.getCause()).hasMessage("home cannot be reached");
            assertThat(failure.getSuppressed()).singleElement().isInstanceOf(SecretNotFoundException.class);
        });
    }

    @Test
    void load_everyRegionFails_asksThemAllAgainAfterARandomWait() {
        rounds = 3;
        home.failure = unreachable("home");
        second.failure = unreachable("second");
        CompletableFuture<Loaded> read = source(new Largest(), home, second).load(READ);
        assertThat(second.requests).hasSize(1);

        scheduler.advance(Duration.ofMillis(199));
        assertThat(home.requests).hasSize(1);
        scheduler.advance(Duration.ofMillis(1));
        assertThat(home.requests).hasSize(2);
        assertThat(second.requests).hasSize(2);
        scheduler.advance(Duration.ofMillis(399));
        assertThat(home.requests).hasSize(2);
        scheduler.advance(Duration.ofMillis(1));

        assertThat(home.requests).hasSize(3);
        assertThat(failure(read)).hasMessageContaining("3 rounds");
        assertThat(scheduler.pending()).isEmpty();
    }

    @Test
    void load_secondRound_beginsAtHomeAndLeavesOutWhoRefused() {
        rounds = 2;
        home.failure = unreachable("home");
        second.failure = notFound();
        third.failure = unreachable("third");
        CompletableFuture<Loaded> read = source(home, second, third).load(READ);
        home.failure = null;

        scheduler.advance(Duration.ofSeconds(1));

        assertThat(home.requests).hasSize(2);
        home.fail(unreachable("home"));
        assertThat(second.requests).hasSize(1);
        assertThat(third.requests).hasSize(2);
        assertThat(read).isCompletedExceptionally();
    }

    @ParameterizedTest
    @CsvSource({"3000, 3000", "5000, 3000"})
    void load_everyRegionAsksForAPause_waitsForTheShortest(long ofHome, long shortest) {
        rounds = 2;
        home.failure = new ThrottledException(refusal(429, "Rejected.Throttling"), Duration.ofMillis(ofHome));
        second.failure = new ThrottledException(refusal(429, "Rejected.Throttling"), Duration.ofSeconds(3));
        CompletableFuture<Loaded> unused = source(home, second).load(READ);

        scheduler.advance(Duration.ofMillis(shortest - 1));
        assertThat(home.requests).hasSize(1);
        scheduler.advance(Duration.ofMillis(201));

        assertThat(home.requests).hasSize(2);
    }

    @Test
    void load_oneRegionAsksForNoPause_waitsTheUsualTime() {
        rounds = 2;
        home.failure = new ThrottledException(refusal(429, "Rejected.Throttling"), Duration.ofSeconds(5));
        second.failure = unreachable("second");
        CompletableFuture<Loaded> unused = source(home, second).load(READ);

        scheduler.advance(Duration.ofMillis(200));

        assertThat(home.requests).hasSize(2);
    }

    @Test
    void load_silentRegions_eachGetItsShareOfOneDeadline() {
        rounds = 9;
        CompletableFuture<Loaded> read = source(home, second, third).load(READ);
        assertThat(home.times).containsExactly(Duration.ofSeconds(4));
        clock.advance(Duration.ofSeconds(4));
        home.fail(unreachable("home"));
        assertThat(second.times).containsExactly(Duration.ofSeconds(4));
        clock.advance(Duration.ofSeconds(1));
        second.fail(unreachable("second"));
        assertThat(third.times).containsExactly(Duration.ofSeconds(7));
        clock.advance(Duration.ofSeconds(7));
        third.fail(unreachable("third"));

        assertThat(failure(read)).hasMessageContaining("PT12S").hasMessageContaining("1 round.");
        assertThat(home.requests).hasSize(1);
        assertThat(scheduler.pending()).isEmpty();
    }

    @Test
    void load_deadlineOverBeforeARegionWasAsked_saysSo() {
        CompletableFuture<Loaded> read = source(home, second).load(READ);
        clock.advance(DEADLINE);
        home.fail(unreachable("home"));

        assertThat(failure(read)).hasMessageContaining("[second] There was no time to ask it.");
        assertThat(second.requests).isEmpty();
    }

    @Test
    void load_waitThatWouldOutlastTheDeadline_failsAtOnce() {
        rounds = 2;
        CompletableFuture<Loaded> read = source(new Largest(), home, second).load(READ);
        clock.advance(DEADLINE.minusMillis(100));
        home.fail(unreachable("home"));
        second.fail(unreachable("second"));

        assertThat(read).isCompletedExceptionally();
    }

    @Test
    void hedge_homeIsSilent_secondIsAskedInTimeAndItsValueTaken() {
        hedgeAfter = Duration.ofMillis(300);
        CompletableFuture<Loaded> read = source(home, second).load(READ);
        scheduler.advance(Duration.ofMillis(299));
        assertThat(second.requests).isEmpty();
        scheduler.advance(Duration.ofMillis(1));
        assertThat(second.requests).hasSize(1);

        second.answer();

        assertThat(region(read)).isEqualTo("second");
        assertThat(home.last()).isNotDone(); // it goes on, to show whether home is slow or hangs
    }

    @Test
    void hedge_otherRegionsValueIsOfNoUse_homeIsWaitedFor() {
        hedgeAfter = Duration.ofMillis(300);
        CompletableFuture<Loaded> read = source(home, second).load(READ, loaded -> unreachable("second"));
        scheduler.advance(hedgeAfter);

        second.answer();
        assertThat(read).isNotDone();
        assertThat(second.wiped).hasValue(1);
        home.answer();

        assertThat(region(read)).isEqualTo("home");
    }

    @Test
    void load_homeFailsAndOtherRegionsValueIsOfNoUse_thirdIsAsked() {
        CompletableFuture<Loaded> read = source(home, second, third)
                .load(READ, loaded -> loaded.value().exposeText().equals("second") ? unreachable("second") : null);
        home.fail(unreachable("home"));

        second.answer();
        third.answer();

        assertThat(region(read)).isEqualTo("third");
    }

    @Test
    void hedge_homeAnswersFirst_secondIsCancelled() {
        hedgeAfter = Duration.ofMillis(300);
        CompletableFuture<Loaded> read = source(home, second).load(READ);
        scheduler.advance(hedgeAfter);

        home.answer();

        assertThat(region(read)).isEqualTo("home");
        assertThat(second.last()).isCancelled();
        assertThat(read.join().home()).isTrue();
    }

    @Test
    void hedge_homeAnswersInTime_nobodyElseIsAskedAndNoTimerIsLeft() {
        hedgeAfter = Duration.ofMillis(300);
        CompletableFuture<Loaded> read = source(home, second).load(READ);
        home.answer();

        assertThat(scheduler.pending()).isEmpty();
        scheduler.advance(hedgeAfter);
        assertThat(read).isCompleted();
        assertThat(second.requests).isEmpty();
    }

    @Test
    void hedge_homeRefuses_endsTheReadAtOnce() {
        hedgeAfter = Duration.ofMillis(300);
        CompletableFuture<Loaded> read = source(home, second).load(READ);
        scheduler.advance(hedgeAfter);

        home.fail(notFound());

        assertThat(failure(read)).isInstanceOf(SecretNotFoundException.class);
        assertThat(second.last()).isCancelled();
    }

    @Test
    void hedge_secondRefuses_homeIsWaitedFor() {
        hedgeAfter = Duration.ofMillis(300);
        CompletableFuture<Loaded> read = source(home, second).load(READ);
        scheduler.advance(hedgeAfter);
        second.fail(notFound());
        assertThat(read).isNotDone();

        home.answer();

        assertThat(region(read)).isEqualTo("home");
    }

    @Test
    void hedge_secondFails_thirdIsAskedWhileHomeIsWaitedFor() {
        hedgeAfter = Duration.ofMillis(300);
        CompletableFuture<Loaded> read = source(home, second, third).load(READ);
        scheduler.advance(hedgeAfter);
        assertThat(third.requests).isEmpty();
        second.fail(unreachable("second"));
        assertThat(third.requests).hasSize(1);

        home.answer();

        assertThat(region(read)).isEqualTo("home");
        assertThat(third.last()).isCancelled();
    }

    @Test
    void hedge_homeFailsBefore_addsNoRequest() {
        hedgeAfter = Duration.ofMillis(300);
        CompletableFuture<Loaded> unused = source(home, second, third).load(READ);
        home.fail(unreachable("home"));
        assertThat(second.requests).hasSize(1);

        scheduler.advance(Duration.ofSeconds(2));

        assertThat(third.requests).isEmpty();
    }

    @Test
    void hedge_timerOfTheRoundBefore_doesNotHedgeTheNextOne() {
        hedgeAfter = Duration.ofMillis(300);
        rounds = 2;
        home.failure = unreachable("home");
        second.failure = unreachable("second");
        CompletableFuture<Loaded> unused = source(new Largest(), home, second).load(READ);
        home.failure = null;
        scheduler.advance(Duration.ofMillis(200)); // the second round begins
        assertThat(home.requests).hasSize(2);

        scheduler.advance(Duration.ofMillis(299));
        assertThat(second.requests).hasSize(1);
        scheduler.advance(Duration.ofMillis(1));

        assertThat(second.requests).hasSize(2);
    }

    @Test
    void hedge_bothAnswer_theLaterValueIsWiped() {
        hedgeAfter = Duration.ofMillis(300);
        CompletableFuture<Loaded> read = source(home, second).load(READ);
        scheduler.advance(hedgeAfter);
        second.answer();
        home.answer();

        assertThat(region(read)).isEqualTo("second");
        assertThat(second.wiped).hasValue(0);
        assertThat(home.wiped).hasValue(1);
    }

    @Test
    void load_homeOnTrialIsSilent_secondIsAskedSoonAndTheTrialGoesOn() {
        home.onTrial = true;
        CompletableFuture<Loaded> read = source(home, second).load(READ);
        scheduler.advance(Duration.ofMillis(249));
        assertThat(second.requests).isEmpty();
        scheduler.advance(Duration.ofMillis(1));

        second.answer();

        assertThat(region(read)).isEqualTo("second");
        assertThat(home.last()).isNotDone();
        home.answer();
        assertThat(home.wiped).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "400, 250"})
    void hedge_homeOnTrial_takesTheShorterWait(long hedgeMillis, long expectedMillis) {
        hedgeAfter = Duration.ofMillis(hedgeMillis);
        home.onTrial = true;
        CompletableFuture<Loaded> unused = source(home, second).load(READ);

        scheduler.advance(Duration.ofMillis(expectedMillis - 1));
        assertThat(second.requests).isEmpty();
        scheduler.advance(Duration.ofMillis(1));

        assertThat(second.requests).hasSize(1);
    }

    @Test
    void load_homeOnTrialFails_movesOnAtOnce() {
        home.onTrial = true;
        CompletableFuture<Loaded> read = source(home, second, third).load(READ);
        home.fail(unreachable("home"));
        second.answer();

        assertThat(region(read)).isEqualTo("second");
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(third.requests).isEmpty();
    }

    @Test
    void load_unforeseenFailure_isNotTakenForTheRegions() {
        home.thrown = new StackOverflowError("a mapper's");
        CompletableFuture<Loaded> read = source(home, second).load(READ);

        assertThat(failure(read)).isSameAs(home.thrown);
        assertThat(second.requests).isEmpty();
    }

    @Test
    void load_schedulerIsGone_failsInsteadOfWaitingForever() {
        rounds = 2;
        home.failure = unreachable("home");
        RegionalSource source = new RegionalSource(new RegionalSource.Settings(
                List.of(home.region()),
                DEADLINE,
                rounds,
                null,
                new FullJitter(CallOptions.defaults(), new Largest()),
                scheduler,
                task -> {
                    throw new RejectedExecutionException("closed");
                },
                clock::nanoTime));
        CompletableFuture<Loaded> read = source.load(READ);

        scheduler.advance(Duration.ofSeconds(1));

        assertThat(failure(read)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void close_readsUnderWay_failAndTheirCallsAreCancelled() {
        hedgeAfter = Duration.ofMillis(300);
        RegionalSource source = source(home, second);
        CompletableFuture<Loaded> read = source.load(READ);
        scheduler.advance(hedgeAfter);

        source.close();

        assertThat(failure(read)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThat(home.last()).isCancelled();
        assertThat(second.last()).isCancelled();
    }

    @Test
    void load_afterClose_failsWithoutAskingAnybody() {
        RegionalSource source = source(home, second);
        source.close();

        assertThat(failure(source.load(READ))).isInstanceOf(IllegalStateException.class);
        assertThat(home.requests).isEmpty();
        assertThat(scheduler.pending()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT7S, PT15S, 2, PT6.75S",
        "PT7S, PT15S, 3, PT4.5S",
        "PT7S, PT60S, 2, PT7S",
        "PT1S, PT15S, 3, PT1S",
        "PT1S, PT0.001S, 3, PT0.001S"
    })
    void attemptTimeout_anyOptions_leavesEachRegionItsShare(
            Duration configured, Duration deadline, int regions, Duration expected) {
        assertThat(RegionalSource.attemptTimeout(configured, deadline, regions)).isEqualTo(expected);
    }

    /** Draws the largest number there is below a bound. */
    private static final class Largest implements RandomGenerator {
        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}

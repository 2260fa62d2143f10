package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.opensesame.jdbc.LoginEvent.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final ManualScheduler scheduler = new ManualScheduler();
    private final List<LoginEvent> happened = new ArrayList<>();
    private final ListPool pool = new ListPool();
    private String current = "v1";
    private OpenConnections connections = draining(DRAIN);

    private OpenConnections draining(Duration drain) {
        LoginEvents events = new LoginEvents("orders/db", List.of(happened::add), scheduler);
        return new OpenConnections(() -> current, drain, events, scheduler, scheduler::nanoTime, scheduler);
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void countByVersion_openedAndClosedTwice_countsEachOnce() throws SQLException {
        Connection first = open("v1");
        Connection second = open("v1");
        open("v2");

        first.close();
        first.close();
        second.abort(Runnable::run);
        second.close();

        assertThat(connections.countByVersion()).isEqualTo(Map.of("v2", 1));
    }

    @Test
    void countByVersion_connectionLostUnclosed_forgetsIt() {
        @Nullable Connection lost = open("v1");
        assertThat(connections.countByVersion()).isEqualTo(Map.of("v1", 1));

        lost = null;

        await().until(() -> {
            System.gc();
            return connections.countByVersion().isEmpty();
        });
        assertThat(lost).isNull();
    }

    @Test
    void isValid_currentVersion_staysTrue() throws SQLException {
        Connection connection = open("v1");

        scheduler.advance(Duration.ofDays(1));

        assertThat(connection.isValid(1)).isTrue();
        assertThat(connections.retirement()).isEmpty();
    }

    @Test
    void isValid_noPoolAttached_endsOneConnectionAfterTheOtherOverTheDrainTime() {
        List<Connection> old = List.of(open("v1"), open("v1"), open("v1"));

        rotateTo("v2");

        assertThat(valid(old)).isEqualTo(3);
        scheduler.advance(Duration.ofSeconds(20));
        assertThat(valid(old)).isEqualTo(2);
        scheduler.advance(Duration.ofSeconds(20));
        assertThat(valid(old)).isEqualTo(1);
        scheduler.advance(Duration.ofSeconds(20));
        assertThat(valid(old)).isZero();
        assertThat(scheduler.idle()).isTrue();
    }

    @Test
    void isValid_poolAttached_endsAtTheEndOfTheDrainTimeOnly() {
        connections.retireFrom(pool);
        List<Connection> old = List.of(open("v1"), open("v1"));
        pool.inUse.addAll(old);

        rotateTo("v2");
        scheduler.advance(DRAIN.minusMillis(1));

        assertThat(valid(old)).isEqualTo(2);
        scheduler.advance(Duration.ofMillis(1));
        assertThat(valid(old)).isZero();
    }

    @Test
    void retirement_whileDraining_tellsHowManyAreLeftSinceWhenAndUntilWhen() throws SQLException {
        Connection first = open("v1");
        open("v1");
        scheduler.advance(Duration.ofSeconds(5));

        rotateTo("v2");
        first.close();

        assertThat(connections.retirement())
                .contains(new Retirement(1, Instant.ofEpochSecond(5), Instant.ofEpochSecond(65)));
    }

    @Test
    void pool_idleConnections_goOneByOneEvenlySpaced() {
        connections.retireFrom(pool);
        for (int i = 0; i < 4; i++) {
            pool.idle.add(open("v1"));
        }
        Connection fresh = open("v2");
        pool.idle.add(0, fresh);

        rotateTo("v2");

        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            scheduler.advance(i == 0 ? Duration.ZERO : Duration.ofSeconds(15));
            left.add(connections.countByVersion().getOrDefault("v1", 0));
        }
        assertThat(left).containsExactly(3, 2, 1, 0, 0);
        assertThat(pool.idle).containsExactly(fresh);
        assertThat(pool.evictAlls).isZero();
        assertThat(scheduler.idle()).isTrue();
    }

    @Test
    void pool_connectionInUseBeyondTheDrainTime_isClosedWhenItComesBackAndAskedForTwiceOnly() throws SQLException {
        connections.retireFrom(pool);
        Connection busy = open("v1");
        pool.inUse.add(busy);

        rotateTo("v2");
        scheduler.advance(DRAIN.multipliedBy(3));

        assertThat(busy.isClosed()).isFalse();
        assertThat(pool.evictAlls).isEqualTo(2);
        assertThat(scheduler.idle()).isTrue();
        pool.giveBack(busy);
        assertThat(busy.isClosed()).isTrue();
        assertThat(connections.retirement()).isEmpty();
    }

    @Test
    void pool_connectionComesBackWithinTheDrainTime_isEvictedWithoutTheOthers() throws SQLException {
        connections.retireFrom(pool);
        Connection busy = open("v1");
        pool.inUse.add(busy);
        Connection fresh = open("v2");
        pool.idle.add(fresh);

        rotateTo("v2");
        scheduler.advance(Duration.ofSeconds(20));
        pool.giveBack(busy);
        scheduler.advance(Duration.ofSeconds(40));

        assertThat(busy.isClosed()).isTrue();
        assertThat(fresh.isClosed()).isFalse();
        assertThat(pool.evictAlls).isZero();
    }

    @Test
    void pool_adderIsLateWithTheOldLogin_itsConnectionGoesToo() throws SQLException {
        connections.retireFrom(pool);
        rotateTo("v2");

        Connection late = open("v1");
        pool.idle.add(late);
        scheduler.advance(DRAIN);

        assertThat(late.isClosed()).isTrue();
        assertThat(pool.evictAlls).isZero();
    }

    @Test
    void pool_drainOfZero_goesAtOnce() {
        connections = draining(Duration.ZERO);
        connections.retireFrom(pool);
        Connection fresh = open("v2");
        pool.idle.addAll(List.of(open("v1"), open("v1"), fresh));

        rotateTo("v2");
        scheduler.advance(Duration.ZERO);

        assertThat(pool.idle).containsExactly(fresh);
        assertThat(pool.evictAlls).isZero();
    }

    @Test
    void pool_secondRotationWhileDraining_doesNotPutOffTheFirst() {
        connections.retireFrom(pool);
        List<Connection> first = List.of(open("v1"), open("v1"));
        pool.inUse.addAll(first);
        rotateTo("v2");
        scheduler.advance(Duration.ofSeconds(50));
        Connection second = open("v2");
        pool.inUse.add(second);

        rotateTo("v3");
        scheduler.advance(Duration.ofSeconds(10));

        assertThat(valid(first)).isZero();
        assertThat(valid(List.of(second))).isEqualTo(1);
        assertThat(pool.evictAlls).isEqualTo(1);
    }

    @Test
    void pools_two_areBothEmptied() {
        ListPool other = new ListPool();
        connections.retireFrom(pool);
        connections.retireFrom(other);
        pool.idle.add(open("v1"));
        other.idle.add(open("v1"));

        rotateTo("v2");
        scheduler.advance(DRAIN);

        assertThat(connections.countByVersion()).isEmpty();
    }

    @Test
    void pool_closedMeanwhile_isLetGoOf() {
        connections.retireFrom(pool);
        pool.inUse.add(open("v1"));
        rotateTo("v2");

        pool.closed = true;
        scheduler.advance(DRAIN.multipliedBy(2));

        assertThat(pool.evictAlls).isZero();
        assertThat(scheduler.idle()).isTrue();
    }

    @Test
    void rotation_backToTheVersionBefore_keepsItsConnections() throws SQLException {
        connections.retireFrom(pool);
        Connection busy = open("v1");
        pool.inUse.add(busy);
        rotateTo("v2");

        rotateTo("v1");
        pool.giveBack(busy);
        scheduler.advance(DRAIN.multipliedBy(2));

        assertThat(busy.isClosed()).isFalse();
        assertThat(busy.isValid(1)).isTrue();
    }

    @Test
    void refusal_ofTheCurrentVersion_holdsRetirementForAMinute() throws SQLException {
        connections.retireFrom(pool);
        Connection old = open("v1");
        pool.idle.add(old);
        connections.refused("v2");

        rotateTo("v2");
        scheduler.advance(OpenConnections.REFUSAL_COUNTS.minusMillis(1));
        assertThat(old.isClosed()).isFalse();

        scheduler.advance(Duration.ofMillis(1));
        assertThat(old.isClosed()).isTrue();
    }

    @Test
    void refusal_thenTheCurrentVersionIsAccepted_retiresAtOnce() throws SQLException {
        connections.retireFrom(pool);
        Connection old = open("v1");
        pool.idle.add(old);
        rotateToRefused("v2");

        open("v2");
        scheduler.advance(Duration.ZERO);

        assertThat(old.isClosed()).isTrue();
    }

    @Test
    void opened_rotationNotToldYet_isSeenFromTheNewConnection() throws SQLException {
        connections.retireFrom(pool);
        Connection old = open("v1");
        pool.idle.add(old);
        current = "v2";

        open("v2");
        scheduler.advance(Duration.ZERO);

        assertThat(old.isClosed()).isTrue();
    }

    @Test
    void events_aRotation_tellsOfItAndOfEachConnectionAndOfTheLast() throws SQLException {
        Connection first = open("v1");
        Connection second = open("v1");

        rotateTo("v2");
        first.close();
        second.close();
        open("v2").close();

        assertThat(happened)
                .extracting(LoginEvent::kind, LoginEvent::versionId)
                .containsExactly(
                        tuple(Kind.ROTATED, "v2"),
                        tuple(Kind.RETIRED, "v1"),
                        tuple(Kind.RETIRED, "v1"),
                        tuple(Kind.DRAINED, "v1"));
    }

    private Connection open(String versionId) {
        return connections.opened(versionId, FakeConnections.open());
    }

    private void rotateTo(String versionId) {
        current = versionId;
        connections.follow();
    }

    private void rotateToRefused(String versionId) {
        connections.refused(versionId);
        rotateTo(versionId);
    }

    private static long valid(List<Connection> connections) {
        return connections.stream()
                .filter(connection -> {
                    try {
                        return connection.isValid(1);
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                })
                .count();
    }
}

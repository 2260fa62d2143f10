package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.secrets.VersionStage;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two rotators at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginRotationRaceIT {
    private static final int ROUNDS = 6;

    private ExecutorService threads;

    @BeforeAll
    void start() {
        threads = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(Scenes.class)
    void rotate_twoAtOnce_convergeOnOneVersion(Scenes scenes) throws Exception {
        try (RotationScene scene = scenes.open()) {
            for (int round = 0; round < ROUNDS; round++) {
                List<LoginRotation> rotations = race(() -> scenes.rotator(scene, Lifeline.endless()));

                assertThat(rotations).hasSize(2);
                assertThat(rotations).extracting(LoginRotation::toVersion).contains(scene.at(VersionStage.CURRENT));
                scene.assertSettled();
            }
            assertThat(scene.accountNames()).hasSize(scenes.alternates() ? 2 : 1);
        }
    }

    /** Without the lock, the id of the next version alone keeps two rotators together. */
    @ParameterizedTest
    @EnumSource(Scenes.class)
    void rotate_twoAtOnceWithoutALock_neverPromoteALoginThatDoesNotWork(Scenes scenes) throws Exception {
        try (RotationScene scene = scenes.open()) {
            for (int round = 0; round < ROUNDS; round++) {
                race(() -> scenes.builder(scene, Lifeline.endless())
                        .engine(new LocklessEngine())
                        .build());

                assertThat(scene.worksAt(VersionStage.CURRENT)).isTrue();
            }
            scenes.rotator(scene, Lifeline.endless()).rotate();
            scene.assertSettled();
        }
    }

    /** Rotates twice at once, and returns what came of it; a rotator may give up for the other's sake. */
    private List<LoginRotation> race(Supplier<DatabaseLoginRotator> rotators) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<Future<Optional<LoginRotation>>> running = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            DatabaseLoginRotator rotator = rotators.get();
            running.add(threads.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                return rotated(rotator);
            }));
        }
        List<LoginRotation> rotations = new ArrayList<>();
        for (Future<Optional<LoginRotation>> rotation : running) {
            rotation.get(30, TimeUnit.SECONDS).ifPresent(rotations::add);
        }
        return rotations;
    }

    private static Optional<LoginRotation> rotated(DatabaseLoginRotator rotator) {
        try {
            return Optional.of(rotator.rotate());
        } catch (LoginRotationException e) {
            return Optional.empty();
        }
    }

    /** Gives everybody the lock. */
    private static final class LocklessEngine extends ForwardingEngine {
        @Override
        public boolean lock(Connection connection, String name, Duration wait) {
            return true;
        }

        @Override
        public void unlock(Connection connection, String name) {
            // There is nothing to give back.
        }
    }
}

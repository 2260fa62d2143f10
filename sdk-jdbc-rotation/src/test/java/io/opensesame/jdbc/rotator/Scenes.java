package io.opensesame.jdbc.rotator;

import java.sql.SQLException;

/** The databases and strategies that rotations are tested with. */
enum Scenes {
    POSTGRES_ONE_ACCOUNT,
    POSTGRES_TWO_ACCOUNTS,
    MARIADB_ONE_ACCOUNT,
    MARIADB_TWO_ACCOUNTS;

    RotationScene open() throws SQLException {
        return name().startsWith("POSTGRES") ? RotationScene.postgres() : RotationScene.mariaDb();
    }

    boolean alternates() {
        return name().endsWith("TWO_ACCOUNTS");
    }

    DatabaseLoginRotator rotator(RotationScene scene, Lifeline lifeline) {
        return builder(scene, lifeline).build();
    }

    DatabaseLoginRotator.Builder builder(RotationScene scene, Lifeline lifeline) {
        return alternates()
                ? scene.rotator(lifeline)
                        .strategy(RotationStrategy.twoAccounts())
                        .administrator(lifeline.dataSource(scene.administrator()))
                : scene.rotator(lifeline);
    }
}

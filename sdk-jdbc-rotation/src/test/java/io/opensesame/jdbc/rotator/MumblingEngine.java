package io.opensesame.jdbc.rotator;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Sets a wrong password a number of times; then it works. */
final class MumblingEngine extends PlainPostgresEngine {
    private final AtomicInteger wrong;

    MumblingEngine(int times) {
        wrong = new AtomicInteger(times);
    }

    @Override
    public void setPassword(Connection connection, String account, String password) throws SQLException {
        super.setPassword(connection, account, wrong.getAndDecrement() > 0 ? "wrong" : password);
    }
}

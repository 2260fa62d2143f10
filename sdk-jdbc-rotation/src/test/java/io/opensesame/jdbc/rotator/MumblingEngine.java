package io.opensesame.jdbc.rotator;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sets a wrong password once; then it works. */
final class MumblingEngine extends ForwardingEngine {
    private final AtomicBoolean wrong = new AtomicBoolean(true);

    @Override
    public void setPassword(Connection connection, String account, String password) throws SQLException {
        super.setPassword(connection, account, heard(password));
    }

    @Override
    public void cloneAccount(Connection administrator, String account, String clone, String password)
            throws SQLException {
        super.cloneAccount(administrator, account, clone, heard(password));
    }

    private String heard(String password) {
        return wrong.getAndSet(false) ? "some-Other-password-0" : password;
    }
}

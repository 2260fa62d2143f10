package io.opensesame.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The simplest pool: a test says what is idle and what is in use. */
final class ListPool implements ConnectionPool {
    final List<Connection> idle = new ArrayList<>();
    final List<Connection> inUse = new ArrayList<>();
    private final List<Connection> marked = new ArrayList<>();
    int evictAlls;
    boolean closed;

    void giveBack(Connection connection) throws SQLException {
        inUse.remove(connection);
        if (marked.contains(connection)) {
            connection.close();
        } else {
            idle.add(connection);
        }
    }

    @Override
    public boolean evictIdle(Predicate<? super Connection> retired) {
        for (Connection connection : idle) {
            if (retired.test(connection)) {
                idle.remove(connection);
                close(connection);
                return true;
            }
        }
        return false;
    }

    @Override
    public void evictAll() {
        evictAlls++;
        idle.forEach(ListPool::close);
        idle.clear();
        marked.addAll(inUse);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean closed() {
        return closed;
    }
}

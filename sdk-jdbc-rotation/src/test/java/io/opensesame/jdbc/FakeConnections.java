package io.opensesame.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicBoolean;

/** Connections of a driver that does nothing. */
final class FakeConnections {
    private FakeConnections() {}

    /** Returns a connection that is valid until it is closed. */
    static Connection open() {
        AtomicBoolean closed = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                FakeConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "close", "abort" -> {
                        closed.set(true);
                        yield null;
                    }
                    case "isClosed" -> closed.get();
                    case "isValid" -> !closed.get();
                    case "toString" -> "a connection";
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }
}

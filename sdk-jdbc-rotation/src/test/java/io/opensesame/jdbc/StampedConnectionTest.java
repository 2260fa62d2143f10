package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StampedConnectionTest {
    private final ManualScheduler scheduler = new ManualScheduler();
    private final OpenConnections connections = new OpenConnections(
            () -> "v1",
            Duration.ofMinutes(1),
            new LoginEvents("orders/db", List.of(), scheduler),
            scheduler,
            scheduler::nanoTime,
            scheduler);

    static Stream<Method> everyMethod() {
        return Arrays.stream(Connection.class.getMethods())
                .filter(method -> !List.of("unwrap", "isWrapperFor").contains(method.getName()));
    }

    @ParameterizedTest
    @MethodSource("everyMethod")
    void everyMethod_isPassedOnAsItIs(Method method) throws ReflectiveOperationException {
        List<@Nullable Object> seen = new ArrayList<>();
        Connection physical = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, called, arguments) -> {
                    seen.add(called);
                    seen.addAll(Arrays.asList(arguments == null ? new Object[0] : arguments));
                    return value(called.getReturnType());
                });
        @Nullable Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = value(method.getParameterTypes()[i]);
        }

        Object answer = method.invoke(connections.opened("v1", physical), arguments);

        assertThat(answer).isEqualTo(value(method.getReturnType()));
        List<@Nullable Object> expected = new ArrayList<>(List.of(method));
        expected.addAll(Arrays.asList(arguments));
        assertThat(seen).isEqualTo(expected);
    }

    /** Null would pass for any; so what can be made is made. */
    private static @Nullable Object value(Class<?> type) {
        if (type == int.class) {
            return 7;
        }
        if (type == boolean.class) {
            return true;
        }
        return type == String.class ? "text" : null;
    }
}

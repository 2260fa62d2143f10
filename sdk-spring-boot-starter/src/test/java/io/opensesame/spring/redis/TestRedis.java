package io.opensesame.spring.redis;

import io.lettuce.core.ClientListArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/**
 * A Redis with users of its own, administered by the default user, who has no password; shared by a process's tests.
 */
final class TestRedis {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static @Nullable TestRedis shared;

    private final int port;
    private final StatefulRedisConnection<String, String> administrator;

    private TestRedis() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        administrator = client.connect();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.stop();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    static synchronized TestRedis shared() {
        if (shared == null) {
            try {
                shared = new TestRedis();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    static String unique(String prefix) {
        return prefix + "-" + COUNTER.incrementAndGet();
    }

    int port() {
        return port;
    }

    /** Makes a user that may do all, or gives the user this password in the place of others. */
    void user(String name, String password) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8)
                .add("SETUSER")
                .add(name)
                .add("on")
                .add("resetpass")
                .add(">" + password)
                .add("~*")
                .add("&*")
                .add("+@all");
        administrator.sync().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), arguments);
    }

    /** Breaks the connections of a user. */
    void kill(String user) {
        CommandArgs<String, String> arguments =
                new CommandArgs<>(StringCodec.UTF8).add("KILL").add("USER").add(user);
        administrator.sync().dispatch(CommandType.CLIENT, new IntegerOutput<>(StringCodec.UTF8), arguments);
    }

    /** Returns the connections that are subscribed, each with its user. */
    String subscribers() {
        return administrator.sync().clientList(ClientListArgs.Builder.typePubsub());
    }

    /** Returns how many logins of a user were refused, of those since the last call. */
    long refusedLogins(String user) {
        RedisCommands<String, String> commands = administrator.sync();
        long refused = commands.aclLog().stream()
                .filter(entry -> user.equals(entry.get("username")))
                .mapToLong(entry -> (Long) entry.get("count"))
                .sum();
        commands.aclLogReset();
        return refused;
    }
}

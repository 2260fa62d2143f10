package io.opensesame.spring.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.GenericMapOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandArgsAccessor;
import io.lettuce.core.protocol.CommandKeyword;
import io.lettuce.core.protocol.CommandType;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes through the versions of a login while one connection is made. Runs on the connection's event loop. */
final class RedisLoginHandler extends ChannelDuplexHandler {
    /*
     * Lettuce's handshake logs in with one command: HELLO 3 AUTH user password [SETNAME name], or AUTH [user] password if
     * the server is older. That command is held back, and a copy is sent in its place: if Redis refuses its login, so is
     * one with the next version. The command that was held back ends as the last of them does.
     * After the handshake, commands pass; it is only noted what becomes of logins anew.
     * Logins with other passwords than those of the secret, such as those of sentinels, pass.
     */
    private final RotatingRedisLogin login;
    private boolean connected;

    RedisLoginHandler(RotatingRedisLogin login) {
        this.login = login;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        connected = true; // told by Lettuce's handshake when it has ended
        super.channelActive(context);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof AsyncCommand<?, ?, ?> command) {
            Optional<SecretCredentials> credentials = credentials(command);
            if (credentials.isPresent() && !connected) {
                new Handshake(context, command).attempt(credentials.get(), command.getArgs(), promise);
                return;
            }
            credentials.ifPresent(used -> noteOutcome(command, used));
        }
        super.write(context, message, promise);
    }

    private Optional<SecretCredentials> credentials(AsyncCommand<?, ?, ?> command) {
        if (command.getType() != CommandType.HELLO && command.getType() != CommandType.AUTH) {
            return Optional.empty();
        }
        return CommandArgsAccessor.getCharArrayArguments(command.getArgs()).stream()
                .flatMap(password -> login.find(password).stream())
                .findFirst();
    }

    private void noteOutcome(AsyncCommand<?, ?, ?> command, SecretCredentials used) {
        command.onComplete((result, failure) -> {
            if (failure != null && isRefusal(failure)) {
                login.refusedAnew(used);
            }
        });
    }

    /** As Redis says it since 6.0, and before. */
    private static boolean isRefusal(Throwable failure) {
        String message = failure.getMessage();
        return failure instanceof RedisCommandExecutionException
                && message != null
                && (message.startsWith("WRONGPASS") || message.startsWith("ERR invalid password"));
    }

    /** The login of one connection that is being made. */
    private final class Handshake {
        private final ChannelHandlerContext context;
        private final AsyncCommand<?, ?, Object> held;
        private final List<String> refused = new ArrayList<>();

        @SuppressWarnings("unchecked") // its result is only passed on
        private Handshake(ChannelHandlerContext context, AsyncCommand<?, ?, ?> held) {
            this.context = context;
            this.held = (AsyncCommand<?, ?, Object>) held;
        }

        private void attempt(SecretCredentials credentials, CommandArgs<?, ?> arguments, ChannelPromise promise) {
            long begunAtNanos = login.begin();
            AsyncCommand<String, String, ?> attempt = copy(arguments);
            attempt.onComplete((result, failure) -> {
                if (failure == null) {
                    login.accepted(credentials, refused);
                    held.complete(result);
                } else if (isRefusal(failure)) {
                    login.refused(credentials, begunAtNanos);
                    refused.add(credentials.versionId());
                    goOn(failure);
                } else {
                    held.completeExceptionally(failure);
                }
            });
            var unused = context.write(attempt, promise);
        }

        private void goOn(Throwable refusal) {
            var unused = login.next(List.copyOf(refused)).whenComplete((next, unanswered) -> {
                if (unanswered == null && next.isPresent()) {
                    context.executor().execute(() -> attemptAnew(next.get()));
                    return;
                }
                if (unanswered != null) {
                    refusal.addSuppressed(unanswered);
                }
                held.completeExceptionally(refusal);
            });
        }

        private void attemptAnew(SecretCredentials next) {
            attempt(next, arguments(next), context.newPromise());
            context.flush();
        }

        @SuppressWarnings("unchecked") // Lettuce's handshake has commands of strings
        private AsyncCommand<String, String, ?> copy(CommandArgs<?, ?> arguments) {
            CommandOutput<String, String, ?> output = held.getType() == CommandType.HELLO
                    ? new GenericMapOutput<>(StringCodec.ASCII)
                    : new StatusOutput<>(StringCodec.ASCII);
            return new AsyncCommand<>(new Command<>(held.getType(), output, (CommandArgs<String, String>) arguments));
        }

        private CommandArgs<String, String> arguments(SecretCredentials credentials) {
            CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
            String username = credentials.getUsername();
            if (held.getType() == CommandType.AUTH) {
                if (username != null) {
                    arguments.add(username);
                }
                return arguments.add(credentials.getPassword());
            }
            arguments.add(3).add(CommandType.AUTH).add(username == null ? "default" : username);
            arguments.add(credentials.getPassword());
            // The user's name comes first, then the connection's, if it has one.
            CommandArgsAccessor.getStringArguments(held.getArgs()).stream()
                    .skip(1)
                    .forEach(name -> arguments.add(CommandKeyword.SETNAME).add(name));
            return arguments;
        }
    }
}

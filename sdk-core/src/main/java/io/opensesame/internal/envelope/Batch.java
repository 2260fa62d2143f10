package io.opensesame.internal.envelope;

import io.opensesame.envelope.DecryptionResult;
import io.opensesame.envelope.MessageContext;
import io.opensesame.error.OpenSesameException;
import io.opensesame.internal.envelope.DecryptionKeys.Wanted;
import io.opensesame.internal.envelope.message.OpenedMessage;
import io.opensesame.internal.envelope.message.ParsedHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Decrypts many messages: each distinct data key is asked for once, a few at a time, while messages whose keys came are
 * decrypted. For one thread, and one use.
 */
final class Batch {
    private final MessageReader reader;
    private final Turns turns;
    private final int parallelCalls;
    private final Map<Wanted, SharedAnswer> answers = new HashMap<>();
    private final List<Item> items = new ArrayList<>();

    Batch(MessageReader reader, int parallelCalls) {
        this.reader = reader;
        this.turns = new Turns(parallelCalls);
        this.parallelCalls = parallelCalls;
    }

    /** A data key that is to come, and how many messages still need it. */
    private static final class SharedAnswer {
        final CompletableFuture<DecryptionKey> key;
        int users;

        SharedAnswer(CompletableFuture<DecryptionKey> key) {
            this.key = key;
        }

        void release() {
            users--;
            if (users == 0) {
                CompletableFuture<Void> unused = key.thenAccept(SharedDataKey::release);
            }
        }
    }

    /** One message of the batch, as far as it came. */
    private sealed interface Item {}

    private record Refused(OpenSesameException why) implements Item {}

    private record Read(ParsedHeader header, ByteBuffer body, SharedAnswer answer) implements Item {}

    List<DecryptionResult> decrypt(List<byte[]> messages, MessageContext required) {
        int done = 0;
        try {
            for (byte[] message : messages) {
                items.add(item(ByteBuffer.wrap(message), required));
            }
            Deadline limit = reader.deadline(1 + answers.size() / parallelCalls);
            List<DecryptionResult> results = new ArrayList<>(items.size());
            for (Item item : items) {
                results.add(result(item, limit));
                release(item);
                done++;
            }
            return List.copyOf(results);
        } finally {
            items.subList(done, items.size()).forEach(Batch::release);
        }
    }

    private Item item(ByteBuffer message, MessageContext required) {
        try {
            ParsedHeader header = ParsedHeader.read(message);
            Wanted wanted = reader.expected(header, required);
            SharedAnswer answer =
                    answers.computeIfAbsent(wanted, asked -> new SharedAnswer(turns.take(() -> reader.takeKey(asked))));
            answer.users++;
            return new Read(header, message, answer);
        } catch (OpenSesameException refusal) {
            return new Refused(refusal);
        }
    }

    private DecryptionResult result(Item item, Deadline limit) {
        if (item instanceof Refused refused) {
            return DecryptionResult.failure(refused.why());
        }
        Read message = (Read) item;
        try {
            DecryptionKey key = reader.await(message.answer().key, limit);
            try (OpenedMessage opened = message.header().open(key.key())) {
                return DecryptionResult.success(opened.decrypt(message.body()));
            }
        } catch (OpenSesameException failure) {
            return DecryptionResult.failure(failure);
        }
    }

    private static void release(Item item) {
        if (item instanceof Read message) {
            message.answer().release();
        }
    }
}

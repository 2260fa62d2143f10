package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Collects every text in which a secret could turn up: what is logged, exceptions with their stack traces, what objects
 * print, and what Jackson and Java serialization make of them.
 *
 * <p>SLF4J's simple logger writes to {@link System#err}, which is taken over until {@link #close()}; OkHttp logs to
 * {@code java.util.logging}.
 */
final class Evidence implements AutoCloseable {
    private static final JsonMapper STRICT = JsonMapper.builder().build();
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Duration.class, ToStringSerializer.instance)
                    .addSerializer(Optional.class, ToStringSerializer.instance))
            .build();

    private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
    private final PrintStream collector = new PrintStream(new Shared(texts), true, StandardCharsets.UTF_8);
    private final PrintStream originalErrors = System.err;
    private final Logger okHttp = Logger.getLogger("okhttp3");
    private final Handler okHttpHandler = new CollectingHandler();

    Evidence() {
        System.setErr(collector);
        okHttpHandler.setLevel(Level.ALL);
        okHttp.setLevel(Level.ALL);
        okHttp.addHandler(okHttpHandler);
    }

    /** Takes in what an object shows of itself. Returns it. */
    <T> T see(T object) {
        collector.println(object);
        for (JsonMapper mapper : List.of(STRICT, LENIENT)) {
            try {
                collector.println(mapper.writeValueAsString(object));
            } catch (JsonProcessingException e) {
                e.printStackTrace(collector);
            }
        }
        return object;
    }

    /** Takes in what an exception shows, its stack traces and all causes included. Returns it. */
    <E extends Throwable> E see(E failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        collector.println(trace);
        try (ByteArrayOutputStream serialized = new ByteArrayOutputStream();
                ObjectOutputStream out = new ObjectOutputStream(serialized)) {
            out.writeObject(failure);
            collector.println(serialized.toString(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            e.printStackTrace(collector);
        }
        this.<Object>see(failure);
        return failure;
    }

    String text() {
        return texts.toString(StandardCharsets.UTF_8);
    }

    /** Asserts that no secret turned up, in clear or as Base64. */
    void assertFreeOf(List<String> secrets) {
        String collected = text();
        List<String> leaked = new ArrayList<>();
        for (String line : collected.lines().toList()) {
            for (String secret : secrets) {
                String base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
                if (line.contains(secret) || line.contains(base64.replace("=", ""))) {
                    leaked.add(line);
                }
            }
        }
        assertThat(leaked).isEmpty();
    }

    @Override
    public void close() {
        okHttp.removeHandler(okHttpHandler);
        okHttp.setLevel(null);
        System.setErr(originalErrors);
    }

    /** Many threads log; the simple logger prints whole lines. */
    private static final class Shared extends OutputStream {
        private final ByteArrayOutputStream target;

        Shared(ByteArrayOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) {
            target.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            target.write(bytes, offset, length);
        }
    }

    private final class CollectingHandler extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
            collector.print(formatter.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

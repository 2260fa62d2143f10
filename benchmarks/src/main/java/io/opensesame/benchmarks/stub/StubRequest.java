package io.opensesame.benchmarks.stub;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for.
 *
 * @param dialect whose client it is, and how it likes its answer
 * @param secretName the secret
 */
record StubRequest(Dialect dialect, String secretName) {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Ways to ask and to be answered. */
    enum Dialect {
        KMS_JSON,
        KMS_XML,
        AWS_GET,
        AWS_DESCRIBE
    }

    /** Reads the next request, or returns null at the end of the connection. */
    static @Nullable StubRequest read(InputStream in, OutputStream out) throws IOException {
        String start = line(in);
        if (start == null) {
            return null;
        }
        int length = 0;
        String target = "";
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = header.substring(colon + 1).strip();
            switch (name) {
                case "content-length" -> length = Integer.parseInt(value);
                case "x-amz-target" -> target = value;
                case "expect" -> {
                    out.write(CONTINUE);
                    out.flush();
                }
                default -> {}
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return target.isEmpty() ? ofKms(start + '&' + body) : ofAws(target, body);
    }

    private static StubRequest ofKms(String parameters) {
        Dialect dialect = parameters.contains("Format=XML") ? Dialect.KMS_XML : Dialect.KMS_JSON;
        return new StubRequest(
                dialect, URLDecoder.decode(between(parameters, "SecretName=", "& "), StandardCharsets.UTF_8));
    }

    private static StubRequest ofAws(String target, String body) {
        Dialect dialect = target.endsWith("DescribeSecret") ? Dialect.AWS_DESCRIBE : Dialect.AWS_GET;
        return new StubRequest(dialect, between(body, "\"SecretId\":\"", "\""));
    }

    /** Returns what follows the beginning, up to the first of the ends. */
    private static String between(String text, String beginning, String ends) {
        int from = text.indexOf(beginning);
        if (from < 0) {
            throw new IllegalArgumentException("no " + beginning);
        }
        int start = from + beginning.length();
        int end = start;
        while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(start, end);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(128);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException("in the middle of a line");
            }
            if (next != '\r') {
                line.append((char) next);
            }
            next = in.read();
        }
        return line.toString();
    }

    String answerType() {
        return switch (dialect) {
            case KMS_JSON -> "application/json;charset=utf-8";
            case KMS_XML -> "text/xml;charset=utf-8";
            case AWS_GET, AWS_DESCRIBE -> "application/x-amz-json-1.1";
        };
    }
}

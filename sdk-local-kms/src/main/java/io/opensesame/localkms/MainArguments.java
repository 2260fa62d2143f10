package io.opensesame.localkms;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The command line of the standalone program. */
final class MainArguments {
    static final String USAGE = """
            Usage: java -jar opensesame-sdk-local-kms-<version>-standalone.jar [options]

              --port <port>          HTTP port; a free one if left out
              --https-port <port>    serve HTTPS too; 0 for a free port
              --bind <address>       address to listen on; loopback if left out
              --region <region>      region in ARNs; cn-hangzhou if left out
              --account <id>         account that owns everything
              --secret <name=value>  a Generic secret to create; may be given again and again
              --directory <path>     where the CA certificate and the trust store go; needs --https-port
              --help                 print this and exit
            """;

    private final LocalKms.Builder builder = LocalKms.builder().controlEndpoint();
    private final List<NamedValue> secrets = new ArrayList<>();
    private boolean help;

    private MainArguments() {}

    /**
     * Returns the parsed command line.
     *
     * @throws IllegalArgumentException if it is wrong; the message is one line, and says how to do better
     */
    static MainArguments parse(String... arguments) {
        MainArguments parsed = new MainArguments();
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            parsed.accept(rest.pop(), rest);
        }
        return parsed;
    }

    private void accept(String option, Deque<String> rest) {
        switch (option) {
            case "--help" -> help = true;
            case "--port" -> builder.port(port(option, value(option, rest)));
            case "--https-port" -> builder.httpsPort(port(option, value(option, rest)));
            case "--bind" -> builder.bind(value(option, rest));
            case "--region" -> builder.region(value(option, rest));
            case "--account" -> builder.accountId(value(option, rest));
            case "--directory" -> builder.directory(Path.of(value(option, rest)));
            case "--secret" -> secrets.add(secret(value(option, rest)));
            default -> throw new IllegalArgumentException("unknown option '" + option + "'; try --help");
        }
    }

    boolean help() {
        return help;
    }

    LocalKms.Builder builder() {
        return builder;
    }

    List<NamedValue> secrets() {
        return secrets;
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value; try --help");
        }
        return rest.pop();
    }

    private static int port(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a number: '" + text + "'", e);
        }
    }

    /* The message has neither part: without an equals sign, the whole might be a secret. */
    private static NamedValue secret(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--secret needs name=value");
        }
        return new NamedValue(text.substring(0, equals), text.substring(equals + 1));
    }

    /** A secret's name and its value. */
    record NamedValue(String name, String value) {
        @Override
        public String toString() {
            return "NamedValue[" + name + ", value=<redacted>]";
        }
    }
}

package io.opensesame.samples.jdbcrotation;

import java.nio.file.Path;
import java.time.Duration;

/** What the command line asks for. */
record Arguments(boolean help, boolean oneAccount, Duration runTime, Duration rotateEvery, Path report) {
    static final String USAGE = """
            Queries a PostgreSQL by 8 threads while its login rotates, and writes a report.
              --seconds <n>        how long to run; 30 by default, 3 to 600
              --rotate-every <n>   seconds between two rotations; 4 by default, 1 to 60
              --one-account        change the password of one account, not of two in turn
              --report <file>      where the report goes; target/jdbc-rotation.html by default
              --help               shows this""";

    static Arguments parse(String[] args) {
        boolean help = false;
        boolean oneAccount = false;
        int seconds = 30;
        int rotateEvery = 4;
        Path report = Path.of("target", "jdbc-rotation.html");
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--help" -> help = true;
                case "--one-account" -> oneAccount = true;
                case "--seconds" -> seconds = number(args, ++i, 3, 600);
                case "--rotate-every" -> rotateEvery = number(args, ++i, 1, 60);
                case "--report" -> report = Path.of(valueOf(args, ++i));
                default -> throw new IllegalArgumentException("unknown argument '" + args[i] + "'\n" + USAGE);
            }
        }
        return new Arguments(help, oneAccount, Duration.ofSeconds(seconds), Duration.ofSeconds(rotateEvery), report);
    }

    private static int number(String[] args, int index, int least, int most) {
        String text = valueOf(args, index);
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(args[index - 1] + " needs a number from " + least + " to " + most
                    + ", not '" + text + "'\n" + USAGE);
        }
        return Integer.parseInt(text);
    }

    private static String valueOf(String[] args, int index) {
        if (index >= args.length || args[index].startsWith("--")) {
            throw new IllegalArgumentException(args[index - 1] + " needs a value\n" + USAGE);
        }
        return args[index];
    }
}

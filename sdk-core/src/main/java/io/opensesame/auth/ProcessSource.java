package io.opensesame.auth;

import java.util.List;

/**
 * A program that writes credentials to its standard output. Made by {@link CredentialsSource#process(String)}.
 *
 * <p>Within 15 seconds it has to end with exit code 0 and to write one JSON object of at most 64 KiB: {@code mode}
 * ({@code AK} or {@code StsToken}), {@code access_key_id}, {@code access_key_secret} and, for {@code StsToken},
 * {@code sts_token} and, if it is known, {@code expiration} (such as {@code 2026-01-02T09:04:05Z}). What it writes to
 * its standard error is dropped.
 */
public final class ProcessSource implements CredentialsSource {
    private final List<String> command;

    ProcessSource(String commandLine) {
        this.command = ShellWords.split(commandLine);
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException("the command of a credentials process must name a program");
        }
    }

    /** {@return the program and its arguments, which may hold secrets} */
    public List<String> exposeCommand() {
        return command;
    }

    /** {@return the source's name, as in messages: the program without its arguments} */
    @Override
    public String toString() {
        return "credentials process '" + command.get(0) + "'";
    }
}

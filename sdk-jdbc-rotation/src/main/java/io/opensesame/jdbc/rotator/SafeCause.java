package io.opensesame.jdbc.rotator;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database's failure, made fit to be the cause of an exception: some databases quote the statement that failed. */
final class SafeCause {
    private SafeCause() {}

    /** Returns the failure, or one with its codes alone if it quotes one of the passwords. */
    static SQLException of(SQLException failure, Collection<String> passwords) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (quotes(link.getMessage(), passwords)) {
                return withheld(failure);
            }
        }
        for (SQLException next = failure.getNextException(); next != null; next = next.getNextException()) {
            if (quotes(next.getMessage(), passwords)) {
                return withheld(failure);
            }
        }
        return failure;
    }

    static SQLException of(SQLException failure, String password) {
        return of(failure, List.of(password));
    }

    private static boolean quotes(@Nullable String message, Collection<String> passwords) {
        return message != null && passwords.stream().anyMatch(message::contains);
    }

    private static SQLException withheld(SQLException failure) {
        return new SQLException(
                "the database's message is withheld, as it quotes the password",
                failure.getSQLState(),
                failure.getErrorCode());
    }
}

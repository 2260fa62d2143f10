package io.opensesame.jdbc;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * How far the connections of old logins are retired, at one moment.
 *
 * @param oldConnections how many of them are open; 1 or more
 * @param since when the first of them was to be retired
 * @param until when the last of them is due; one that is in use for longer is closed when its user gives it back
 */
public record Retirement(int oldConnections, Instant since, Instant until) {
    /** Returns what these notices amount to; empty without any. */
    static Optional<Retirement> of(Collection<Notice> notices) {
        return notices.stream()
                .map(Notice::since)
                .min(Comparator.naturalOrder())
                .map(since -> new Retirement(
                        notices.size(),
                        since,
                        notices.stream()
                                .map(Notice::until)
                                .max(Comparator.naturalOrder())
                                .orElseThrow()));
    }
}

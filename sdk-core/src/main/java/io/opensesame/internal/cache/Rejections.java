package io.opensesame.internal.cache;

import io.opensesame.error.OpenSesameException;
import io.opensesame.internal.cache.CacheEntry.Ticket;
import io.opensesame.secrets.SecretEvent.Kind;
import io.opensesame.secrets.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers who reports that a version was refused by what it is for. Thread-safe; waits for KMS. */
final class Rejections {
    /*
     * What is tried, in this order, until there is a version that was not refused:
     *   the version that is held                       no call
     *   the version that KMS gives now                 one call for all who report, if the rate allows it
     *   the version before, if replaced lately         no call if the change was seen
     *   the version at the pending stage, if any       as for the current one
     */
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretCache.LOGGER_NAME);

    /** How long after a change the version before may still be the one that works. */
    private static final Duration PROPAGATION = Duration.ofHours(1);

    private final SecretCache cache;
    private final CachingSecretsClient client;
    private final SecretEvents events;

    Rejections(SecretCache cache, CachingSecretsClient client, SecretEvents events) {
        this.cache = cache;
        this.client = client;
        this.events = events;
    }

    /** Waits no longer than the limit, whatever is tried. */
    Optional<SecretValue> nextAfter(ReadRequest request, Set<String> refused, Deadline limit) {
        if (refused.isEmpty()) {
            throw new IllegalArgumentException(
                    "no version id was given for the rejection of secret " + request + "; name those that were tried");
        }
        OpenSesameException failure = null;
        try {
            Optional<SecretValue> current = current(request, refused, limit);
            if (current.isPresent()) {
                return current;
            }
        } catch (OpenSesameException e) {
            if (CacheEntry.isRefusalForGood(e)) {
                throw e;
            }
            failure = e;
        }
        Optional<SecretValue> other = other(request, refused, limit);
        if (other.isEmpty() && failure != null) {
            throw failure;
        }
        return other;
    }

    /** Asks twice if the call that was joined was sent before the report. */
    private Optional<SecretValue> current(ReadRequest request, Set<String> refused, Deadline limit) {
        boolean late = true;
        for (int asked = 0; asked < 2 && late; asked++) {
            SecretValue held = client.read(request, limit);
            if (!refused.contains(held.versionId())) {
                return Optional.of(held);
            }
            if (asked == 0) {
                events.publish(Kind.REJECTED, request, event -> event.versionId(held.versionId()));
            }
            Ticket ticket = cache.checkAfterRejection(request);
            if (ticket.send()) { // one line for all who report
                LOGGER.info("Version '{}' of secret {} was rejected; KMS is asked", held.versionId(), request);
            }
            SecretValue answer = client.await(ticket.future(), request.name(), limit);
            if (!refused.contains(answer.versionId())) {
                return Optional.of(answer);
            }
            late = ticket.late();
        }
        return Optional.empty();
    }

    private Optional<SecretValue> other(ReadRequest request, Set<String> refused, Deadline limit) {
        if (!request.isCurrent()) {
            return Optional.ofNullable(previousSeen(request)).filter(value -> !refused.contains(value.versionId()));
        }
        Optional<SecretValue> before = previous(request, limit).filter(value -> !refused.contains(value.versionId()));
        return before.isPresent() ? before : pending(request, refused, limit);
    }

    private Optional<SecretValue> previous(ReadRequest request, Deadline limit) {
        SecretValue seen = previousSeen(request);
        if (seen != null) {
            return Optional.of(seen);
        }
        SecretValue current = cache.heldCurrent(request.name());
        CacheEntry entry = cache.entry(request);
        if (current == null || !entry.isNewWithin(PROPAGATION, cache.now()) || !mayStillPropagate(current)) {
            return Optional.empty();
        }
        return ifReadable(() -> client.previous(entry, current.versionId(), limit));
    }

    private @Nullable SecretValue previousSeen(ReadRequest request) {
        CacheEntry entry = cache.entry(request);
        return entry.isNewWithin(PROPAGATION, cache.now()) ? entry.previous() : null;
    }

    /** By what KMS says of the last rotation; where it says nothing, the version before is worth a try. */
    private boolean mayStillPropagate(SecretValue current) {
        Instant since = cache.now().minus(PROPAGATION);
        return current.lastRotation().map(rotation -> rotation.isAfter(since)).orElse(true);
    }

    private Optional<SecretValue> pending(ReadRequest request, Set<String> refused, Deadline limit) {
        return cache.options()
                .pendingStage()
                .flatMap(stage -> ifReadable(() -> current(ReadRequest.stage(request.name(), stage), refused, limit)));
    }

    private interface Read {
        Optional<SecretValue> value();
    }

    /** There may be no version at that stage, and then there is none to try. */
    private static Optional<SecretValue> ifReadable(Read read) {
        try {
            return read.value();
        } catch (OpenSesameException e) {
            LOGGER.debug("No other version to try: {}", e.getMessage());
            return Optional.empty();
        }
    }
}

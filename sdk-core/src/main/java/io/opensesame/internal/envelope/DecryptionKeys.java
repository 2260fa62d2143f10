package io.opensesame.internal.envelope;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.DataKeyCacheOptions;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.error.EnvelopeException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import io.opensesame.kms.crypto.EncryptionContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Data keys to decrypt with, cached by what KMS is shown for them. Thread-safe.
 *
 * <p>A header's claim of a key only decides whom not to ask. Whether a data key may be used is decided by the key that
 * KMS says it decrypted it with, also if the data key is held.
 */
final class DecryptionKeys {
    private final DataKeyService kms;
    private final KeyResolver resolver;
    private final DataKeys dataKeys;
    private final List<Place> places;
    private final boolean anyKey;
    private final DataKeyCacheOptions bounds;
    private final AgeClock clock;
    private final DataKeyCache<DecryptionKey> cache;

    /**
     * @param places where KMS may be asked, home first
     * @param anyKey whether the messages of any key are opened that these can decrypt with
     */
    DecryptionKeys(
            DataKeyService kms,
            KeyResolver resolver,
            DataKeys dataKeys,
            List<Place> places,
            boolean anyKey,
            DataKeyCacheOptions bounds,
            AgeClock clock) {
        this.kms = kms;
        this.resolver = resolver;
        this.dataKeys = dataKeys;
        this.places = places;
        this.anyKey = anyKey;
        this.bounds = bounds;
        this.clock = clock;
        this.cache = new DataKeyCache<>(bounds, clock);
    }

    /**
     * What a message's data key is asked for by. Equal ones are answered by the same data key.
     *
     * @param suite the message's suite
     * @param context its encryption context
     * @param encrypted its encrypted data keys
     */
    record Wanted(AlgorithmSuite suite, EncryptionContext context, List<EncryptedDataKey> encrypted) {}

    /** One encrypted data key, and who is asked to decrypt it. */
    private record Candidate(Place place, EncryptedDataKey encrypted) {}

    /**
     * Returns a key that is at hand, held for the caller. It never asks KMS, unless for an alias in the background.
     *
     * @param accessKeyId whose permission counts
     * @return null if there is none
     */
    @Nullable
    DecryptionKey takeHeld(Wanted wanted, String accessKeyId) {
        long now = clock.nanos();
        for (Place place : places) {
            for (EncryptedDataKey encrypted : wanted.encrypted()) {
                if (place.mayHaveEncrypted(encrypted) && isKnownAllowed(place, encrypted.keyId())) {
                    DecryptionKey key = cache.held(id(wanted, place, encrypted, accessKeyId), now);
                    if (key != null && isKnownAllowed(place, key.keyId()) && key.hold()) {
                        return key;
                    }
                }
            }
        }
        return null;
    }

    private boolean isKnownAllowed(Place place, String keyId) {
        if (anyKey) {
            return true;
        }
        for (EnvelopeKey key : place.keys()) {
            if (keyId.equals(resolver.known(key))) {
                return true;
            }
        }
        return false;
    }

    private static DataKeyId id(Wanted wanted, Place place, EncryptedDataKey encrypted, String accessKeyId) {
        return DataKeyId.forDecrypting(wanted.suite(), encrypted, wanted.context(), place.endpoint(), accessKeyId);
    }

    /** Returns a key to come, held for the caller. Who gives up waiting for it must release it when it comes. */
    CompletableFuture<DecryptionKey> take(Wanted wanted, String accessKeyId, Deadline deadline) {
        DecryptionKey held = takeHeld(wanted, accessKeyId);
        return held == null
                ? new Search(wanted, accessKeyId, deadline).start()
                : CompletableFuture.completedFuture(held);
    }

    /** Drops what is too old. Never blocks. */
    void sweep() {
        cache.sweep();
    }

    int size() {
        return cache.size();
    }

    void close(RuntimeException failure) {
        cache.close(failure);
    }

    /** Looks for one encrypted data key of a message that can be decrypted: asks for one after the other. */
    private final class Search {
        private final Wanted wanted;
        private final String accessKeyId;
        private final Deadline deadline;
        private final Map<EnvelopeKey, String> keyIds = new HashMap<>();
        private final List<OpenSesameException> failures = new ArrayList<>();

        Search(Wanted wanted, String accessKeyId, Deadline deadline) {
            this.wanted = wanted;
            this.accessKeyId = accessKeyId;
            this.deadline = deadline;
        }

        CompletableFuture<DecryptionKey> start() {
            List<EnvelopeKey> unresolved = new ArrayList<>();
            for (Place place : places) {
                for (EnvelopeKey key : place.keys()) {
                    String id = resolver.known(key);
                    if (id == null) {
                        unresolved.add(key);
                    } else {
                        keyIds.put(key, id);
                    }
                }
            }
            boolean eachIsKnown = wanted.encrypted().stream()
                    .allMatch(encrypted -> places.stream().anyMatch(place -> isCandidate(place, encrypted)));
            return eachIsKnown ? ask() : resolve(unresolved, 0).thenCompose(done -> ask());
        }

        private boolean isCandidate(Place place, EncryptedDataKey encrypted) {
            return place.mayHaveEncrypted(encrypted) && isAllowed(place, encrypted.keyId());
        }

        private boolean isAllowed(Place place, String keyId) {
            return anyKey || place.keys().stream().anyMatch(key -> keyId.equals(keyIds.get(key)));
        }

        /** An alias that cannot be resolved does not keep the other keys from being tried. */
        private CompletableFuture<@Nullable Void> resolve(List<EnvelopeKey> aliases, int index) {
            if (index == aliases.size()) {
                return CompletableFuture.completedFuture(null);
            }
            EnvelopeKey alias = aliases.get(index);
            return resolver.resolve(alias, deadline.share(aliases.size() - index + 1))
                    .handle((id, failure) -> {
                        if (id != null) {
                            keyIds.put(alias, id);
                        } else {
                            note(failure);
                        }
                        return id;
                    })
                    .thenCompose(done -> resolve(aliases, index + 1));
        }

        /** What is not the word of KMS, such as that the cipher was closed, ends the search. */
        private void note(@Nullable Throwable failure) {
            if (AgingValue.causeOf(failure) instanceof OpenSesameException known) {
                failures.add(known);
            } else {
                throw new CompletionException(AgingValue.causeOf(failure));
            }
        }

        private CompletableFuture<DecryptionKey> ask() {
            List<Candidate> candidates = new ArrayList<>();
            for (Place place : places) {
                for (EncryptedDataKey encrypted : wanted.encrypted()) {
                    if (isCandidate(place, encrypted)) {
                        candidates.add(new Candidate(place, encrypted));
                    }
                }
            }
            return ask(candidates, 0);
        }

        private CompletableFuture<DecryptionKey> ask(List<Candidate> candidates, int index) {
            if (index == candidates.size()) {
                return CompletableFuture.failedFuture(Refusal.of(failures, wanted.encrypted()));
            }
            return ask(candidates.get(index), deadline.share(candidates.size() - index))
                    .exceptionallyCompose(failure -> {
                        note(failure);
                        return ask(candidates, index + 1);
                    });
        }

        private CompletableFuture<DecryptionKey> ask(Candidate candidate, Duration within) {
            if (bounds.maxEntries() == 0) {
                return unwrap(candidate, within);
            }
            DataKeyId id = id(wanted, candidate.place(), candidate.encrypted(), accessKeyId);
            return cache.fetch(id, null, () -> unwrap(candidate, within)).thenCompose(key -> {
                requireAllowed(candidate, key.keyId());
                // One that had to leave before it was taken is asked for once more, for this message alone.
                return key.hold() ? CompletableFuture.completedFuture(key) : unwrap(candidate, deadline.left());
            });
        }

        private CompletableFuture<DecryptionKey> unwrap(Candidate candidate, Duration within) {
            return kms.unwrap(
                            candidate.place().endpoint(), candidate.encrypted().ciphertext(), wanted.context(), within)
                    .thenApply(answer -> checked(candidate, answer));
        }

        private DecryptionKey checked(Candidate candidate, UnwrappedDataKey answer) {
            try {
                requireAllowed(candidate, answer.keyId());
            } catch (EnvelopeException notAllowed) {
                Arrays.fill(answer.exposeRaw(), (byte) 0);
                throw notAllowed;
            }
            return new DecryptionKey(dataKeys.of(wanted.suite(), answer.exposeRaw()), answer.keyId());
        }

        private void requireAllowed(Candidate candidate, String keyId) {
            if (!isAllowed(candidate.place(), keyId)) {
                throw new EnvelopeException("KMS decrypted the message's data key with the key '" + keyId
                        + "', which is not allowed here, while the message claims '"
                        + candidate.encrypted().keyId() + "'. If messages of that key shall be opened, name it by"
                        + " EnvelopeOptions.Builder.alsoDecryptWith");
            }
        }
    }
}

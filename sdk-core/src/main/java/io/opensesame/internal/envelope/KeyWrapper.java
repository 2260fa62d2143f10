package io.opensesame.internal.envelope;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.DataKeyCacheOptions;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.internal.envelope.message.DataKey;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import io.opensesame.kms.crypto.EncryptionContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Has data keys made, and encrypted, by the keys that a cipher encrypts with. Thread-safe.
 *
 * <p>Further keys wrap a data key by Encrypt, not by ReEncrypt: that one works within one endpoint alone, and not at a
 * KMS instance's.
 */
final class KeyWrapper {
    private final DataKeyService kms;
    private final KeyResolver resolver;
    private final DataKeys dataKeys;
    private final List<EnvelopeKey> keys;
    private volatile List<EnvelopeKey> lastKnown = List.of();

    /** @param keys with their endpoints; none if the cipher only decrypts */
    KeyWrapper(DataKeyService kms, KeyResolver resolver, DataKeys dataKeys, List<EnvelopeKey> keys) {
        this.kms = kms;
        this.resolver = resolver;
        this.dataKeys = dataKeys;
        this.keys = keys;
    }

    boolean hasKeys() {
        return !keys.isEmpty();
    }

    /**
     * Returns the keys by their ids, without asking KMS: the same list until an alias stands for another key.
     *
     * @return null if an alias must be resolved first
     */
    @Nullable
    List<EnvelopeKey> knownKeys() {
        List<EnvelopeKey> before = lastKnown;
        boolean same = before.size() == keys.size();
        for (int i = 0; i < keys.size(); i++) {
            String id = resolver.known(keys.get(i));
            if (id == null) {
                return null;
            }
            same = same && before.get(i).keyId().equals(id);
        }
        return same ? before : knownAnew();
    }

    private @Nullable List<EnvelopeKey> knownAnew() {
        List<EnvelopeKey> known = new ArrayList<>();
        for (EnvelopeKey key : keys) {
            String id = resolver.known(key);
            if (id == null) {
                return null;
            }
            known.add(byId(key, id));
        }
        List<EnvelopeKey> now = List.copyOf(known);
        lastKnown = now;
        return now;
    }

    private static EnvelopeKey byId(EnvelopeKey key, String id) {
        return EnvelopeKey.at(key.endpoint().orElseThrow(), id);
    }

    /** Returns the keys by their ids; aliases are resolved one after the other. */
    CompletableFuture<List<EnvelopeKey>> resolvedKeys(Deadline deadline) {
        List<EnvelopeKey> known = knownKeys();
        return known == null ? resolveFrom(0, new ArrayList<>(), deadline) : CompletableFuture.completedFuture(known);
    }

    private CompletableFuture<List<EnvelopeKey>> resolveFrom(int index, List<EnvelopeKey> done, Deadline deadline) {
        if (index == keys.size()) {
            return CompletableFuture.completedFuture(List.copyOf(done));
        }
        EnvelopeKey key = keys.get(index);
        return resolver.resolve(key, deadline.left()).thenCompose(id -> {
            done.add(byId(key, id));
            return resolveFrom(index + 1, done, deadline);
        });
    }

    /** Has the first key make a data key, and the others wrap it. */
    CompletableFuture<EncryptionKey> generate(
            List<EnvelopeKey> keysById,
            AlgorithmSuite suite,
            EncryptionContext context,
            DataKeyCacheOptions bounds,
            Duration within) {
        Deadline deadline = Deadline.in(within);
        return kms.generate(keysById.get(0), context, within).thenCompose(made -> {
            DataKey key = dataKeys.of(suite, made.exposeRaw());
            return wrap(key, keysById.subList(1, keysById.size()), context, deadline)
                    .handle((further, failure) -> {
                        if (further == null) {
                            key.close();
                            throw new CompletionException(AgingValue.causeOf(failure));
                        }
                        List<EncryptedDataKey> all = new ArrayList<>();
                        all.add(made.encrypted());
                        all.addAll(further);
                        return new EncryptionKey(key, all, bounds);
                    });
        });
    }

    /** Has each of these keys encrypt the data key, all at a time. */
    CompletableFuture<List<EncryptedDataKey>> wrap(
            DataKey key, List<EnvelopeKey> keysById, EncryptionContext context, Deadline deadline) {
        if (keysById.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        byte[] raw = key.exposeRaw();
        try {
            List<CompletableFuture<EncryptedDataKey>> calls = keysById.stream()
                    .map(each -> kms.wrap(each, raw, context, deadline.left()))
                    .toList();
            return CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0]))
                    .thenApply(
                            done -> calls.stream().map(CompletableFuture::join).toList());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }
}

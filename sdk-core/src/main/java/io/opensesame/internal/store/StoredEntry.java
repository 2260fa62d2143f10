package io.opensesame.internal.store;

import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a value, or the mark of a refusal: that KMS refused the secret for good, so that copies fetched before are
 * void. The plaintext in it is its own, until it is wiped.
 */
final class StoredEntry {
    /** More than 30 times the largest secret value. */
    static final int MAX_PLAINTEXT_BYTES = 1 << 20;

    private static final int MAX_TEXT_CHARS = 2048;
    private static final int MAX_STAGES = 64;
    private static final int FIXED_BYTES = 256;
    private static final int BYTES_PER_CHAR = 3;

    private final EntryKey key;
    private final Instant time;
    private final @Nullable ValueFacts facts;
    private final byte[] plaintext;

    private StoredEntry(EntryKey key, Instant time, @Nullable ValueFacts facts, byte[] plaintext) {
        this.key = key;
        this.time = time;
        this.facts = facts;
        this.plaintext = plaintext;
    }

    static StoredEntry refusal(EntryKey key, Instant time) {
        return new StoredEntry(key, time, null, new byte[0]);
    }

    /** The plaintext is handed over, not copied. */
    static StoredEntry copy(EntryKey key, Instant time, ValueFacts facts, byte[] plaintext) {
        return new StoredEntry(key, time, facts, plaintext);
    }

    /** Throws IllegalStateException if the value was wiped meanwhile. */
    static StoredEntry copyOf(EntryKey key, SecretValue value) {
        return new StoredEntry(key, value.loadedAt(), ValueFacts.of(value), value.exposeBytes());
    }

    EntryKey key() {
        return key;
    }

    /** Returns when KMS gave the value, or refused it. */
    Instant time() {
        return time;
    }

    /** Returns what the copy is of; null if this is the mark of a refusal. */
    @Nullable
    ValueFacts facts() {
        return facts;
    }

    byte[] plaintext() {
        return plaintext;
    }

    /** Returns at least the bytes that this takes in the file. */
    long maxBytes() {
        return FIXED_BYTES + BYTES_PER_CHAR * textChars() + plaintext.length;
    }

    private long textChars() {
        long chars = (long) key.scope().length()
                + key.name().length()
                + key.selector().length();
        if (facts != null) {
            chars += facts.secretName().length()
                    + facts.versionId().length()
                    + facts.type().name().length();
            for (VersionStage stage : facts.stages()) {
                chars += 2 + stage.name().length();
            }
        }
        return chars;
    }

    /** Returns whether the file's format has room for it. */
    boolean fits() {
        return plaintext.length <= MAX_PLAINTEXT_BYTES
                && textChars() <= MAX_TEXT_CHARS
                && (facts == null || facts.stages().size() <= MAX_STAGES);
    }

    /**
     * Rebuilds the value. It counts as no answer of the home region: it never overrides what is known to be superseded.
     *
     * @param loadedAt the time of the fetch, but never in the future
     * @param clock the wall clock, by which the value ages
     */
    Loaded loaded(ValueFacts of, Instant loadedAt, InstantSource clock) {
        SecretValue.Builder builder = SecretValue.builder(of.secretName(), of.versionId())
                .stages(of.stages())
                .type(of.type())
                .loadedAt(loadedAt)
                .clock(clock);
        if (of.binary()) {
            builder.bytes(plaintext);
        } else {
            builder.text(new String(plaintext, StandardCharsets.UTF_8));
        }
        if (of.nextRotation() != null) {
            builder.nextRotation(of.nextRotation());
        }
        if (of.lastRotation() != null) {
            builder.lastRotation(of.lastRotation());
        }
        Runnable[] wipe = new Runnable[1];
        SecretValue value = builder.buildWipeable(means -> wipe[0] = means);
        return new Loaded(value, false, wipe[0]);
    }

    void wipe() {
        Arrays.fill(plaintext, (byte) 0);
    }

    @Override
    public String toString() {
        return "StoredEntry[" + key + ", time=" + time + (facts == null ? ", refused]" : ", plaintext=<redacted>]");
    }
}

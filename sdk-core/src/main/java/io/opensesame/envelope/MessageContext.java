package io.opensesame.envelope;

import io.opensesame.kms.crypto.EncryptionContext;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a message is bound to: an encryption context that KMS is told, and pairs of the message alone. Immutable.
 *
 * <p>Both are authenticated, travel in the message's header in clear, and are checked when it is decrypted. The
 * encryption context belongs to the data key, so messages with the same one share a data key, and KMS logs and
 * authorizes by it: put there what many messages have in common, such as a table or a tenant. What differs from message
 * to message, such as a record's id, belongs to the message alone: as part of the encryption context it would cost a
 * call to KMS a record.
 */
public final class MessageContext {
    private static final MessageContext NONE = of(EncryptionContext.none());

    private final EncryptionContext encryptionContext;
    private final EncryptionContext messagePairs;

    private MessageContext(EncryptionContext encryptionContext, EncryptionContext messagePairs) {
        this.encryptionContext = encryptionContext;
        this.messagePairs = messagePairs;
        messagePairs.pairs().keySet().forEach(name -> {
            if (encryptionContext.pairs().containsKey(name)) {
                throw new IllegalArgumentException("'" + name
                        + "' is in the encryption context already; a name stands either there or with the message");
            }
        });
    }

    /** {@return the context without pairs} */
    public static MessageContext none() {
        return NONE;
    }

    /**
     * Returns the context of an encryption context alone.
     *
     * @param encryptionContext what KMS is told
     * @return the context
     */
    public static MessageContext of(EncryptionContext encryptionContext) {
        return new MessageContext(encryptionContext, EncryptionContext.none());
    }

    /**
     * Returns the context of an encryption context of one pair.
     *
     * @param name the pair's name
     * @param value its value
     * @return the context
     * @throws IllegalArgumentException as {@link EncryptionContext#of(String, String)} does
     */
    public static MessageContext of(String name, String value) {
        return of(EncryptionContext.of(name, value));
    }

    /**
     * Returns the context of an encryption context of these pairs.
     *
     * @param pairs values by names; copied
     * @return the context
     * @throws IllegalArgumentException as {@link EncryptionContext#of(Map)} does
     */
    public static MessageContext of(Map<String, String> pairs) {
        return of(EncryptionContext.of(pairs));
    }

    /**
     * Returns this context with one more pair of the message alone.
     *
     * @param name the pair's name; not one of the encryption context
     * @param value its value, in place of one that was set before
     * @return the new context
     * @throws IllegalArgumentException as {@link EncryptionContext#with} does, or if the encryption context has the
     *     name
     */
    public MessageContext withMessagePair(String name, String value) {
        return new MessageContext(encryptionContext, messagePairs.with(name, value));
    }

    /**
     * Returns this context with more pairs of the message alone.
     *
     * @param pairs values by names, in place of those that were set before; no name is one of the encryption context
     * @return the new context
     * @throws IllegalArgumentException as {@link #withMessagePair} does
     */
    public MessageContext withMessagePairs(Map<String, String> pairs) {
        SortedMap<String, String> more = new TreeMap<>(messagePairs.pairs());
        more.putAll(pairs);
        return new MessageContext(encryptionContext, EncryptionContext.of(more));
    }

    /** {@return what KMS is told, and what data keys are shared by} */
    public EncryptionContext encryptionContext() {
        return encryptionContext;
    }

    /** {@return the pairs of the message alone, values by names in the order of the names; unmodifiable} */
    public SortedMap<String, String> messagePairs() {
        return messagePairs.pairs();
    }

    /** {@return all pairs, values by names in the order of the names; unmodifiable} */
    public SortedMap<String, String> pairs() {
        SortedMap<String, String> all = new TreeMap<>(encryptionContext.pairs());
        all.putAll(messagePairs.pairs());
        return Collections.unmodifiableSortedMap(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageContext that
                && that.encryptionContext.equals(encryptionContext)
                && that.messagePairs.equals(messagePairs);
    }

    @Override
    public int hashCode() {
        return 31 * encryptionContext.hashCode() + messagePairs.hashCode();
    }

    /** {@return the pairs, which are no secret} */
    @Override
    public String toString() {
        return messagePairs.isEmpty() ? encryptionContext.toString() : encryptionContext + " and " + messagePairs;
    }
}

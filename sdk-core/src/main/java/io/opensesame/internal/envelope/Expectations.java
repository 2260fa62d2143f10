package io.opensesame.internal.envelope;

import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.envelope.MessageContext;
import io.opensesame.error.EnvelopeException;
import io.opensesame.internal.envelope.message.ParsedHeader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a cipher expects of every message, checked before KMS or a cache is asked. Immutable. */
final class Expectations {
    private final EnvelopeOptions options;

    Expectations(EnvelopeOptions options) {
        this.options = options;
    }

    /**
     * Checks a header.
     *
     * @param required pairs that it must have besides those of the options
     * @throws EnvelopeException if it is not as expected
     */
    void check(ParsedHeader header, MessageContext required) {
        if (!options.allowedSuites().contains(header.suite())) {
            throw new EnvelopeException("The message is of the suite " + header.suite() + ", and allowed are "
                    + options.allowedSuites() + ". If it shall be opened, name its suite by"
                    + " EnvelopeOptions.Builder.allowedSuites");
        }
        int count = header.encryptedDataKeys().size();
        if (count > options.maxEncryptedDataKeys()) {
            throw new EnvelopeException("The message has " + count + " encrypted data keys, and at most "
                    + options.maxEncryptedDataKeys() + " are allowed. If it shall be opened, raise"
                    + " EnvelopeOptions.Builder.maxEncryptedDataKeys");
        }
        requirePairs(header.context(), options.requiredContext());
        requirePairs(header.context(), required);
    }

    /**
     * Checks the context of a message to be encrypted, so that this cipher's options don't refuse it afterwards.
     *
     * @throws IllegalArgumentException if it has not the pairs that every message must have
     */
    void checkOwn(MessageContext context) {
        requireOwn(context, options.requiredContext().encryptionContext().pairs());
        requireOwn(context, options.requiredContext().messagePairs());
    }

    private static void requireOwn(MessageContext context, Map<String, String> required) {
        required.forEach((name, value) -> {
            if (!value.equals(valueOf(context, name))) {
                throw new IllegalArgumentException("the context must have '" + name + "' = '" + value
                        + "', which EnvelopeOptions.Builder.requiredContext asks of every message; got " + context);
            }
        });
    }

    /** A pair counts wherever it stands in the context. */
    private static void requirePairs(MessageContext found, MessageContext required) {
        requirePairs(found, required.encryptionContext().pairs());
        requirePairs(found, required.messagePairs());
    }

    private static void requirePairs(MessageContext found, Map<String, String> required) {
        required.forEach((name, value) -> {
            String actual = valueOf(found, name);
            if (!value.equals(actual)) {
                throw new EnvelopeException("The message's context must have '" + name + "' = '" + value + "', but "
                        + (actual == null ? "has no '" + name + "'" : "there it is '" + actual + "'")
                        + ". It was made for something else: see where it comes from");
            }
        });
    }

    private static @Nullable String valueOf(MessageContext context, String name) {
        String told = context.encryptionContext().pairs().get(name);
        return told != null ? told : context.messagePairs().get(name);
    }
}

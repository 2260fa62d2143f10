package io.opensesame.internal.envelope;

import io.opensesame.error.EnvelopeException;
import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says why no data key of a message was had.
 *
 * <p>What may be different the next time, or with another permission, is thrown as it is; what is wrong with the
 * message becomes an {@link EnvelopeException}.
 */
final class Refusal {
    private Refusal() {}

    static OpenSesameException of(List<OpenSesameException> failures, List<EncryptedDataKey> encrypted) {
        if (failures.isEmpty()) {
            return new EnvelopeException("None of the keys that the message's data key is encrypted under is allowed"
                    + " here: " + names(encrypted) + ". If its messages shall be opened, name one by"
                    + " EnvelopeOptions.Builder.alsoDecryptWith, and one of another region as"
                    + " EnvelopeKey.inRegion(...)");
        }
        for (OpenSesameException failure : failures) {
            if (!isAboutTheMessage(failure)) {
                return withOthers(failure, failures);
            }
        }
        return withOthers(aboutTheMessage(failures.get(0), encrypted), failures);
    }

    private static boolean isAboutTheMessage(OpenSesameException failure) {
        return failure instanceof EnvelopeException || isNoCiphertext(failure);
    }

    /** KMS's words for a ciphertext that it cannot decrypt, or of a key that it does not know. */
    private static boolean isNoCiphertext(OpenSesameException failure) {
        return (failure instanceof InvalidRequestException || failure instanceof ResourceNotFoundException)
                && ((KmsServiceException) failure).action().equals("Decrypt");
    }

    private static OpenSesameException aboutTheMessage(OpenSesameException first, List<EncryptedDataKey> encrypted) {
        return first instanceof EnvelopeException
                ? first
                : new EnvelopeException(
                        "KMS does not decrypt the message's data key, which is said to be encrypted under "
                                + names(encrypted)
                                + ". The message or its encryption context was changed, it belongs to"
                                + " another account or region, or the key was deleted: " + first.getMessage(),
                        first);
    }

    /** Failures are shared by all who waited for one call, so one may be here already. */
    private static OpenSesameException withOthers(OpenSesameException main, List<OpenSesameException> failures) {
        for (OpenSesameException other : failures) {
            boolean isThere = other.equals(main)
                    || other.equals(main.getCause())
                    || Arrays.asList(main.getSuppressed()).contains(other);
            if (!isThere) {
                main.addSuppressed(other);
            }
        }
        return main;
    }

    private static String names(List<EncryptedDataKey> encrypted) {
        return encrypted.stream()
                .map(key -> "'" + key.keyId() + "'" + (key.region().isEmpty() ? "" : " in " + key.region()))
                .collect(Collectors.joining(", "));
    }
}

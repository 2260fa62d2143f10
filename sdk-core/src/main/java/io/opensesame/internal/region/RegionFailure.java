package io.opensesame.internal.region;

import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.error.ServiceUnavailableException;
import io.opensesame.error.ThrottledException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells the failure of a region, which another region may not share, from the refusal of a request. */
final class RegionFailure {
    private RegionFailure() {}

    /**
     * Whether another region may do better: there was no answer, none that could be read, throttling or a 5xx.
     *
     * <p>Not so where the request itself was refused (denied, not found, disabled, invalid) or could not be signed: the
     * credentials are the same everywhere.
     */
    static boolean isOfTheRegion(OpenSesameException failure) {
        if (failure instanceof KmsServiceException refusal) {
            return refusal instanceof ThrottledException
                    || refusal instanceof ServiceUnavailableException
                    || refusal.httpStatus() >= 500
                    || refusal.code().isEmpty() // a proxy's words, not KMS's
                    || refusal.code().equals("SignatureNonceUsed"); // something on the way sent the request twice
        }
        return failure instanceof KmsTransportException;
    }

    /** Returns the pause that the region asked for, or null. */
    static @Nullable Duration retryAfter(OpenSesameException failure) {
        return failure instanceof ThrottledException throttled
                ? throttled.retryAfter().orElse(null)
                : null;
    }
}

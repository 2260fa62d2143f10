package io.opensesame.adapters.core;

import com.aliyuncs.exceptions.ClientException;
import io.opensesame.ram.ErrorCodeReader;
import java.util.Optional;

/** Reads the error codes of the classic clients, so that a call of theirs is made again after a rotation. */
public final class CoreErrorCodes implements ErrorCodeReader {
    /** Creates a reader; it keeps nothing. */
    public CoreErrorCodes() {}

    /** {@return the code of a {@link ClientException}, of which a ServerException is one; empty for any other} */
    @Override
    public Optional<String> errorCode(Throwable failure) {
        return failure instanceof ClientException refusal
                ? Optional.ofNullable(refusal.getErrCode())
                : Optional.empty();
    }
}

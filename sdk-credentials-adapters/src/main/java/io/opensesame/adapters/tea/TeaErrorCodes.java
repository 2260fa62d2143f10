package io.opensesame.adapters.tea;

import com.aliyun.tea.TeaException;
import io.opensesame.ram.ErrorCodeReader;
import java.util.Optional;

/** Reads the error codes of clients on the Tea runtime, so that a call of theirs is made again after a rotation. */
public final class TeaErrorCodes implements ErrorCodeReader {
    /** Creates a reader; it keeps nothing. */
    public TeaErrorCodes() {}

    /** {@return the code of a {@link TeaException}; empty for any other} */
    @Override
    public Optional<String> errorCode(Throwable failure) {
        return failure instanceof TeaException refusal ? Optional.ofNullable(refusal.getCode()) : Optional.empty();
    }
}

package io.opensesame.adapters.oss;

import com.aliyun.oss.ServiceException;
import io.opensesame.ram.ErrorCodeReader;
import java.util.Optional;

/** Reads the error codes of the OSS SDK, so that a call of it is made again after a rotation. */
public final class OssErrorCodes implements ErrorCodeReader {
    /** Creates a reader; it keeps nothing. */
    public OssErrorCodes() {}

    /** {@return the code of a {@link ServiceException}, of which an OSSException is one; empty for any other} */
    @Override
    public Optional<String> errorCode(Throwable failure) {
        return failure instanceof ServiceException refusal
                ? Optional.ofNullable(refusal.getErrorCode())
                : Optional.empty();
    }
}

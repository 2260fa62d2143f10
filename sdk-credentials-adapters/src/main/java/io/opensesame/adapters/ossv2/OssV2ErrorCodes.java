package io.opensesame.adapters.ossv2;

import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import io.opensesame.ram.ErrorCodeReader;
import java.util.Optional;

/** Reads the error codes of the newer OSS SDK, so that a call of it is made again after a rotation. */
public final class OssV2ErrorCodes implements ErrorCodeReader {
    /** Creates a reader; it keeps nothing. */
    public OssV2ErrorCodes() {}

    /** {@return the code of a {@link ServiceException}, which the SDK wraps in others; empty for any other} */
    @Override
    public Optional<String> errorCode(Throwable failure) {
        return failure instanceof ServiceException refusal
                ? Optional.ofNullable(refusal.errorCode())
                : Optional.empty();
    }
}

package io.opensesame.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.OSSException;
import com.aliyun.sdk.service.oss2.exceptions.OperationException;
import com.aliyun.tea.TeaException;
import com.aliyuncs.exceptions.ServerException;
import io.opensesame.adapters.core.CoreErrorCodes;
import io.opensesame.adapters.oss.OssErrorCodes;
import io.opensesame.adapters.ossv2.OssV2ErrorCodes;
import io.opensesame.adapters.tea.TeaErrorCodes;
import io.opensesame.ram.ErrorCodeReader;
import io.opensesame.ram.FollowOptions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorCodesTest {
    private static final String GONE = "InvalidAccessKeyId.NotFound";

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(new TeaErrorCodes(), new TeaException(Map.of("code", GONE, "message", "gone"))),
                Arguments.of(new CoreErrorCodes(), new ServerException(GONE, "gone", "id-1")),
                Arguments.of(
                        new OssErrorCodes(),
                        new OSSException("gone", "InvalidAccessKeyId", "id-1", "host", "", "", "GET")),
                Arguments.of(
                        new OssV2ErrorCodes(),
                        new OperationException(
                                "GetObject",
                                com.aliyun.sdk.service.oss2.exceptions.ServiceException.newBuilder()
                                        .statusCode(403)
                                        .errorFields(Map.of("Code", "InvalidAccessKeyId"))
                                        .build())));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRefusal_ofAnSdkThatIsRead_knowsThatTheKeyIsGone(ErrorCodeReader reader, Exception refusal) {
        FollowOptions options = FollowOptions.builder().errorCodes(reader).build();

        assertThat(options.isRefusal(refusal)).isTrue();
        assertThat(FollowOptions.defaults().isRefusal(refusal)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void errorCode_ofAForeignException_isEmpty(ErrorCodeReader reader, Exception refusal) {
        assertThat(reader.errorCode(new IllegalStateException(refusal))).isEmpty();
    }
}

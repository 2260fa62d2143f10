package io.opensesame.ram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.opensesame.error.KmsServiceException;
import io.opensesame.error.ServiceRefusal;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowOptionsTest {
    private static KmsServiceException refusal(String code) {
        return new KmsServiceException(
                new ServiceRefusal("GetCallerIdentity", "*", "sts.test", 403, code, "", "id-1"), "");
    }

    /** An exception of somebody else's SDK. */
    private static final class VendorException extends Exception {
        private static final long serialVersionUID = 1L;

        /** The code. */
        private final String code;

        VendorException(String code) {
            super("refused");
            this.code = code;
        }
    }

    private static Optional<String> vendorCode(Throwable failure) {
        return failure instanceof VendorException refused ? Optional.of(refused.code) : Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InvalidAccessKeyId",
                "InvalidAccessKeyId.NotFound",
                "InvalidAccessKeyId.Inactive",
                "Forbidden.AccessKeyDisabled",
                "Forbidden.AccessKey",
                "Unauthorized"
            })
    void isRefusal_keyGoneOrDisabled_isOne(String code) {
        assertThat(FollowOptions.defaults().isRefusal(refusal(code))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SignatureDoesNotMatch",
                "IncompleteSignature",
                "Forbidden.NoPermission",
                "NoPermission",
                "Forbidden.AccessKeyX",
                "InvalidAccessKeyIdX",
                "invalidaccesskeyid",
                "InvalidSecurityToken.Expired",
                "Throttling.User",
                "Forbidden"
            })
    void isRefusal_anythingElse_isNone(String code) {
        assertThat(FollowOptions.defaults().isRefusal(refusal(code))).isFalse();
    }

    @Test
    void isRefusal_codeOfACause_isOne() {
        Throwable failure = new CompletionException(
                new ExecutionException(new IOException(refusal("InvalidAccessKeyId.NotFound"))));

        assertThat(FollowOptions.defaults().isRefusal(failure)).isTrue();
    }

    @Test
    void isRefusal_causesInARing_comesToAnEnd() {
        Exception one = new Exception("one");
        Exception other = new Exception("other", one);
        one.initCause(other);

        assertThat(FollowOptions.defaults().isRefusal(one)).isFalse();
    }

    @Test
    void isRefusal_exceptionOfAnSdkThatIsNotRead_isNone() {
        assertThat(FollowOptions.defaults().isRefusal(new VendorException("InvalidAccessKeyId")))
                .isFalse();
    }

    @Test
    void errorCodes_exceptionOfThatSdk_isRead() {
        FollowOptions options = FollowOptions.builder()
                .errorCodes(FollowOptionsTest::vendorCode)
                .build();

        assertThat(options.isRefusal(new VendorException("InvalidAccessKeyId"))).isTrue();
        assertThat(options.isRefusal(new VendorException("NoSuchBucket"))).isFalse();
        assertThat(options.isRefusal(refusal("InvalidAccessKeyId"))).isTrue();
    }

    @Test
    void refusalCodes_ofAnotherService_areAddedWithWhatGoesOnAfterADot() {
        FollowOptions options =
                FollowOptions.builder().refusalCodes("OTSAuthFailed", "KeyGone").build();

        assertThat(options.refusalCodes()).contains("InvalidAccessKeyId", "OTSAuthFailed", "KeyGone");
        assertThat(options.isRefusal(refusal("KeyGone.Lately"))).isTrue();
        assertThat(FollowOptions.defaults().isRefusal(refusal("KeyGone"))).isFalse();
    }

    @Test
    void refusalCodes_builderIsUsedOn_leavesTheBuiltOptionsAsTheyAre() {
        FollowOptions.Builder builder = FollowOptions.builder();
        FollowOptions options = builder.build();

        builder.refusalCodes("KeyGone");

        assertThat(options.refusalCodes()).doesNotContain("KeyGone").isUnmodifiable();
    }

    @Test
    void refusalCodes_blank_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FollowOptions.builder().refusalCodes("KeyGone", " "))
                .withMessageContaining("blank");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks does
    void errorCodes_null_isRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> FollowOptions.builder().errorCodes(null))
                .withMessage("reader");
    }

    @Test
    void toString_namesCodesAndCountsReaders() {
        assertThat(FollowOptions.builder()
                        .errorCodes(FollowOptionsTest::vendorCode)
                        .build())
                .asString()
                .contains("InvalidAccessKeyId", "readers=2");
    }
}

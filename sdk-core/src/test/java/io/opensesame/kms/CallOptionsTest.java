package io.opensesame.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallOptionsTest {
    @Test
    void defaults_twoAttempts_fitIntoTheDeadline() {
        CallOptions options = CallOptions.defaults();

        assertThat(options.connectTimeout().plus(options.readTimeout())).isLessThanOrEqualTo(options.attemptTimeout());
        assertThat(options.attemptTimeout().multipliedBy(2)).isLessThan(options.deadline());
        assertThat(options.secretsInBody()).isTrue();
        assertThat(options.maxAttempts()).isEqualTo(4);
        assertThat(options.maxResponseBytes()).isEqualTo(1 << 20);
    }

    @Test
    void build_everyOption_isKept() {
        CallOptions options = CallOptions.builder()
                .connectTimeout(Duration.ofMillis(1))
                .readTimeout(Duration.ofMillis(2))
                .attemptTimeout(Duration.ofMillis(3))
                .deadline(Duration.ofMillis(4))
                .maxAttempts(5)
                .baseBackoff(Duration.ofMillis(6))
                .maxBackoff(Duration.ofMillis(7))
                .maxResponseBytes(8192)
                .secretsInBody(false)
                .build();

        assertThat(options)
                .hasToString("CallOptions[connectTimeout=PT0.001S, readTimeout=PT0.002S, attemptTimeout=PT0.003S,"
                        + " deadline=PT0.004S, maxAttempts=5, baseBackoff=PT0.006S, maxBackoff=PT0.007S,"
                        + " maxResponseBytes=8192, secretsInBody=false]");
    }

    @Test
    void toBuilder_everyOption_isCarriedOver() {
        CallOptions options = CallOptions.builder()
                .connectTimeout(Duration.ofMillis(1))
                .readTimeout(Duration.ofMillis(2))
                .attemptTimeout(Duration.ofMillis(3))
                .deadline(Duration.ofMillis(4))
                .maxAttempts(5)
                .baseBackoff(Duration.ofMillis(6))
                .maxBackoff(Duration.ofMillis(7))
                .maxResponseBytes(8192)
                .secretsInBody(false)
                .build();

        assertThat(options.toBuilder().build()).hasToString(options.toString());
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("connectTimeout", b -> b.connectTimeout(Duration.ZERO)),
                wrong("readTimeout", b -> b.readTimeout(Duration.ofMillis(-1))),
                wrong("attemptTimeout", b -> b.attemptTimeout(Duration.ofDays(1))),
                wrong("deadline", b -> b.deadline(Duration.ZERO)),
                wrong("maxAttempts", b -> b.maxAttempts(0)),
                wrong("baseBackoff <= maxBackoff", b -> b.baseBackoff(Duration.ofSeconds(3))),
                wrong("maxResponseBytes", b -> b.maxResponseBytes(1023)));
    }

    private static Arguments wrong(String option, UnaryOperator<CallOptions.Builder> change) {
        return Arguments.of(option, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void build_wrongOption_isRejectedByName(String option, UnaryOperator<CallOptions.Builder> change) {
        CallOptions.Builder builder = change.apply(CallOptions.builder());

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(option);
    }
}

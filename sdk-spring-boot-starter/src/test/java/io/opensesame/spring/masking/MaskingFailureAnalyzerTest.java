package io.opensesame.spring.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.mock.env.MockEnvironment;

class MaskingFailureAnalyzerTest {
    private static final String VALUE = "correct-horse-battery";

    private final SecretTexts texts = SecretTexts.of("orders/db");
    private final MaskingFailureAnalyzer analyzer = new MaskingFailureAnalyzer(null, null);

    @BeforeEach
    void remember() {
        texts.remember(Map.of("orders.db.password", VALUE));
    }

    @Test
    void load_amongAllAnalyzers_isFirst() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, failure) -> {})))
                .first()
                .isInstanceOf(MaskingFailureAnalyzer.class);
    }

    @Test
    void analyze_reportOfAnotherAnalyzer_isMasked() {
        FailureAnalysis analysis = analyze(new IllegalStateException(new FailureAnalyzedException(
                "Value \"" + VALUE + "\" of orders.db.password", "Change " + VALUE, new RuntimeException(VALUE))));

        assertThat(analysis.getDescription()).isEqualTo("Value \"******\" of orders.db.password");
        assertThat(analysis.getAction()).isEqualTo("Change ******");
        assertThat(trace(analysis.getCause()))
                .doesNotContain(VALUE)
                .contains(FailureAnalyzedException.class.getName())
                .contains("Caused by")
                .contains(getClass().getName() + ".analyze_reportOfAnotherAnalyzer_isMasked");
    }

    @Test
    void analyze_reportWithoutValue_isLeftAlone() {
        FailureAnalyzedException failure = new FailureAnalyzedException("no value in here", null);

        FailureAnalysis analysis = analyze(failure);

        assertThat(analysis.getDescription()).isEqualTo("no value in here");
        assertThat(analysis.getAction()).isNull();
        assertThat(analysis.getCause()).isSameAs(failure);
    }

    @Test
    void analyze_valueThatNobodyReports_isReportedMasked() {
        IllegalStateException failure =
                new IllegalStateException("outer", new IllegalArgumentException("bad " + VALUE));
        failure.addSuppressed(new IllegalStateException("also " + VALUE, failure));

        FailureAnalysis analysis = analyze(failure);

        assertThat(analysis.getDescription())
                .contains("java.lang.IllegalStateException: outer")
                .contains("java.lang.IllegalArgumentException: bad ******")
                .contains("also ******");
        assertThat(analysis.getAction()).contains("orders.db.password, of the secret 'orders/db'");
        assertThat(trace(analysis.getCause())).doesNotContain(VALUE);
    }

    @Test
    void analyze_failureWithoutReportAndValue_isLeftToSpringBoot() {
        assertThat(analyzer.analyze(new IllegalStateException("nothing to hide")))
                .isNull();
    }

    /** As those of secrets whose client was closed when the start failed. */
    @Test
    void analyze_propertySourceThatThrows_masksAllTheSame() {
        MockEnvironment environment = new MockEnvironment();
        environment.getPropertySources().addFirst(new EnumerablePropertySource<>("closed", "none") {
            @Override
            public String[] getPropertyNames() {
                throw new IllegalStateException("closed");
            }

            @Override
            public Object getProperty(String name) {
                throw new IllegalStateException("closed");
            }
        });

        FailureAnalysis analysis = new MaskingFailureAnalyzer(new DefaultListableBeanFactory(), environment)
                .analyze(new FailureAnalyzedException("not " + VALUE, null));

        assertThat(Objects.requireNonNull(analysis).getDescription()).isEqualTo("not ******");
    }

    private FailureAnalysis analyze(Throwable failure) {
        return Objects.requireNonNull(analyzer.analyze(failure));
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}

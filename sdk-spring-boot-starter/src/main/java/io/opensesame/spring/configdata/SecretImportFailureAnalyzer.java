package io.opensesame.spring.configdata;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports why a start failed at an import of a secret. */
final class SecretImportFailureAnalyzer extends AbstractFailureAnalyzer<SecretImportException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SecretImportException cause) {
        @Nullable String description = cause.getMessage();
        return new FailureAnalysis(description == null ? "" : description, cause.action(), cause);
    }
}

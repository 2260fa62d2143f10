package io.opensesame.spring.masking;

import io.opensesame.spring.masking.SecretTexts.Occurrence;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/**
 * Takes the report of a failed start that another analyzer makes, and masks secrets' values in it; also in the
 * exception that Spring Boot logs at level debug.
 *
 * <p>Where nobody else has a report, and Spring Boot would log the exception as it is, though its messages hold a
 * value, this one reports it. Everything else is left to the others.
 */
final class MaskingFailureAnalyzer implements FailureAnalyzer, Ordered {
    /** Spring Boot, which has loaded the analyzers too, tells of those that cannot be. */
    private static final FailureHandler NOT_TOLD = FailureHandler.handleMessage((message, failure) -> {});

    private final @Nullable BeanFactory beanFactory;
    private final @Nullable Environment environment;

    /** Both are null if there was no context yet. */
    MaskingFailureAnalyzer(@Nullable BeanFactory beanFactory, @Nullable Environment environment) {
        this.beanFactory = beanFactory;
        this.environment = environment;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        Masker masker = Masker.ofAll(environment);
        FailureAnalysis analysis = others(failure);
        if (analysis != null) {
            return masked(analysis, masker);
        }
        List<Throwable> chain = Chain.of(failure);
        List<Occurrence> found = chain.stream()
                .flatMap(each -> masker.find(each.toString()).stream())
                .toList();
        return found.isEmpty() ? null : report(chain, found, masker);
    }

    private static FailureAnalysis masked(FailureAnalysis analysis, Masker masker) {
        String action = analysis.getAction();
        return new FailureAnalysis(
                masker.mask(analysis.getDescription()),
                action == null ? null : masker.mask(action),
                MaskedException.unlessClean(analysis.getCause(), masker));
    }

    private static FailureAnalysis report(List<Throwable> chain, List<Occurrence> found, Masker masker) {
        String messages = chain.stream()
                .map(each -> masker.mask(each.toString()))
                .collect(Collectors.joining("\n    caused by "));
        String properties = found.stream()
                .map(each -> each.property() + ", of " + each.origin())
                .distinct()
                .collect(Collectors.joining("\n    "));
        return new FailureAnalysis(
                "The application could not start; values of secrets are masked:\n\n    " + messages,
                "Check the value of the property, and the place that it is injected into:\n\n    " + properties
                        + "\n\nThe stack traces are logged at level debug.",
                MaskedException.of(chain.get(0), masker));
    }

    private @Nullable FailureAnalysis others(Throwable failure) {
        for (FailureAnalyzer other : analyzers()) {
            try {
                FailureAnalysis analysis = other instanceof MaskingFailureAnalyzer ? null : other.analyze(failure);
                if (analysis != null) {
                    return analysis;
                }
            } catch (RuntimeException | LinkageError e) { // as in Spring Boot: the next one may know better
            }
        }
        return Chain.of(failure).stream()
                .filter(FailureAnalyzedException.class::isInstance)
                .map(each -> ((FailureAnalyzedException) each).analysis())
                .findFirst()
                .orElse(null);
    }

    private List<FailureAnalyzer> analyzers() {
        ClassLoader loader =
                beanFactory instanceof ConfigurableBeanFactory factory ? factory.getBeanClassLoader() : null;
        return SpringFactoriesLoader.forDefaultResourceLocation(loader)
                .load(FailureAnalyzer.class, arguments(), NOT_TOLD);
    }

    private @Nullable ArgumentResolver arguments() {
        return beanFactory == null || environment == null
                ? null
                : ArgumentResolver.of(BeanFactory.class, beanFactory).and(Environment.class, environment);
    }
}

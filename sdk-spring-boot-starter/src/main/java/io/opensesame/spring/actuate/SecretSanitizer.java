package io.opensesame.spring.actuate;

import io.opensesame.spring.configdata.SecretPropertySource;
import io.opensesame.spring.masking.Masker;
import io.opensesame.spring.masking.SecretSettings;
import io.opensesame.spring.masking.SecretTexts;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Keeps secrets' values out of the endpoints env and configprops, whatever they are told to show. The first of all such
 * functions. Thread-safe.
 *
 * <p>Masked whole: what comes from an imported secret, directly or through placeholders; the client's own secret
 * settings; and any text that is a value which a secret gives, or gave since the start. In a longer text, only the
 * value is.
 */
final class SecretSanitizer implements SanitizingFunction, Ordered {
    private final ConfigurableEnvironment environment;
    private final SecretOrigins origins;
    private final SecretTexts settings;

    SecretSanitizer(ConfigurableEnvironment environment) {
        this.environment = environment;
        this.origins = new SecretOrigins(environment);
        this.settings = SecretSettings.in(environment);
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        Object value = data.getValue();
        if (value == null) {
            return data;
        }
        if (SecretSettings.isSecret(data.getKey()) || origins.isFromSecret(data.getPropertySource(), data.getKey())) {
            return data.withSanitizedValue();
        }
        return byValue(data, value.toString());
    }

    private SanitizableData byValue(SanitizableData data, String text) {
        Masker masker = masker();
        if (masker.isValue(text)) {
            return data.withSanitizedValue();
        }
        String masked = masker.mask(text);
        return Objects.equals(masked, text) ? data : data.withValue(masked);
    }

    private Masker masker() {
        return new Masker(Stream.concat(
                        Stream.of(settings),
                        SecretPropertySource.in(environment).map(SecretPropertySource::texts))
                .toList());
    }
}

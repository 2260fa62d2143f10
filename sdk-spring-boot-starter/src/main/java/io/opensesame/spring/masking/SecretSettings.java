package io.opensesame.spring.masking;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** The settings of the client that are secret themselves, such as the AccessKey's secret. */
public final class SecretSettings {
    private static final List<String> ANYWHERE = List.of("accesskeysecret", "securitytoken", "credentialsuri");
    private static final List<String> OWN = List.of("passphrase", "password", "secretkey", "privatekey", "authtoken");

    private SecretSettings() {}

    /**
     * Tells whether a property is a secret one: one of {@code opensesame.*}, or a variable that the default chain of
     * credentials reads, such as {@code ALIBABA_CLOUD_ACCESS_KEY_SECRET}.
     *
     * @param property the property's name, in any of the spellings that Spring Boot knows
     * @return whether it is
     */
    public static boolean isSecret(String property) {
        String name = property.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return ANYWHERE.stream().anyMatch(name::endsWith)
                || (name.startsWith("opensesame") && OWN.stream().anyMatch(name::endsWith));
    }

    /**
     * Returns the values of such settings.
     *
     * @param environment where they are looked for
     * @return their texts, as of now
     */
    public static SecretTexts in(ConfigurableEnvironment environment) {
        Map<String, String> values = new HashMap<>();
        names(environment).filter(SecretSettings::isSecret).forEach(name -> {
            String value = valueOf(environment, name);
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        });
        SecretTexts texts = SecretTexts.ofSettings();
        texts.remember(values);
        return texts;
    }

    /** Returns the names of all properties that can be listed. */
    static Stream<String> names(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .map(EnumerablePropertySource.class::cast)
                .flatMap(SecretSettings::names);
    }

    private static Stream<String> names(EnumerablePropertySource<?> source) {
        try {
            return Stream.of(source.getPropertyNames());
        } catch (RuntimeException e) { // such as a secret whose client was closed as the start failed
            return Stream.empty();
        }
    }

    private static String valueOf(ConfigurableEnvironment environment, String name) {
        try {
            return environment.getProperty(name, "");
        } catch (RuntimeException e) { // a placeholder that cannot be resolved, or a secret that has no value any more
            return "";
        }
    }
}

package io.opensesame.spring.configdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PlaceholdersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a${user.home}b",
                "${",
                "${}",
                "}${a",
                "${a${b}}",
                "${a{b}",
                "${a{b}c}",
                "\\${a}",
                "\\\\${a}",
                "\\${a",
                "${a}${b",
                "${${a}",
                "$${a}",
                "${a:\\${b}}",
                "{${a}}",
                "${a:b}"
            })
    void escaped_resolvedBySpring_isTheTextItself(String text) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("secret", Placeholders.escaped(text), "a", "A")));

        assertThat(environment.getProperty("secret")).isEqualTo(text);
        assertThat(environment.resolvePlaceholders("${secret}")).isEqualTo(text);
    }
}

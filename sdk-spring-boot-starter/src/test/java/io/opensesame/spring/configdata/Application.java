package io.opensesame.spring.configdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opensesame.localkms.LocalKms;
import io.opensesame.spring.ContextRunners;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Real runs of an application without beans of its own. */
final class Application {
    @Configuration(proxyBeanMethods = false)
    static class Empty {}

    private Application() {}

    /** Runs it with what a LocalKms needs, and with more arguments. */
    static ConfigurableApplicationContext run(LocalKms kms, String... arguments) {
        List<String> all = new ArrayList<>();
        for (String property : ContextRunners.properties(kms)) {
            all.add("--" + property);
        }
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    /** Runs it with arguments alone. */
    static ConfigurableApplicationContext run(String... arguments) {
        return prepared(Empty.class).run(arguments);
    }

    static SpringApplication prepared(Class<?>... sources) {
        return new SpringApplicationBuilder(sources)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .build();
    }

    static SecretPropertySource imported(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        return SecretPropertySource.in(environment).findFirst().orElseThrow();
    }

    /** Threads end a moment after their client was told to. */
    static void awaitNoThread() {
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("opensesame-"))
                .toList();
    }
}

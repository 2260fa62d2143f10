package io.opensesame.spring.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.spring.Live;
import io.opensesame.spring.client.OpenSesameAutoConfiguration;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

class LiveAotTest {
    @Test
    void processing_holdersOfClassesThatAreNotPublic_leavesThemToTheStart() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of("opensesame.region=cn-hangzhou").applyTo(context);
        context.register(Application.class, OpenSesameAutoConfiguration.class, LiveAutoConfiguration.class);
        InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
        DefaultGenerationContext generation =
                new DefaultGenerationContext(new ClassNameGenerator(ClassName.get(LiveAotTest.class)), files);

        new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        generation.writeGeneratedContent();

        Collection<String> sources = files.getGeneratedFiles(Kind.SOURCE).keySet();
        assertThat(sources).anyMatch(file -> file.contains("LiveAutoConfiguration__BeanDefinitions"));
        assertThat(sources).noneMatch(file -> file.contains("LiveValue"));
        assertThat(context.getBeanFactory().containsBeanDefinition("hidden-" + Hidden.class.getName() + ".live"))
                .isTrue();
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Hidden.class)
    static class Application {
        final Live<Hidden> hidden;

        Application(Live<Hidden> hidden) {
            this.hidden = hidden;
        }
    }

    @ConfigurationProperties("hidden")
    private record Hidden(int size) {}
}

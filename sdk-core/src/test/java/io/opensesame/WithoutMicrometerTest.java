package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.error.KmsTransportException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loads the library with everything on its class path but Micrometer. */
class WithoutMicrometerTest {
    private final URLClassLoader loader =
            new URLClassLoader(classPathWithoutMicrometer(), ClassLoader.getPlatformClassLoader());

    @AfterEach
    void close() throws IOException {
        loader.close();
    }

    @Test
    void metrics_withoutMicrometer_areNotThere() {
        assertThatExceptionOfType(NoClassDefFoundError.class)
                .isThrownBy(() -> Class.forName("io.opensesame.metrics.OpenSesameMetrics", true, loader))
                .withMessageContaining("io/micrometer");
    }

    @Test
    void everyOtherClass_withoutMicrometer_isLoadedAndResolved() throws Exception {
        List<String> names = classesOutsideOfMetrics();

        assertThat(names).hasSizeGreaterThan(100);
        for (String name : names) {
            Class<?> type = Class.forName(name, true, loader);
            assertThatCode(() -> resolve(type)).as(name).doesNotThrowAnyException();
        }
    }

    @Test
    void client_withoutMicrometer_isBuiltAndCalls() throws Exception {
        Method call = Class.forName(LonelyClient.class.getName(), true, loader).getDeclaredMethod("failure");
        call.setAccessible(true);

        Object failure = call.invoke(null);

        assertThat(failure.getClass().getClassLoader()).isSameAs(loader);
        assertThat(failure.getClass().getName()).isEqualTo(KmsTransportException.class.getName());
    }

    /** Looks up every type that a member names. */
    private static void resolve(Class<?> type) {
        assertThat(type.getDeclaredMethods()).doesNotContainNull();
        assertThat(type.getDeclaredConstructors()).doesNotContainNull();
        assertThat(type.getDeclaredFields()).doesNotContainNull();
    }

    private static URL[] classPathWithoutMicrometer() {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("micrometer-"))
                .map(WithoutMicrometerTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> classesOutsideOfMetrics() throws IOException, URISyntaxException {
        Path root = Path.of(OpenSesame.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace(File.separatorChar, '.'))
                    .filter(name -> name.endsWith(".class") && !name.equals("module-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .filter(name -> !name.startsWith("io.opensesame.metrics."))
                    .toList();
        }
    }
}

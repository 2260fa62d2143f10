package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.envelope.jackson3.EncryptedFieldsModule;
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

/** Loads the library with everything on its class path but Micrometer and Jackson 3. */
class WithoutOptionalLibrariesTest {
    private static final Pattern OPTIONAL_JAR = Pattern.compile("micrometer-.*|jackson-(core|databind)-3\\..*");

    /** What does not work without them. */
    private static final List<String> BINDINGS = List.of("io.opensesame.metrics.", "io.opensesame.envelope.jackson3.");

    private final URLClassLoader loader =
            new URLClassLoader(classPathWithoutThem(), ClassLoader.getPlatformClassLoader());

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
    void moduleForJackson3_withoutJackson3_isNotThere() {
        assertThatExceptionOfType(NoClassDefFoundError.class)
                .isThrownBy(() -> Class.forName(EncryptedFieldsModule.class.getName(), true, loader))
                .withMessageContaining("tools/jackson");
    }

    @Test
    void everyOtherClass_withoutThem_isLoadedAndResolved() throws Exception {
        List<String> names = classesOutsideOfBindings();

        assertThat(names).hasSizeGreaterThan(100);
        for (String name : names) {
            Class<?> type = Class.forName(name, true, loader);
            assertThatCode(() -> resolve(type)).as(name).doesNotThrowAnyException();
        }
    }

    @Test
    void client_withoutThem_isBuiltAndCalls() throws Exception {
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

    private static URL[] classPathWithoutThem() {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !OPTIONAL_JAR
                        .matcher(Path.of(entry).getFileName().toString())
                        .matches())
                .map(WithoutOptionalLibrariesTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> classesOutsideOfBindings() throws IOException, URISyntaxException {
        Path root = Path.of(OpenSesame.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace(File.separatorChar, '.'))
                    .filter(name -> name.endsWith(".class") && !name.equals("module-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .filter(name -> BINDINGS.stream().noneMatch(name::startsWith))
                    .toList();
        }
    }
}

package io.opensesame.spring.actuate;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlainApplicationIT {
    private static final Pattern OPTIONAL = Pattern.compile(
            "(actuator|health|micrometer|jdbc|logback|HikariCP|redis|lettuce|cloud|web|tomcat|spring-data|boot-data|persistence|validat)[^/]*[.]jar$");

    /** What the starter itself brings: nothing that is optional may be needed. */
    @Test
    void run_withoutAnyOptionalLibrary_starts() throws Exception {
        URL[] libraries = Stream.of(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator, -1))
                .filter(path -> !OPTIONAL.matcher(path).find())
                .map(PlainApplicationIT::url)
                .toArray(URL[]::new);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(libraries, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            var constructor = loader.loadClass(PlainApplication.class.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            Runnable application = (Runnable) constructor.newInstance();

            assertThatCode(application::run).doesNotThrowAnyException();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL url(String path) {
        try {
            return new File(path).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.opensesame.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where settings and files are looked for, as the vendor's client does.
 *
 * @param environment the environment variables
 * @param folder the working directory, which goes first
 * @param resources the class path, which goes last
 */
record Surroundings(Map<String, String> environment, Path folder, ClassLoader resources) {
    static Surroundings ofTheProcess() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return new Surroundings(
                System.getenv(), Path.of(""), loader == null ? ClassLoader.getSystemClassLoader() : loader);
    }

    /** Returns the properties of a file, or empty if there is no such file. */
    Optional<Properties> properties(String name) {
        return content(name).map(text -> {
            Properties properties = new Properties();
            try {
                properties.load(new StringReader(text));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        name + ": a '\\u' must be followed by four hexadecimal digits; write a backslash as '\\\\'");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return properties;
        });
    }

    /** Returns the content of a file that a setting names. */
    String text(String name, String setting) {
        return content(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        setting + ": there is no file '" + name + "' in the working directory or on the class path"));
    }

    private Optional<String> content(String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.exists(file)) {
                return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            try (InputStream resource = resources.getResourceAsStream(name)) {
                return resource == null
                        ? Optional.empty()
                        : Optional.of(new String(resource.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + name + "'", e);
        }
    }

    /** {@return the working directory; the environment may hold secrets} */
    @Override
    public String toString() {
        return "Surroundings[" + folder.toAbsolutePath() + "]";
    }
}

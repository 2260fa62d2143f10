package io.opensesame.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the Java code of docs/credentials.md against the real API. */
class CredentialsGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "credentials.md");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path output;

    @Test
    void guide_everyJavaBlock_compiles() throws IOException {
        String source = asClass(Files.readString(GUIDE));
        Path file = Files.writeString(output.resolve("Guide.java"), source);
        StringWriter messages = new StringWriter();
        PrintWriter printer = new PrintWriter(messages, true);

        int exitCode = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        printer,
                        printer,
                        "-proc:none",
                        "-d",
                        output.toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        file.toString());

        assertThat(exitCode).as("%s%n%s", messages, source).isZero();
        assertThat(source).contains("void block10()");
    }

    private static String asClass(String guide) {
        StringBuilder source = new StringBuilder("""
                import io.opensesame.auth.*;
                import java.net.URI;
                import java.nio.file.Path;
                import java.time.Duration;

                abstract class Guide {
                    interface Vault {
                        Credentials currentCredentials();
                    }
                    Vault vault;
                    String accessKeyId;
                    String accessKeySecret;
                """);
        int number = 0;
        for (Matcher block = JAVA_BLOCK.matcher(guide); block.find(); ) {
            source.append("void block")
                    .append(++number)
                    .append("() {\n")
                    .append(block.group(1))
                    .append("}\n");
        }
        return source.append("}\n").toString();
    }
}

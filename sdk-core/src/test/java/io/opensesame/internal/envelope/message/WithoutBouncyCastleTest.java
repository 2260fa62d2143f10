package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.envelope.AlgorithmSuite;
import java.io.File;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.Security;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** BouncyCastle is 7 MB: it is loaded by the suite that needs it, and its provider never registered. */
class WithoutBouncyCastleTest {
    /** Runs in the other loader. */
    static final class Program {
        private Program() {}

        static int encryptedAndDecrypted(String suite) {
            try (Messages messages = new Messages(AlgorithmSuite.valueOf(suite))) {
                return messages.decrypt(messages.encrypt(new byte[7], 5)).length;
            }
        }
    }

    @Test
    void aesSuites_withoutBouncyCastle_work() throws Exception {
        assertThat(run("AES_256_GCM")).isEqualTo(7);
        assertThat(run("AES_128_GCM")).isEqualTo(7);
    }

    @Test
    void sm4Suite_withoutBouncyCastle_isTheOneThatNeedsIt() {
        assertThatThrownBy(() -> run("SM4_GCM"))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessageContaining("bouncycastle");
    }

    @Test
    void sm4Suite_used_registersNoProvider() {
        assertThat(Program.encryptedAndDecrypted("SM4_GCM")).isEqualTo(7);
        assertThat(Security.getProvider("BC")).isNull();
    }

    private static Object run(String suite) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(classPathWithoutIt(), ClassLoader.getPlatformClassLoader())) {
            Method method =
                    loader.loadClass(Program.class.getName()).getDeclaredMethod("encryptedAndDecrypted", String.class);
            method.setAccessible(true);
            return method.invoke(null, suite);
        }
    }

    private static URL[] classPathWithoutIt() {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .map(Path::of)
                .filter(entry -> !entry.getFileName().toString().startsWith("bcp"))
                .map(WithoutBouncyCastleTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.error.CredentialsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "pipes, devices and links of Unix")
class BoundedFilesTest {
    @TempDir
    Path home;

    private static String read(Path file) {
        return BoundedFiles.read("token file", file, 100);
    }

    @Test
    void read_linkToAFile_readsIt() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "text");
        Path link = Files.createSymbolicLink(home.resolve("link"), file);

        assertThat(read(link)).isEqualTo("text");
    }

    @Test
    void read_pipe_isRefusedUnopened() throws Exception {
        Path pipe = home.resolve("pipe");
        Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertRefused(pipe);
    }

    @Test
    void read_linkToADevice_isRefusedUnopened() throws Exception {
        assertRefused(Files.createSymbolicLink(home.resolve("link"), Path.of("/dev/zero")));
    }

    @Test
    void read_directory_isRefused() {
        assertRefused(home);
    }

    @Test
    void read_noFile_saysSo() {
        assertThatThrownBy(() -> read(home.resolve("none")))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("There is no token file " + home.resolve("none") + ".");
    }

    private static void assertRefused(Path file) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("The token file " + file + " is a directory, a pipe or a device. Name a regular file.");
    }
}

package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.ProfileSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCredentialsTest {
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    @TempDir
    Path home;

    private TestWorld world;

    @BeforeEach
    void createWorld() {
        world = new TestWorld(home);
    }

    private static String ini(String section, String id) {
        return "[" + section + "]\nenable = true\naccess_key_id = " + id + "\naccess_key_secret = secret\n";
    }

    private static String role(String session) {
        return ini("default", "LTAI") + "type = ram_role_arn\nrole_arn = acs:ram::1:role/r\nrole_session_name = "
                + session + "\n";
    }

    /** Writes the file in place, with a time of its own, as if the writes were far apart. */
    private void rewrite(Path file, String text, int second) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * second));
    }

    @Test
    void credentials_bothFilesThere_comeFromTheIniFile() {
        world.write(".alibabacloud/credentials", ini("default", "LTAIplain"));
        assertThat(world.provider(CredentialsSource.profile()).credentials().accessKeyId())
                .isEqualTo("LTAIplain");

        world.write(".alibabacloud/credentials.ini", ini("default", "LTAIini"));

        assertThat(world.provider(CredentialsSource.profile()).credentials().accessKeyId())
                .isEqualTo("LTAIini");
    }

    @Test
    void credentials_fileAndProfileFromEnvironment_areUsed() {
        Path file = world.write("elsewhere", ini("prod", "LTAIprod"));
        world.variables.put("ALIBABA_CLOUD_CREDENTIALS_FILE", file.toString());
        world.variables.put("ALIBABA_CLOUD_PROFILE", "prod");

        assertThat(world.provider(CredentialsSource.profile()).credentials().accessKeyId())
                .isEqualTo("LTAIprod");
    }

    @Test
    void credentials_fileAndProfileSet_winOverTheEnvironment() {
        Path file = world.write("elsewhere", ini("mine", "LTAImine"));
        world.variables.put("ALIBABA_CLOUD_CREDENTIALS_FILE", "/no/such/file");
        world.variables.put("ALIBABA_CLOUD_PROFILE", "prod");

        ProfileSource source = ProfileSource.ini().file(file).name("mine").build();

        assertThat(world.provider(source).credentials().accessKeyId()).isEqualTo("LTAImine");
    }

    @Test
    void credentials_fileChanges_followIt() throws IOException {
        Path file = world.write(".alibabacloud/credentials", "");
        rewrite(file, ini("default", "LTAIone"), 1);
        CloseableCredentialsProvider provider = world.provider(CredentialsSource.profile());
        provider.credentials();

        rewrite(file, ini("default", "LTAItwo"), 2);

        assertThat(provider.credentials().accessKeyId()).isEqualTo("LTAIone");
        world.clock.advance(LOOK_INTERVAL);
        assertThat(provider.credentials().accessKeyId()).isEqualTo("LTAItwo");
    }

    @Test
    void credentials_clockSetBack_followTheFileAllTheSame() throws IOException {
        Path file = world.write(".alibabacloud/credentials", "");
        rewrite(file, ini("default", "LTAIone"), 1);
        CloseableCredentialsProvider provider = world.provider(CredentialsSource.profile());
        provider.credentials();

        rewrite(file, ini("default", "LTAItwo"), 2);
        world.clock.setBack(Duration.ofHours(8));
        world.clock.advance(LOOK_INTERVAL);

        assertThat(provider.credentials().accessKeyId()).isEqualTo("LTAItwo");
    }

    @Test
    void credentials_fileBecomesUnusable_stayAsTheyWere() throws IOException {
        Path file = world.write(".alibabacloud/credentials", ini("default", "LTAIone"));
        CloseableCredentialsProvider provider = world.provider(CredentialsSource.profile());
        provider.credentials();

        Files.writeString(file, "[def");
        world.clock.advance(LOOK_INTERVAL);
        assertThat(provider.credentials().accessKeyId()).isEqualTo("LTAIone");
        Files.delete(file);
        world.clock.advance(LOOK_INTERVAL);
        assertThat(provider.credentials().accessKeyId()).isEqualTo("LTAIone");
        world.write(".alibabacloud/credentials", ini("default", "LTAIthree"));
        world.clock.advance(LOOK_INTERVAL);

        assertThat(provider.credentials().accessKeyId()).isEqualTo("LTAIthree");
    }

    @Test
    void credentialsAfterRefusal_fileLooksTheSame_readsItAllTheSame() throws IOException {
        Path file = world.write(".alibabacloud/credentials", "");
        rewrite(file, ini("default", "LTAIone"), 1);
        CloseableCredentialsProvider provider = world.provider(CredentialsSource.profile());
        Credentials refused = provider.credentials();

        rewrite(file, ini("default", "LTAItwo"), 1);

        assertThat(provider.credentialsAfterRefusal(refused).accessKeyId()).isEqualTo("LTAItwo");
    }

    @Test
    void credentialsAfterRefusal_fileIsTheSame_asksItsSourceAgain() {
        world.write(".alibabacloud/credentials", role("one"));
        CloseableCredentialsProvider provider = world.provider(CredentialsSource.profile());
        Credentials refused = provider.credentials();
        world.clock.advance(Duration.ofMinutes(1));

        Credentials next = provider.credentialsAfterRefusal(refused);

        assertThat(refused.accessKeyId()).isEqualTo("STS.assumed1");
        assertThat(next.accessKeyId()).isEqualTo("STS.assumed2");
    }

    @Test
    void credentials_touchedFile_keepsTheSession() throws IOException {
        Path file = world.write(".alibabacloud/credentials", "");
        rewrite(file, role("one"), 1);
        CloseableCredentialsProvider provider = world.provider(CredentialsSource.profile());
        provider.credentials();

        rewrite(file, role("one"), 2);
        world.clock.advance(LOOK_INTERVAL);
        provider.credentials();

        assertThat(world.sts.received).hasSize(1);
    }

    @Test
    void credentials_roleReplaced_closesTheFormerSession() throws IOException {
        Path file = world.write(".alibabacloud/credentials", "");
        rewrite(file, role("one"), 1);
        CloseableCredentialsProvider provider = world.provider(CredentialsSource.profile());
        provider.credentials();

        rewrite(file, role("two"), 2);
        world.clock.advance(LOOK_INTERVAL);
        provider.credentials();

        assertThat(world.sts.received).hasSize(2);
        assertThat(world.scheduler.pending()).hasSize(1);
    }

    @Test
    void credentials_threadsWhileTheFileChanges_neverFail() throws Exception {
        Path file = world.write(".alibabacloud/credentials", role("session0"));
        CloseableCredentialsProvider provider = world.provider(CredentialsSource.profile());
        provider.credentials();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> readers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            readers.add(threads.submit(() -> {
                for (int round = 0; round < 500; round++) {
                    assertThat(provider.credentials().accessKeyId()).startsWith("STS.assumed");
                }
            }));
        }

        for (int change = 1; change <= 20; change++) {
            Path next = world.write("next", role("session" + change));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            world.clock.advance(LOOK_INTERVAL);
        }

        for (Future<?> reader : readers) {
            reader.get(20, TimeUnit.SECONDS);
        }
        provider.close();
        threads.shutdownNow();
        assertThat(world.scheduler.pending()).isEmpty();
    }

    @Test
    void close_laterCalls_fail() {
        world.write(".alibabacloud/credentials", role("one"));
        CloseableCredentialsProvider provider = world.provider(CredentialsSource.profile());
        provider.credentials();

        provider.close();

        assertThat(world.scheduler.pending()).isEmpty();
        assertThatThrownBy(provider::credentials).hasMessageContaining("was closed");
    }

    @Test
    void credentials_fileTooLong_areRefused() {
        world.write(".alibabacloud/credentials", "#".repeat(1024 * 1024 + 1));

        assertThatThrownBy(world.provider(CredentialsSource.profile())::credentials)
                .hasMessageContaining("is longer than 1048576 bytes");
    }

    @Test
    void credentials_cliProfileSwitchedOff_saySo() {
        world.variables.put("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "TRUE");

        assertThatThrownBy(world.provider(CredentialsSource.cliProfile())::credentials)
                .hasMessage("Switched off by ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true.");
    }
}

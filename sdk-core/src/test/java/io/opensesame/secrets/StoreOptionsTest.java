package io.opensesame.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StoreOptionsTest {
    private static final Path FILE = Path.of("secrets.store").toAbsolutePath();
    private static final String PASSPHRASE = "correct horse battery";

    @Test
    void build_withPassphraseAlone_hasTheDefaults() {
        StoreOptions options = builder().build();

        assertThat(options.file()).isEqualTo(FILE);
        assertThat(options.keyFile()).isEmpty();
        assertThat(options.exposePassphrase()).hasValue(PASSPHRASE.toCharArray());
        assertThat(options.argon2MemoryKib()).isEqualTo(65_536);
        assertThat(options.argon2Iterations()).isEqualTo(3);
        assertThat(options.argon2Parallelism()).isEqualTo(4);
        assertThat(options.maxEntries()).isEqualTo(1024);
    }

    @Test
    void build_withKeyFile_hasNoPassphrase() {
        StoreOptions options = StoreOptions.builder(Path.of("a/secrets.store"))
                .keyFile(Path.of("secrets.key"))
                .build();

        assertThat(options.file()).isAbsolute();
        assertThat(options.keyFile()).hasValue(Path.of("secrets.key").toAbsolutePath());
        assertThat(options.exposePassphrase()).isEmpty();
    }

    @Test
    void passphrase_wipedByItsCaller_isKeptAsItWas() {
        char[] given = PASSPHRASE.toCharArray();
        StoreOptions.Builder builder = StoreOptions.builder(FILE).passphrase(given);
        Arrays.fill(given, 'x');
        StoreOptions options = builder.build();
        Arrays.fill(options.exposePassphrase().orElseThrow(), 'y');

        assertThat(options.exposePassphrase()).hasValue(PASSPHRASE.toCharArray());
    }

    @Test
    void wipe_beforeAnotherUse_failsThatUse() {
        StoreOptions options = builder().build();

        options.wipe();

        assertThatThrownBy(options::exposePassphrase)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("wiped");
    }

    @Test
    void toString_withEitherKey_tellsNothingSecret() {
        assertThat(builder().build().toString())
                .contains(FILE.toString(), "<redacted passphrase>")
                .doesNotContain(PASSPHRASE);
        assertThat(StoreOptions.builder(FILE).keyFile(Path.of("k")).build().toString())
                .contains("key=file " + Path.of("k").toAbsolutePath());
    }

    @Test
    void passphrase_tooShortOrTooLong_isRefusedWithoutItsText() {
        assertThatThrownBy(() -> StoreOptions.builder(FILE).passphrase("elevenchars".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12 to 1024")
                .hasMessageNotContaining("elevenchars");
        assertThatThrownBy(() -> StoreOptions.builder(FILE).passphrase(new char[1025]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void passphrase_withHalfASurrogatePair_isRefused() {
        assertThatThrownBy(() -> StoreOptions.builder(FILE).passphrase("twelve chars\ud83d".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
        assertThat(StoreOptions.builder(FILE)
                        .passphrase("twelve chars\ud83d\ude00".toCharArray())
                        .build()
                        .exposePassphrase())
                .isPresent();
    }

    @Test
    void build_withNoKeyOrTwo_isRefused() {
        assertThatThrownBy(() -> StoreOptions.builder(FILE).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("passphrase(...) or keyFile(...)");
        assertThatThrownBy(() -> builder().keyFile(Path.of("k")).build()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void build_secondTime_needsThePassphraseAnew() {
        StoreOptions.Builder builder = builder();
        builder.build();

        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void build_numbersOutOfRange_areRefusedWithTheRule() {
        assertThatThrownBy(() -> builder().argon2id(8_191, 1, 1).build())
                .hasMessage("argon2id memory in KiB must be from 8192 to 262144: 8191");
        assertThatThrownBy(() -> builder().argon2id(262_145, 1, 1).build()).hasMessageContaining("262145");
        assertThatThrownBy(() -> builder().argon2id(8_192, 0, 1).build()).hasMessageContaining("iterations");
        assertThatThrownBy(() -> builder().argon2id(8_192, 17, 1).build()).hasMessageContaining("iterations");
        assertThatThrownBy(() -> builder().argon2id(8_192, 1, 0).build()).hasMessageContaining("parallelism");
        assertThatThrownBy(() -> builder().argon2id(8_192, 1, 17).build()).hasMessageContaining("parallelism");
        assertThatThrownBy(() -> builder().maxEntries(0).build()).hasMessageContaining("maxEntries");
        assertThatThrownBy(() -> builder().maxEntries(16_385).build()).hasMessageContaining("maxEntries");
    }

    @Test
    void build_pathsThatCannotBe_areRefused() {
        assertThatThrownBy(() -> StoreOptions.builder(Path.of("/"))).hasMessageContaining("must name a file");
        assertThatThrownBy(() -> StoreOptions.builder(Path.of(""))).hasMessageContaining("must name a file");
        assertThatThrownBy(() -> StoreOptions.builder(FILE).keyFile(FILE).build())
                .hasMessageContaining("must differ");
    }

    private static StoreOptions.Builder builder() {
        return StoreOptions.builder(FILE).passphrase(PASSPHRASE.toCharArray());
    }
}

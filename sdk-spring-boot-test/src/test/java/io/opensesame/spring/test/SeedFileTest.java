package io.opensesame.spring.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

class SeedFileTest {
    @Test
    void read_scalars_staysWhatIsWritten() {
        SeedFile file = read("""
                secrets:
                  text: 0123
                  map: {enabled: yes, pin: 007, quoted: "a\\"b"}
                  list: [1, two]
                """);

        assertThat(file.secrets())
                .containsEntry("text", "0123")
                .containsEntry("map", "{\"enabled\":\"yes\",\"pin\":\"007\",\"quoted\":\"a\\\"b\"}")
                .containsEntry("list", "[\"1\",\"two\"]");
        assertThat(file.keys()).isEmpty();
    }

    @Test
    void read_keysAlone_hasNoSecrets() {
        SeedFile file = read("keys: [alias/orders]");

        assertThat(file.keys()).containsExactly("alias/orders");
        assertThat(file.secrets()).isEmpty();
    }

    @Test
    void read_unknownSection_isRefused() {
        assertThatThrownBy(() -> read("secret: {a: c4n4ry}"))
                .hasMessageContaining("'secret'")
                .hasMessageContaining("only 'secrets' and 'keys' are known")
                .hasMessageNotContaining("c4n4ry");
    }

    @Test
    void read_anotherShape_isRefused() {
        assertThatThrownBy(() -> read("secrets: [c4n4ry]"))
                .hasMessageContaining("'secrets' is not a map")
                .hasMessageNotContaining("c4n4ry");
        assertThatThrownBy(() -> read("keys: alias/orders")).hasMessageContaining("'keys' is not a list");
    }

    @Test
    void read_noYaml_isRefused_withoutQuotingIt() {
        assertThatThrownBy(() -> read("secrets: {a: 'c4n4ry"))
                .hasMessageContaining("is not YAML")
                .hasNoCause()
                .hasMessageNotContaining("c4n4ry");
    }

    @Test
    void read_fileThatIsNotThere_isNamed() {
        assertThatThrownBy(() -> SeedFile.read(new ClassPathResource("not-there.yaml")))
                .hasMessageContaining("not-there.yaml");
    }

    private static SeedFile read(String text) {
        return SeedFile.read(new ByteArrayResource(text.getBytes(UTF_8)));
    }
}

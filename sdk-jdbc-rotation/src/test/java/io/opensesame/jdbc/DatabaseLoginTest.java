package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.error.SecretFormatException;
import io.opensesame.secrets.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseLoginTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'AccountName':'app','AccountPassword':'pw'}", // Rds, Redis, PolarDB
                "{'username':'app','password':'pw'}",
                "{'user':'app','password':'pw'}",
                "{'UserName':'app','Password':'pw'}",
                "{'username':'app','password':'pw','engine':'mysql','nested':{'a':[1,2]}}",
                "{'username':'','AccountName':'app','password':'pw'}"
            })
    void map_formsThatAreInUse_readsTheLogin(String json) {
        DatabaseLogin login = map(json);

        assertThat(login.username()).isEqualTo("app");
        assertThat(login.exposePassword()).isEqualTo("pw");
        assertThat(login.host()).isEmpty();
        assertThat(login.exposeDriverProperties()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'username':'app','password':'pw','host':'db.internal','port':5432,'dbname':'orders'}",
                "{'username':'app','password':'pw','Endpoint':'db.internal','Port':'5432','DBName':'orders'}",
                "{'username':'app','password':'pw','endpoint':'db.internal','port':'5432','database':'orders'}"
            })
    void map_placeOfTheDatabase_isRead(String json) {
        DatabaseLogin login = map(json);

        assertThat(login.host()).contains("db.internal");
        assertThat(login.port()).contains("5432");
        assertThat(login.database()).contains("orders");
    }

    @Test
    void map_properties_areReadAsText() {
        DatabaseLogin login =
                map("{'username':'app','password':'pw','properties':{'ssl':true,'timeout':5,'mode':'a','none':null}}");

        assertThat(login.exposeDriverProperties()).isEqualTo(Map.of("ssl", "true", "timeout", "5", "mode", "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'username':'app'}",
                "{'password':'canary'}",
                "{'username':'app','password':''}",
                "{'username':'app','password':null,'token':'canary'}",
                "{'username':'app','password':'canary','host':'db?user=canary'}",
                "{'username':'app','password':'canary','port':'canary'}",
                "{'username':'app','password':'canary','dbname':'a/b'}",
                "{'username':'app','password':'canary','properties':'canary'}",
                "{'username':'app','password':'canary','properties':{'a':['canary']}}",
                "canary",
                "['canary']"
            })
    void map_whatIsNoLogin_isRefusedByNameAndVersionWithoutTheContent(String json) {
        assertThatThrownBy(() -> map(json))
                .isInstanceOf(SecretFormatException.class)
                .hasMessageContainingAll("orders/db", "v1")
                .message()
                .doesNotContain("canary");
    }

    @Test
    void map_noPassword_namesTheMembersThatWouldDo() {
        assertThatThrownBy(() -> map("{'username':'app'}"))
                .hasMessage("secret 'orders/db' version 'v1' holds no database login: none of its members is one of"
                        + " [AccountPassword, password, Password]; read it with a mapper of your own");
    }

    @Property(tries = 300)
    void map_anyAccountAndPassword_comeThroughUnchanged(
            @ForAll @NotEmpty String account, @ForAll @NotEmpty String password) throws Exception {
        String wellFormedAccount = wellFormed(account);
        String wellFormedPassword = wellFormed(password);
        String json = new JsonMapper()
                .writeValueAsString(Map.of("username", wellFormedAccount, "password", wellFormedPassword));

        DatabaseLogin login = DatabaseLogin.mapper()
                .map(SecretValue.builder("orders/db", "v1").text(json).build());

        assertThat(login).isEqualTo(DatabaseLogin.of(wellFormedAccount, wellFormedPassword));
    }

    /** UTF-8 has no lone surrogates. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Property(tries = 300)
    void host_anyText_canAddNothingToAUrl(@ForAll String text) {
        try {
            String host =
                    DatabaseLogin.builder("app", "pw").host(text).build().host().orElseThrow();
            assertThat(host).doesNotContain("/", "?", "&", ";", "@", "=", "{", " ");
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("the host of a database must be of");
        }
    }

    @Test
    void of_emptyPassword_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseLogin.of("app", ""))
                .withMessage("a login needs a password");
    }

    @Test
    void equals_tellsLoginsApartAndToStringRedactsThem() {
        DatabaseLogin login = DatabaseLogin.builder("app", "canary")
                .driverProperty("sslpassword", "canary")
                .build();

        assertThat(login)
                .isEqualTo(DatabaseLogin.builder("app", "canary")
                        .driverProperty("sslpassword", "canary")
                        .build())
                .isNotEqualTo(DatabaseLogin.of("app", "canary"))
                .hasSameHashCodeAs(DatabaseLogin.of("app", "other"));
        assertThat(DatabaseLogin.of("app", "a")).isNotEqualTo(DatabaseLogin.of("app", "b"));
        assertThat(login.toString()).contains("app", "sslpassword").doesNotContain("canary");
    }

    private static DatabaseLogin map(String json) {
        return DatabaseLogin.mapper()
                .map(SecretValue.builder("orders/db", "v1")
                        .text(json.replace('\'', '"'))
                        .build());
    }
}

package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenSesameUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "postgresql://db/orders?secret=orders/db | jdbc:postgresql://db/orders",
                "postgresql://db/orders?secret=orders/db&ssl=true | jdbc:postgresql://db/orders?ssl=true",
                "postgresql://db/orders?ssl=true&secret=orders/db | jdbc:postgresql://db/orders?ssl=true",
                "postgresql://db/orders?a=b&secret=orders/db&c | jdbc:postgresql://db/orders?a=b&c",
                "postgresql://db/orders?&secret=orders/db& | jdbc:postgresql://db/orders?&",
                "postgresql://a:1,b:2/orders?secret=orders%2Fdb | jdbc:postgresql://a:1,b:2/orders",
                "postgresql://{host}:{port}/{database}?secret=orders/db | jdbc:postgresql://{host}:{port}/{database}",
                "sqlserver://db;databaseName=orders;secret=orders/db | jdbc:sqlserver://db;databaseName=orders",
                "sqlserver://db;secret=orders/db;encrypt=true; | jdbc:sqlserver://db;encrypt=true;",
                "sqlserver://db;a={x;secret=y}};secret=z};secret=orders/db | jdbc:sqlserver://db;a={x;secret=y}};secret=z}",
                "sqlserver://db;a=x?y&secret=z;secret=orders/db | jdbc:sqlserver://db;a=x?y&secret=z",
                "mysql://db/orders?secret=orders/db&a=%20+;secret=x | jdbc:mysql://db/orders?a=%20+;secret=x",
                "postgresql:orders?opensesame.secret=orders/db | jdbc:postgresql:orders",
            })
    void of_secretAmongParameters_isTakenOutAlone(String url, String databaseUrl) throws SQLException {
        OpenSesameUrl parsed = OpenSesameUrl.of("jdbc:opensesame:" + url);

        assertThat(parsed.databaseUrl()).isEqualTo(databaseUrl);
        assertThat(parsed.options()).isEqualTo(Map.of(DriverOption.SECRET, "orders/db"));
    }

    @Test
    void of_everyOption_isTakenOut() throws SQLException {
        OpenSesameUrl parsed = OpenSesameUrl.of("jdbc:opensesame:mysql://db/orders?opensesame.maxTries=2&a=b"
                + "&opensesame.timeout=5s&opensesame.drain=2m&secret=a+b&opensesame.refusalsPerMinute=1"
                + "&opensesame.endpoint=https://kms:443/&tlsVersion=TLSv1.3");

        assertThat(parsed.databaseUrl()).isEqualTo("jdbc:mysql://db/orders?a=b&tlsVersion=TLSv1.3");
        assertThat(parsed.options())
                .isEqualTo(Map.of(
                        DriverOption.MAX_TRIES, "2",
                        DriverOption.TIMEOUT, "5s",
                        DriverOption.DRAIN, "2m",
                        DriverOption.SECRET, "a+b",
                        DriverOption.REFUSALS_PER_MINUTE, "1",
                        DriverOption.ENDPOINT, "https://kms:443/"));
    }

    @Property
    void of_parametersOfOthers_surviveByteForByte(
            @ForAll("places") String place, @ForAll("parameters") List<String> theirs, @ForAll int position)
            throws SQLException {
        for (String separators : List.of("?&", ";;")) {
            List<String> all = new ArrayList<>(theirs);
            all.add(Math.floorMod(position, theirs.size() + 1), "secret=orders/db");

            OpenSesameUrl parsed = OpenSesameUrl.of("jdbc:opensesame:" + joined(place, all, separators));

            assertThat(parsed.databaseUrl()).isEqualTo("jdbc:" + joined(place, theirs, separators));
            assertThat(parsed.options()).isEqualTo(Map.of(DriverOption.SECRET, "orders/db"));
        }
    }

    @Property
    void of_noParameterOfOurs_changesNothing(@ForAll("places") String place, @ForAll("parameters") List<String> theirs)
            throws SQLException {
        for (String separators : List.of("?&", ";;", "?;", ";?")) {
            String url = joined(place, theirs, separators);

            OpenSesameUrl parsed = OpenSesameUrl.of("jdbc:opensesame:" + url);

            assertThat(parsed.databaseUrl()).isEqualTo("jdbc:" + url);
            assertThat(parsed.options()).isEmpty();
        }
    }

    private static String joined(String place, List<String> parameters, String separators) {
        return parameters.isEmpty()
                ? place
                : place + separators.charAt(0) + String.join(separators.substring(1), parameters);
    }

    @Provide
    Arbitrary<String> places() {
        return Arbitraries.strings().all().excludeChars('?', ';').map(rest -> "postgresql:" + rest);
    }

    @Provide
    Arbitrary<List<String>> parameters() {
        Arbitrary<String> text = Arbitraries.strings().all().excludeChars('?', ';', '&', '=', '{', '}');
        Arbitrary<String> value = Arbitraries.strings().all().excludeChars('?', ';', '&', '{', '}');
        Arbitrary<String> parameter = text.flatMap(
                name -> value.flatMap(v -> Arbitraries.of(name, name + "=" + v, "x" + name + "={" + v + "}")));
        return parameter
                .filter(p -> !DriverOption.isOurs(p.split("=", 2)[0]))
                .list()
                .ofMaxSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | names no database",
                "?secret=hush | names no database",
                "jdbc:postgresql://db/orders?secret=hush | second 'jdbc:'",
                "jdbc:opensesame:postgresql://db/orders?secret=hush | second 'jdbc:'",
                "postgresql://db/orders?secret=hush&secret=hush | 'secret' is there twice",
                "postgresql://db/orders?secret=hush&opensesame.secret=hush | 'opensesame.secret' is there twice",
                "postgresql://db/orders?secret=hush%2 | two hexadecimal digits",
                "postgresql://db/orders?secret=hush%+1 | two hexadecimal digits",
                "postgresql://db/orders?opensesame.pendingStage=hush | no parameter 'opensesame.pendingStage'",
                "sqlserver://db;opensesame.Secret=hush | no parameter 'opensesame.Secret'",
            })
    void of_malformed_saysWhatToMendAndShowsNoValue(String url, String rule) {
        assertThatThrownBy(() -> OpenSesameUrl.of("jdbc:opensesame:" + url))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
                .hasMessageContaining(rule)
                .hasMessageNotContaining("hush");
    }
}

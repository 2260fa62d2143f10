package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://db:5432/orders?password=hush | jdbc:postgresql://db:5432/orders",
                "jdbc:postgresql://db/orders | jdbc:postgresql://db/orders",
                "jdbc:sqlserver://db:1433;password=hush | jdbc:sqlserver://db:1433",
                "jdbc:db2://db:50000/orders:user=app;password=hush; | jdbc:db2://db:50000/orders:",
                "jdbc:mysql://app:hush@db:3306/orders?a=b@c | jdbc:mysql://...@db:3306/orders",
                "jdbc:mysql://app:hu/sh@db:3306/orders | jdbc:mysql://...@db:3306/orders",
                "jdbc:mysql://(host=db,password=hush)/orders | jdbc:mysql://(",
                "jdbc:oracle:thin:app/hush@db:1521:orders | jdbc:oracle:thin:...@db:1521:orders",
                "jdbc:oracle:thin:app/hu:sh@//db:1521/orders | jdbc:oracle:thin:...@//db:1521/orders",
                "jdbc:oracle:thin:@//db:1521/orders | jdbc:oracle:thin:@//db:1521/orders",
                "jdbc:oracle:thin:@(DESCRIPTION=(HOST=db)) | jdbc:oracle:thin:@(",
                "jdbc:oracle:thin:app/hu?sh@db:1521:x | jdbc:oracle:thin:...@db:1521:x",
                "jdbc:mysql://app:hu?sh@db/orders?a=b | jdbc:mysql://...@db/orders",
                "jdbc:mysql://app:hu;sh@db/orders | jdbc:mysql://...@db/orders",
                "jdbc:mysql://app:hu=sh@db/orders | jdbc:mysql://app:",
                "no URL | no URL",
            })
    void of_everyDriversWay_showsNeitherParametersNorLogin(String url, String shown) {
        assertThat(ShownUrl.of(url)).isEqualTo(shown);
    }

    @Property
    void of_anyParameter_isNotShown(@ForAll @AlphaChars @StringLength(min = 1, max = 10) String value) {
        String secret = "<" + value + ">";

        assertThat(ShownUrl.of("jdbc:postgresql://db/orders?a=" + secret)).doesNotContain(secret);
        assertThat(ShownUrl.of("jdbc:sqlserver://db;a=b;c=" + secret)).doesNotContain(secret);
        assertThat(ShownUrl.of("jdbc:db2://db/orders:a=" + secret)).doesNotContain(secret);
        assertThat(ShownUrl.of("jdbc:mysql://app:" + secret + "@db/orders")).doesNotContain(secret);
    }
}

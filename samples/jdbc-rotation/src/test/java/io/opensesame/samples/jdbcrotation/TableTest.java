package io.opensesame.samples.jdbcrotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void toString_rowsOfDifferentLength_areAligned() {
        Table table = new Table("what", "count").add("all of them", "1,000").add("some", "7");

        assertThat(table).hasToString("""
                  what          count
                  all of them   1,000
                  some              7
                """);
    }
}

package io.opensesame.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
    @Property
    void split_singleQuotedWords_givesThemBack(@ForAll List<String> words) {
        String line = words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" \t\n"));

        assertThat(ShellWords.split(line)).isEqualTo(words);
    }

    @Property
    void split_doubleQuotedWords_givesThemBack(@ForAll List<String> words) {
        String line = words.stream()
                .map(word -> "\"" + word.replaceAll("[\"\\\\$`]", "\\\\$0") + "\"")
                .collect(Collectors.joining(" "));

        assertThat(ShellWords.split(line)).isEqualTo(words);
    }

    @Test
    void split_mixedQuotes_joinsThemIntoOneWord() {
        assertThat(ShellWords.split("a'b c'\"d e\"\\ f g")).containsExactly("ab cd e f", "g");
    }

    @Test
    void split_backslashInDoubleQuotes_escapesOnlyWhatAShellWould() {
        assertThat(ShellWords.split("\"a\\nb\\$c\\\\\"")).containsExactly("a\\nb$c\\");
    }

    @Test
    void split_lineContinuation_vanishes() {
        assertThat(ShellWords.split("a \\\n b\\\nc \"d\\\ne\"")).containsExactly("a", "bc", "de");
    }

    @Test
    void split_shellSyntax_isTakenAsText() {
        assertThat(ShellWords.split("echo $HOME *.txt | sh; x > y"))
                .containsExactly("echo", "$HOME", "*.txt", "|", "sh;", "x", ">", "y");
    }
}

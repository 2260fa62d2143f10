package io.opensesame.jdbc.rotator;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts that break out of quotes, if anything does. */
final class Texts {
    private static final String[] PARTS = {
        "'", "\"", "`", "\\", "''", ";", "--", "/*", "*/", "#", "$$", "?", ":x", "{fn", "}", "(", ")", ",", "@", "%",
        "a", "B", " ", "\n", "é", "字", "TO", "GRANT"
    };

    private Texts() {}

    /** Returns texts of up to 8 parts each, the same ones at each call; none ends in a space, which names may not. */
    static List<String> odd(int count) {
        Random random = new Random(7);
        return Stream.generate(() -> random.ints(random.nextInt(8), 0, PARTS.length)
                        .mapToObj(i -> PARTS[i])
                        .collect(Collectors.joining("", "", "x")))
                .distinct()
                .limit(count)
                .toList();
    }
}

package io.opensesame.spring;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Secrets that are read ahead in the background, once the application has started.
 *
 * @param secrets names or ARNs
 * @param within time over which the reads are spread, so that a fleet does not ask together
 */
public record PreloadSettings(
        @DefaultValue List<String> secrets,
        @DefaultValue("0s") Duration within) {
    private static final Duration LONGEST = Duration.ofHours(24);

    /** Refuses what the client would refuse once the application has started. */
    void check() {
        if (within.isNegative() || within.compareTo(LONGEST) > 0) {
            throw Setting.refused("preload.within", within, "Need 0 to 24 h.");
        }
        if (secrets.stream().anyMatch(String::isBlank)) {
            throw Setting.refused("preload.secrets", secrets, "Need names of secrets, and one of them is blank.");
        }
    }
}

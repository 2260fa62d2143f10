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
        @DefaultValue("0s") Duration within) {}

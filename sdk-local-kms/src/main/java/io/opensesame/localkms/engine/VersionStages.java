package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.opensesame.localkms.engine.call.Json;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of version stages. The charset and length of custom ones are not documented; these are a name's. */
final class VersionStages {
    static final String CURRENT = "ACSCurrent";
    static final String PREVIOUS = "ACSPrevious";

    private static final String PARAMETER = "VersionStages";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_/+=.@-]{1,64}");

    private VersionStages() {}

    static boolean isBuiltIn(String stage) {
        return stage.equals(CURRENT) || stage.equals(PREVIOUS);
    }

    static String check(String parameter, String stage) {
        if (!NAME.matcher(stage).matches()) {
            throw ServiceRefusal.invalid(parameter);
        }
        return stage;
    }

    /**
     * Reads {@code ["ACSCurrent","blue"]} or {@code {"VersionStage":["ACSCurrent","blue"]}}. ACSCurrent with
     * ACSPrevious is refused: the version that was current becomes the previous one.
     */
    static Set<String> parse(String text) {
        JsonNode json = Json.read(PARAMETER, text);
        if (!((json.isObject() ? json.path("VersionStage") : json) instanceof ArrayNode array) || array.isEmpty()) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
        Set<String> stages = new LinkedHashSet<>();
        for (JsonNode stage : array) {
            stages.add(check(PARAMETER, stage.isTextual() ? stage.textValue() : ""));
        }
        if (stages.contains(CURRENT) && stages.contains(PREVIOUS)) {
            throw ServiceRefusal.invalid(PARAMETER);
        }
        return Collections.unmodifiableSet(stages);
    }
}

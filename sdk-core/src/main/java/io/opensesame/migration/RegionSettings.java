package io.opensesame.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.kms.KmsEndpoint;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One region of {@code cache_client_region_id}.
 *
 * @param endpoint where its KMS is
 * @param caFile the CA of its KMS instance, if it names one
 */
record RegionSettings(KmsEndpoint endpoint, Optional<String> caFile) {
    private static final String INSTANCE_DOMAIN = ".cryptoservice.kms.aliyuncs.com";
    private static final String SHAPE = "a JSON array like [{\"regionId\":\"cn-hangzhou\"}]";
    private static final Set<String> MEMBERS = Set.of("regionId", "endpoint", "vpc", "caFilePath");

    /** A member and its value after a shell took the quotes away, as it does with an unquoted {@code export}. */
    private static final Pattern BARE_MEMBER = Pattern.compile("([{,]\\s*)(\\w+)\\s*:\\s*([^{}\\[\\],]*)");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    static List<RegionSettings> read(NamedTexts place, List<String> warnings) {
        List<RegionSettings> regions = new ArrayList<>();
        place.text(Keys.REGIONS).ifPresent(text -> {
            for (JsonNode region : array(place, text)) {
                regions.add(read(place, regions.size() + 1, region, warnings));
            }
        });
        return regions;
    }

    private static JsonNode array(NamedTexts place, String text) {
        boolean quoted = text.indexOf('"') >= 0 || text.indexOf('\'') >= 0;
        try {
            JsonNode array =
                    JSON.readTree(quoted ? text : BARE_MEMBER.matcher(text).replaceAll("$1\"$2\":\"$3\""));
            if (array.isArray() && !array.isEmpty()) {
                return array;
            }
        } catch (JsonProcessingException e) {
            // Said below, without the cause, whose message shows the text.
        }
        throw place.problem(Keys.REGIONS + " must be " + SHAPE + "; what it is instead is not shown");
    }

    private static RegionSettings read(NamedTexts place, int number, JsonNode region, List<String> warnings) {
        String where = Keys.REGIONS + ", region " + number;
        if (!region.isObject()) {
            throw place.problem(where + ": must be an object, as in " + SHAPE);
        }
        Set<String> unknown = new TreeSet<>();
        region.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(MEMBERS);
        if (!unknown.isEmpty()) {
            warnings.add(place.place() + ": " + where + ": not understood and ignored: " + String.join(", ", unknown));
        }
        KmsEndpoint endpoint = endpoint(place, where, region);
        Optional<String> caFile = member(region, "caFilePath");
        if (caFile.isEmpty() && endpoint.authority().endsWith(INSTANCE_DOMAIN)) {
            warnings.add(place.place() + ": " + where + ": " + endpoint.authority() + " is a KMS instance, whose"
                    + " certificate a CA of its own signs: name the CA's file as 'caFilePath', or trust it by tls(...)"
                    + " on the builder");
        }
        return new RegionSettings(endpoint, caFile);
    }

    private static KmsEndpoint endpoint(NamedTexts place, String where, JsonNode region) {
        Optional<String> address = member(region, "endpoint");
        Optional<String> id = member(region, "regionId");
        try {
            if (address.isPresent()) {
                String text = address.get();
                return KmsEndpoint.of(URI.create(text.contains("://") ? text : "https://" + text));
            }
            if (id.isPresent()) {
                return vpc(region) ? KmsEndpoint.vpc(id.get()) : KmsEndpoint.publicRegion(id.get());
            }
        } catch (IllegalArgumentException e) {
            throw place.problem(where + ": " + e.getMessage());
        }
        throw place.problem(where + ": has neither 'regionId' nor 'endpoint'");
    }

    private static boolean vpc(JsonNode region) {
        String text = member(region, "vpc").orElse("false");
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("'vpc' must be true or false");
        }
        return Boolean.parseBoolean(text);
    }

    private static Optional<String> member(JsonNode region, String name) {
        JsonNode node = region.get(name);
        return node == null || node.isNull()
                ? Optional.empty()
                : Optional.of(node.asText().strip()).filter(text -> !text.isEmpty());
    }
}

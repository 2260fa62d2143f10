package io.opensesame.spring.configdata;

import io.opensesame.secrets.VersionStage;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a location asks for: {@code opensesame:<name or ARN>[?prefix=&stage=&version=&format=]}.
 *
 * @param name the secret's name or ARN; may have {@value #PROFILE} in it
 * @param prefix what the names of its properties begin with; empty for nothing
 * @param stage the stage that is followed, unless there is a version id
 * @param versionId the version that is pinned, or null
 * @param format how the value is read
 */
record SecretLocation(
        String name,
        String prefix,
        VersionStage stage,
        @Nullable String versionId,
        SecretFormat format) {
    /** What every location begins with. */
    static final String SCHEME = "opensesame:";

    /** Stands for each active profile. */
    static final String PROFILE = "{profile}";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_/+=.@-]{1,192}");
    private static final Pattern ARN_BEGIN = Pattern.compile("acs:kms:[a-z0-9-]+:[0-9]+:secret/");
    private static final Pattern PREFIX = Pattern.compile("[\\w-]+(\\[[\\w.-]+])*(\\.[\\w-]+(\\[[\\w.-]+])*)*");
    private static final Pattern VERSION = Pattern.compile("[\\x21-\\x7e]{1,64}");

    private enum Option {
        PREFIX,
        STAGE,
        VERSION,
        FORMAT;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static String keys() {
            return Arrays.stream(values()).map(Option::key).collect(Collectors.joining(", "));
        }
    }

    /**
     * Reads a location.
     *
     * @throws IllegalArgumentException if it is malformed; the message says how, and does not quote it whole
     */
    static SecretLocation parse(String location) {
        String rest = location.substring(SCHEME.length());
        int question = rest.indexOf('?');
        String name = question < 0 ? rest : rest.substring(0, question);
        requireName(name);
        Map<Option, String> options = options(question < 0 ? "" : rest.substring(question + 1));
        String prefix = options.getOrDefault(Option.PREFIX, defaultPrefix(name));
        if (!prefix.isEmpty() && !PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("prefix '" + prefix + "' is no property name, such as orders.db");
        }
        String versionId = options.get(Option.VERSION);
        if (versionId != null && options.containsKey(Option.STAGE)) {
            throw new IllegalArgumentException(
                    "stage and version exclude each other: a version is one for good, a stage"
                            + " moves on to the next");
        }
        if (versionId != null && !VERSION.matcher(versionId).matches()) {
            throw new IllegalArgumentException("a version id has 1 to 64 characters and no blanks");
        }
        String stage = options.get(Option.STAGE);
        return new SecretLocation(
                name,
                prefix,
                stage == null ? VersionStage.CURRENT : VersionStage.of(stage),
                versionId,
                SecretFormat.of(options.getOrDefault(Option.FORMAT, SecretFormat.AUTO.key())));
    }

    private static void requireName(String name) {
        String bare = ARN_BEGIN.matcher(name.replace(PROFILE, "p")).replaceFirst("");
        if (!NAME.matcher(bare).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no secret's name: 1 to 192 letters, digits or"
                    + " _ / + = . @ -; nor an ARN: acs:kms:<region>:<account>:secret/<name>");
        }
    }

    private static Map<Option, String> options(String query) {
        Map<Option, String> options = new HashMap<>();
        for (String part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            Option option = Arrays.stream(Option.values())
                    .filter(each -> each.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "there is no option '" + key + "'; the options are " + Option.keys()));
            if (equals < 0) {
                throw new IllegalArgumentException("option " + key + " has no value: write " + key + "=...");
            }
            if (options.put(option, decoded(key, part.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("option " + key + " is there twice");
            }
        }
        return options;
    }

    private static String decoded(String key, String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option " + key + " has a % that two hexadecimal digits must follow", e);
        }
    }

    /**
     * The name's parts, joined by dots, without what stands for the profile: so one profile's value hides another's.
     */
    private static String defaultPrefix(String name) {
        String bare = ARN_BEGIN.matcher(name).replaceFirst("").replace(PROFILE, "");
        return Arrays.stream(bare.split("/"))
                .map(part -> part.replaceAll("^[.-]+|[.-]+$", ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("."));
    }

    /** Tells whether the name has a part for the profile. */
    boolean isProfileSpecific() {
        return name.contains(PROFILE);
    }

    /**
     * Returns the location for one profile.
     *
     * @throws IllegalArgumentException if the name with the profile is no secret's
     */
    SecretLocation inProfile(String profile) {
        String resolved = name.replace(PROFILE, profile);
        requireName(resolved);
        return new SecretLocation(resolved, prefix, stage, versionId, format);
    }

    /** {@return which version is asked for, in words} */
    String version() {
        return versionId == null ? "at stage " + stage : "of version '" + versionId + "'";
    }

    /** {@return the secret and what of it, which is nothing secret} */
    @Override
    public String toString() {
        return "secret '" + name + "' " + version() + " under '" + prefix + "' as " + format.key();
    }
}

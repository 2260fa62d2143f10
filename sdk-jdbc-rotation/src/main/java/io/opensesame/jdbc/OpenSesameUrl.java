package io.opensesame.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A URL of {@link OpenSesameDriver}, taken apart into what is for OpenSesame and the database's own URL, which keeps
 * every other character.
 *
 * <p>Parameters begin at the first {@code ?} and are set off by {@code &}, or begin at the first {@code ;} and are set
 * off by it, whichever comes first; in the latter form a value may stand in braces, as SQL Server has it.
 */
final class OpenSesameUrl {
    static final String PREFIX = "jdbc:opensesame:";

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final String url;
    private final String databaseUrl;
    private final Map<DriverOption, String> options;

    private OpenSesameUrl(String url, String databaseUrl, Map<DriverOption, String> options) {
        this.url = url;
        this.databaseUrl = databaseUrl;
        this.options = options;
    }

    /** Takes a URL apart that begins with {@link #PREFIX}. */
    static OpenSesameUrl of(String url) throws SQLException {
        String place = url.substring(PREFIX.length());
        if (place.isEmpty() || "?;".indexOf(place.charAt(0)) >= 0) {
            throw malformed(url, "it names no database; write " + PREFIX + "postgresql://host/database?secret=name");
        }
        if (place.toLowerCase(Locale.ROOT).startsWith("jdbc:")) {
            throw malformed(url, "leave out the second 'jdbc:' after " + PREFIX);
        }
        String given = "jdbc:" + place;
        int start = parametersStart(given);
        if (start == given.length()) {
            return new OpenSesameUrl(url, given, Map.of());
        }
        boolean query = given.charAt(start) == '?';
        Map<DriverOption, String> ours = new EnumMap<>(DriverOption.class);
        List<String> theirs = new ArrayList<>();
        String parameters = given.substring(start + 1);
        for (String parameter : query ? List.of(parameters.split("&", -1)) : splitAtSemicolons(parameters)) {
            if (!take(url, parameter, ours)) {
                theirs.add(parameter);
            }
        }
        String rest = theirs.isEmpty() ? "" : given.charAt(start) + String.join(query ? "&" : ";", theirs);
        return new OpenSesameUrl(url, given.substring(0, start) + rest, ours);
    }

    private static int parametersStart(String given) {
        int start = 0;
        while (start < given.length() && given.charAt(start) != '?' && given.charAt(start) != ';') {
            start++;
        }
        return start;
    }

    /** Splits at semicolons, other than those in a value that stands in braces, in which a closing brace is doubled. */
    private static List<String> splitAtSemicolons(String parameters) {
        List<String> split = new ArrayList<>();
        int start = 0;
        for (int end = 0; end <= parameters.length(); end++) {
            if (end == parameters.length() || parameters.charAt(end) == ';') {
                split.add(parameters.substring(start, end));
                start = end + 1;
            } else if (parameters.startsWith("={", end)) {
                end = closingBrace(parameters, end + 2);
            }
        }
        return split;
    }

    /** Returns where the value in braces ends; the last character if it does not. */
    private static int closingBrace(String parameters, int from) {
        for (int end = from; end < parameters.length(); end++) {
            if (parameters.startsWith("}}", end)) {
                end++;
            } else if (parameters.charAt(end) == '}') {
                return end;
            }
        }
        return parameters.length() - 1;
    }

    /** Takes a parameter if it is for OpenSesame. */
    private static boolean take(String url, String parameter, Map<DriverOption, String> ours) throws SQLException {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        if (!DriverOption.isOurs(name)) {
            return false;
        }
        Optional<DriverOption> option = DriverOption.of(name);
        if (option.isEmpty()) {
            throw malformed(url, unknown("parameter", name));
        }
        String value = decoded(url, name, equals < 0 ? "" : parameter.substring(equals + 1));
        if (ours.putIfAbsent(option.get(), value) != null) {
            throw malformed(url, "the parameter '" + name + "' is there twice; leave one out");
        }
        return true;
    }

    private static String decoded(String url, String name, String value) throws SQLException {
        if (BROKEN_ESCAPE.matcher(value).find()) {
            throw malformed(url, "in the parameter '" + name + "' a % is not followed by two hexadecimal digits");
        }
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8); // a plus stays one
    }

    static String unknown(String what, String name) {
        return "there is no " + what + " '" + name + "'; those that begin with '" + DriverOption.PREFIX + "' are "
                + DriverOption.names();
    }

    private static SQLException malformed(String url, String what) {
        return new SQLNonTransientConnectionException(
                "the URL " + ShownUrl.of(url) + " is wrong: " + what, SqlStates.CANNOT_CONNECT);
    }

    /** Returns the failure that says what is wrong with this URL, or with what came along with it. */
    SQLException wrong(String what) {
        return malformed(url, what);
    }

    /** Returns the URL for the database's own driver. */
    String databaseUrl() {
        return databaseUrl;
    }

    /** Returns what the URL says to OpenSesame. */
    Map<DriverOption, String> options() {
        return options;
    }
}

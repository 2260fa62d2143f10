package io.opensesame.internal.credentials;

import io.opensesame.error.CredentialsException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the INI dialect of the credentials file: {@code [section]}, {@code name = value}, comments after {@code #} or
 * {@code ;} at the start of a line, and lines that go on after a tab. The last of several equal names counts.
 */
final class IniSections {
    private final String what;
    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    private @Nullable Map<String, String> section;
    private @Nullable String name;

    private IniSections(String what) {
        this.what = what;
    }

    /** Returns names and values by section; {@code what} names the text in messages, which show none of it. */
    static Map<String, Map<String, String>> parse(String what, String text) {
        IniSections sections = new IniSections(what);
        int number = 0;
        for (String line : text.startsWith("\uFEFF")
                ? text.substring(1).lines().toList()
                : text.lines().toList()) {
            sections.line(++number, line);
        }
        return sections.sections;
    }

    private void line(int number, String line) {
        String content = line.strip();
        if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) {
            return;
        }
        if (line.startsWith("\t") && section != null && name != null) {
            section.merge(name, content, String::concat);
        } else if (content.startsWith("[")) {
            startSection(number, content);
        } else {
            addValue(number, content);
        }
    }

    private void startSection(int number, String content) {
        if (!content.endsWith("]")) {
            throw malformed(number, "a section's name ends with ']'");
        }
        String title = content.substring(1, content.length() - 1).strip();
        section = sections.computeIfAbsent(title, unused -> new LinkedHashMap<>());
        name = null;
    }

    private void addValue(int number, String content) {
        int equals = content.indexOf('=');
        if (equals <= 0) {
            throw malformed(number, "a line is 'name = value', '[section]' or a comment");
        }
        if (section == null) {
            throw malformed(number, "values come after the line '[section]' that they belong to");
        }
        name = content.substring(0, equals).strip();
        section.put(name, content.substring(equals + 1).strip());
    }

    private CredentialsException malformed(int number, String rule) {
        return new CredentialsException(what + ", line " + number + ": " + rule + ".", null);
    }
}

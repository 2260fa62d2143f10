package io.opensesame.spring.configdata;

import io.opensesame.error.SecretFormatException;
import io.opensesame.secrets.SecretValue;
import java.io.StringReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;

/**
 * Reads a YAML text as Spring Boot does. As that has no bounds, the text is looked through first: it may have no
 * aliases, by which a short text becomes a huge one, and no great depth.
 */
final class YamlText {
    private static final int MAXIMUM_DEPTH = 50;

    private final SecretValue value;
    private int depth;
    private int documents;
    private boolean topLevel;

    private YamlText(SecretValue value) {
        this.value = value;
    }

    static Map<String, String> read(SecretValue value) {
        new YamlText(value).check();
        return PropertiesText.load(
                value,
                new YamlPropertySourceLoader(),
                "is no YAML that can become properties: a key is there twice, or a value has a tag of its own");
    }

    private void check() {
        try {
            for (Event event : new Yaml().parse(new StringReader(value.exposeText()))) {
                check(event);
            }
        } catch (MarkedYAMLException e) {
            throw misfit("is no YAML", e.getProblemMark()); // the exception quotes the text, so it is no cause
        } catch (YAMLException e) {
            throw misfit("is no YAML", null);
        }
    }

    private void check(Event event) {
        if (event instanceof DocumentStartEvent) {
            topLevel = true;
            if (++documents > 1) {
                throw misfit("holds several YAML documents; keep one", event.getStartMark());
            }
        } else if (event instanceof AliasEvent) {
            throw misfit("has a YAML alias; write out what it stands for", event.getStartMark());
        } else if (event instanceof CollectionEndEvent) {
            depth--;
        } else if (documents > 0 && !(event instanceof DocumentEndEvent)) {
            inDocument(event);
        }
    }

    private void inDocument(Event event) {
        if (topLevel && !(event instanceof MappingStartEvent)) {
            throw misfit("is no YAML mapping of keys to values", event.getStartMark());
        }
        topLevel = false;
        if (event instanceof CollectionStartEvent && ++depth > MAXIMUM_DEPTH) {
            throw misfit("is nested more than " + MAXIMUM_DEPTH + " deep", event.getStartMark());
        }
    }

    private SecretFormatException misfit(String what, @Nullable Mark mark) {
        return SecretFormat.misfit(
                value,
                mark == null
                        ? what
                        : what + ": problem at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1));
    }
}

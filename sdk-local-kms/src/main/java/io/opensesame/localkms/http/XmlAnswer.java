package io.opensesame.localkms.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.Map;

/**
 * Writes an answer's JSON tree as XML: a member is an element, a list is its element repeated.
 *
 * <p>Lists of the service are wrapped twice in JSON, {@code "VersionStages":{"VersionStage":[...]}}, which is what
 * gives them an element around their elements here.
 */
final class XmlAnswer {
    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");

    private XmlAnswer() {}

    /**
     * Returns the document.
     *
     * @throws ServiceRefusal if a value holds a character that XML 1.0 can't
     */
    static String of(String root, ObjectNode answer) {
        XmlAnswer writer = new XmlAnswer();
        writer.element(root, answer);
        return writer.xml.toString();
    }

    private void element(String name, JsonNode value) {
        xml.append('<').append(name).append('>');
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                member(member.getKey(), member.getValue());
            }
        } else {
            value.asText().codePoints().forEach(this::character);
        }
        xml.append("</").append(name).append('>');
    }

    private void member(String name, JsonNode value) {
        if (value instanceof ArrayNode list) {
            list.forEach(item -> element(name, item));
        } else {
            element(name, value);
        }
    }

    private void character(int codePoint) {
        switch (codePoint) {
            case '&' -> xml.append("&amp;");
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            // Bare, a parser would read it as a line feed.
            case '\r' -> xml.append("&#13;");
            default -> {
                if (!isAllowed(codePoint)) {
                    throw new ServiceRefusal(
                            400,
                            "InvalidParameter.Format",
                            "The answer has a character that XML can't hold: use Format=JSON.");
                }
                xml.appendCodePoint(codePoint);
            }
        }
    }

    private static boolean isAllowed(int codePoint) {
        return codePoint == '\t'
                || codePoint == '\n'
                || (codePoint >= 0x20 && codePoint <= 0xD7FF)
                || (codePoint >= 0xE000 && codePoint <= 0xFFFD)
                || codePoint >= 0x10000;
    }
}

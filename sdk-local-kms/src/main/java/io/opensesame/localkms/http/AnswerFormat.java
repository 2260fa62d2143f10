package io.opensesame.localkms.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.http.signature.ApiRequest;
import java.util.Locale;

/** How an answer is written: as the request's {@code Format} says, in JSON if it says nothing. */
enum AnswerFormat {
    JSON("application/json;charset=utf-8") {
        @Override
        String write(String root, ObjectNode answer) {
            return answer.toString();
        }
    },
    // The content type to the letter: an official client parses XML under this one alone.
    XML("text/xml;charset=utf-8") {
        @Override
        String write(String root, ObjectNode answer) {
            return XmlAnswer.of(root, answer);
        }
    };

    private final String contentType;

    AnswerFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** Returns the answer as text; XML needs a name for its root element. */
    abstract String write(String root, ObjectNode answer);

    /** Returns the format that the request asks for, or refuses it. */
    static AnswerFormat of(ApiRequest request) {
        String format = request.parameter("Format").orElse("JSON").toUpperCase(Locale.ROOT);
        return switch (format) {
            case "JSON" -> JSON;
            case "XML" -> XML;
            default ->
                throw new ServiceRefusal(
                        400, "InvalidParameter.Format", "The specified parameter \"Format\" is neither JSON nor XML.");
        };
    }
}

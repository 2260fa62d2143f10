package io.opensesame.localkms.http;

import com.sun.net.httpserver.HttpExchange;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.http.signature.ApiRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads an API request, whatever its framing, up to bounds on everything. */
final class RequestReader {
    static final int MAX_BODY_BYTES = 1024 * 1024;
    static final int MAX_TARGET_CHARACTERS = 512 * 1024;
    static final int MAX_HEADER_CHARACTERS = 64 * 1024;

    private static final String FORM = "application/x-www-form-urlencoded";

    private RequestReader() {}

    /** Returns the request that the exchange holds, or refuses it. */
    static ApiRequest read(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new ServiceRefusal(403, "UnsupportedHTTPMethod", "This http method is not supported.");
        }
        if (!exchange.getRequestURI().getPath().equals("/")) {
            throw new ServiceRefusal(
                    404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method.");
        }
        Map<String, List<String>> headers = exchange.getRequestHeaders();
        checkSize(headers);
        String rawQuery =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        if (rawQuery.length() > MAX_TARGET_CHARACTERS) {
            throw new ServiceRefusal(414, "RequestTooLarge", "The query exceeds " + MAX_TARGET_CHARACTERS + " bytes.");
        }
        byte[] body = readBody(exchange);
        Map<String, String> query = FormDecoder.decode(rawQuery);
        Map<String, String> form = decodeForm(headers, body);
        for (String name : form.keySet()) {
            if (query.containsKey(name)) {
                throw FormDecoder.duplicate(name);
            }
        }
        return new ApiRequest(method, query, form, headers, body);
    }

    /** Returns the whole body, or refuses it if it is over the bound. */
    static byte[] readBody(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            exchange.getResponseHeaders().set("Connection", "close");
            throw new ServiceRefusal(413, "RequestTooLarge", "The request body exceeds " + MAX_BODY_BYTES + " bytes.");
        }
        return body;
    }

    private static void checkSize(Map<String, List<String>> headers) {
        long characters = 0;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            for (String value : header.getValue()) {
                characters += header.getKey().length() + value.length();
            }
        }
        if (characters > MAX_HEADER_CHARACTERS) {
            throw new ServiceRefusal(431, "RequestTooLarge", "The headers exceed " + MAX_HEADER_CHARACTERS + " bytes.");
        }
    }

    private static Map<String, String> decodeForm(Map<String, List<String>> headers, byte[] body) {
        if (body.length == 0) {
            return Map.of();
        }
        String contentType = String.join(",", headers.getOrDefault("Content-Type", List.of()));
        if (!contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM)) {
            throw FormDecoder.malformed("a body must be " + FORM);
        }
        return FormDecoder.decode(new String(body, StandardCharsets.ISO_8859_1));
    }
}

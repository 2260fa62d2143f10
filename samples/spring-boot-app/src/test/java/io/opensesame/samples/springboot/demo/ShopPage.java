package io.opensesame.samples.springboot.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample's page and what is behind it, over HTTP. */
final class ShopPage {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;

    ShopPage(String url) {
        this.url = url;
    }

    JsonNode status() throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get("/status").body());
    }

    /** Returns the version of a secret that the application holds. */
    String version(String secret) throws IOException, InterruptedException {
        for (JsonNode each : status().get("secrets")) {
            if (each.get("name").asString().equals(secret)
                    && each.get("stage").asString().equals("ACSCurrent")) {
                return each.get("version").asString();
            }
        }
        throw new AssertionError("the status does not show " + secret);
    }

    /** Returns the secrets whose rotations the application saw, the newest first. */
    List<String> rotations() throws IOException, InterruptedException {
        List<String> rotations = new ArrayList<>();
        status().get("rotations")
                .forEach(each -> rotations.add(each.get("secret").asString()));
        return rotations;
    }

    int rotate(String secret) throws IOException, InterruptedException {
        return post("/rotate?secret=" + secret).statusCode();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("X-Rotate", "yes")
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}

package io.opensesame.internal.credentials;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A web server on a free loopback port, which answers as a test says. */
final class TestHttpServer implements AutoCloseable {
    /** What was asked. */
    record Asked(Request request) {
        String line() {
            return request.getMethod() + " " + URI.create(request.getUrl()).getPath();
        }

        String body() {
            return request.getBodyAsString();
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(request.getHeader(name));
        }

        Optional<String> query(String name) {
            return Optional.of(request.queryParameter(name))
                    .filter(parameter -> parameter.isPresent())
                    .map(parameter -> parameter.firstValue());
        }
    }

    /** What to answer. */
    record Reply(int status, String body) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final WireMockServer server;

    TestHttpServer(Function<Asked, Reply> replies) {
        server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .disableRequestJournal()
                .extensions(new Replies(replies)));
        server.start();
        server.stubFor(any(anyUrl()).willReturn(aResponse()));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Replies implements ResponseDefinitionTransformerV2 {
        private final Function<Asked, Reply> replies;

        Replies(Function<Asked, Reply> replies) {
            this.replies = replies;
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Asked request = new Asked(event.getRequest());
            asked.add(request);
            Reply reply = replies.apply(request);
            return aResponse()
                    .withStatus(reply.status())
                    .withHeader("Location", "/elsewhere")
                    .withBody(reply.body())
                    .build();
        }

        @Override
        public String getName() {
            return "replies";
        }
    }
}

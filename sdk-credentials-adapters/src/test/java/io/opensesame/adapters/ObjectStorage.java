package io.opensesame.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.forbidden;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;

/**
 * Stands in for Object Storage Service: it answers calls that are signed with the AccessKey that is valid, by its id.
 */
public final class ObjectStorage implements AutoCloseable {
    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    /** Starts it; no AccessKey is valid yet. */
    public ObjectStorage() {
        server.start();
        accept("none");
    }

    /** Accepts this AccessKey from now on, and no other. */
    public void accept(String accessKeyId) {
        server.resetMappings();
        server.stubFor(any(anyUrl())
                .atPriority(2)
                .willReturn(forbidden()
                        .withHeader("Content-Type", "application/xml")
                        .withHeader("x-oss-request-id", "5CAC0FEADE0170")
                        .withBody("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>InvalidAccessKeyId</Code>"
                                + "<Message>The OSS Access Key Id you provided does not exist in our records.</Message>"
                                + "<RequestId>5CAC0FEADE0170</RequestId><HostId>127.0.0.1</HostId></Error>")));
        server.stubFor(any(anyUrl())
                .atPriority(1)
                .withHeader("Authorization", containing(accessKeyId))
                .willReturn(ok("1,234 orders")
                        .withHeader("x-oss-request-id", "5CAC0FEADE0171")
                        .withHeader("ETag", "\"9B2CF535F27731C974343645A3985328\"")
                        .withHeader("Last-Modified", "Fri, 24 Feb 2012 06:07:48 GMT")));
    }

    /** Returns its address. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Returns how many calls came. */
    public int calls() {
        return server.getAllServeEvents().size();
    }

    @Override
    public void close() {
        server.stop();
    }
}

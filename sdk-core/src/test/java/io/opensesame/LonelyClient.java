package io.opensesame;

import io.opensesame.auth.Credentials;
import io.opensesame.error.KmsTransportException;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.GenericRequest;
import io.opensesame.kms.KmsEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/** A client of an endpoint where nobody answers. */
final class LonelyClient {
    private LonelyClient() {}

    /** Listens to everything, calls, and returns what the call fails with. */
    static RuntimeException failure() throws IOException {
        try (OpenSesame sesame = OpenSesame.builder()
                .endpoint(KmsEndpoint.of(URI.create("http://127.0.0.1:" + closedPort())))
                .credentials(Credentials.accessKey("AK-EXAMPLE", "secret"))
                .calls(CallOptions.builder().maxAttempts(1).build())
                .build()) {
            sesame.kms().listen(attempt -> {});
            sesame.secrets().listen(event -> {});
            sesame.kms().call(GenericRequest.of("ListKeys"));
            throw new AssertionError("somebody answered");
        } catch (KmsTransportException expected) {
            return expected;
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

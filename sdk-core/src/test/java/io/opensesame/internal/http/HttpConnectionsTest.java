package io.opensesame.internal.http;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.ProxyOptions;
import io.opensesame.kms.TlsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS and proxies. */
@Timeout(30)
class HttpConnectionsTest {
    private static final HeldCertificate CA =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final HeldCertificate OTHER_CA =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final HeldCertificate SERVER = new HeldCertificate.Builder()
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("kms.example")
            .signedBy(CA)
            .build();
    private static final HeldCertificate CLIENT =
            new HeldCertificate.Builder().commonName("client").signedBy(CA).build();

    private static final String PROXY_ASKS = String.join(
            "\r\n",
            "HTTP/1.1 407 Who",
            "Proxy-Authenticate: Basic realm=\"p\"",
            "Connection: close",
            "Content-Length: 0",
            "",
            "");

    private final TransportRig rig = new TransportRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void send_certificateOfAPrivateCa_isNotTrustedByItselfAndNotTriedAgain() {
        try (TinyServer server = tlsServer(false)) {
            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> rig.transport(https(server)).send(TransportRig.GET))
                    .withMessageContaining("TLS certificate is not trusted")
                    .withMessageContaining("TlsOptions");
            assertThat(rig.attempts).hasSize(1);
        }
    }

    @Test
    void send_privateCaAsTheSecondCertificateOfTheFile_isTrusted() {
        rig.tls = TlsOptions.builder()
                .trust(OTHER_CA.certificatePem() + CA.certificatePem())
                .build();
        try (TinyServer server = tlsServer(false)) {
            assertThat(rig.transport(https(server))
                            .send(TransportRig.GET)
                            .get("a")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void send_privateCaInsteadOfTheSystems_isTrusted() {
        rig.tls = TlsOptions.builder()
                .trust(CA.certificatePem())
                .trustSystem(false)
                .build();
        try (TinyServer server = tlsServer(false)) {
            assertThat(rig.transport(https(server))
                            .send(TransportRig.GET)
                            .get("a")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void send_certificateForAnotherHost_isRefused() {
        rig.tls = TlsOptions.builder().trust(CA.certificatePem()).build();
        try (TinyServer server = tlsServer(false)) {
            KmsEndpoint byAddress = KmsEndpoint.of(URI.create("https://127.0.0.1:" + server.port()));

            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> rig.transport(byAddress).send(TransportRig.GET))
                    .withMessageContaining("TLS certificate is not trusted");
        }
    }

    @Test
    void send_serverThatWantsAClientCertificate_getsIt() {
        rig.tls = TlsOptions.builder()
                .trust(CA.certificatePem())
                .clientCertificate(CLIENT.certificatePem(), CLIENT.privateKeyPkcs8Pem())
                .build();
        try (TinyServer server = tlsServer(true)) {
            assertThat(rig.transport(https(server))
                            .send(TransportRig.GET)
                            .get("a")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void send_serverThatWantsAClientCertificateAndNone_fails() {
        rig.tls = TlsOptions.builder().trust(CA.certificatePem()).build();
        rig.options = CallOptions.builder().maxAttempts(1).build();
        try (TinyServer server = tlsServer(true)) {
            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> rig.transport(https(server)).send(TransportRig.GET));
        }
    }

    @Test
    void send_httpProxyWithCredentials_tunnelsTlsAndShowsTheProxyNothingElse() {
        rig.tls = TlsOptions.builder().trust(CA.certificatePem()).build();
        try (TinyServer server = tlsServer(false);
                TinyServer proxy = TinyServer.plain(HttpConnectionsTest::tunnel)) {
            rig.proxy = ProxyOptions.http("127.0.0.1", proxy.port(), "user", "canary-password");

            assertThat(rig.transport(throughProxy(server))
                            .send(TransportRig.GET)
                            .get("a")
                            .asInt())
                    .isEqualTo(1);

            assertThat(proxy.heads)
                    .isNotEmpty()
                    .allSatisfy(head -> assertThat(head)
                            .startsWith("CONNECT kms.example:" + server.port())
                            .doesNotContain("x-acs-", "SecretName"));
            assertThat(server.heads).singleElement().asString().doesNotContain("Proxy-Authorization");
            assertThat(rig.log.lines.toString()).doesNotContain("canary");
        }
    }

    @Test
    void send_originInsideTheTunnelThatAsksForTheProxysPassword_doesNotGetItAndSeesEachNonceOnce() {
        rig.tls = TlsOptions.builder().trust(CA.certificatePem()).build();
        try (TinyServer server = tlsServer(false, (head, socket) -> TinyServer.write(socket, PROXY_ASKS));
                TinyServer proxy = TinyServer.plain(HttpConnectionsTest::tunnel)) {
            rig.proxy = ProxyOptions.http("127.0.0.1", proxy.port(), "user", "canary-password");

            assertThatExceptionOfType(KmsServiceException.class)
                    .isThrownBy(() -> rig.transport(throughProxy(server)).send(TransportRig.GET))
                    .satisfies(e -> assertThat(e.httpStatus()).isEqualTo(407));

            assertThat(server.heads).singleElement().asString().doesNotContainIgnoringCase("Proxy-Authorization");
        }
    }

    @Test
    void send_plainHttpThroughAProxyWithCredentials_showsThemToTheProxyInTheOneRequest() {
        try (TinyServer proxy = TinyServer.plain(HttpConnectionsTest::answerForUser)) {
            rig.proxy = ProxyOptions.http("127.0.0.1", proxy.port(), "user", "canary-password");
            KmsEndpoint endpoint = KmsEndpoint.plaintext(URI.create("http://kms.example"));

            assertThat(rig.transport(endpoint).send(TransportRig.GET).get("a").asInt())
                    .isEqualTo(1);

            assertThat(proxy.heads).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void send_plainHttpToThisMachine_goesThroughNoConfiguredProxy(String host) {
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        KmsEndpoint endpoint = KmsEndpoint.of(URI.create("http://" + host + ":" + rig.server.port()));
        try (TinyServer proxy = TinyServer.plain(TinyServer.json("{}"))) {
            for (ProxyOptions options : List.of(
                    ProxyOptions.http("127.0.0.1", proxy.port()), ProxyOptions.socks("127.0.0.1", proxy.port()))) {
                rig.proxy = options;
                rig.transport(endpoint).send(TransportRig.GET);
            }

            assertThat(proxy.heads).isEmpty();
            assertThat(rig.requests()).hasSize(2);
        }
    }

    @Test
    void send_plainHttpToThisMachine_goesThroughNoProxyOfTheSystem() {
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        rig.proxy = ProxyOptions.system();
        List<URI> asked = new CopyOnWriteArrayList<>();
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new RecordingSelector(asked));
        try {
            rig.transport().send(TransportRig.GET);
        } finally {
            ProxySelector.setDefault(before);
        }

        assertThat(asked).noneMatch(uri -> uri.getPort() == rig.server.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "http://LOCALHOST:1", "http://127.9.8.7", "http://[::1]:80"})
    void select_thisMachine_isDirect(String uri) {
        ProxyChoice choice = ProxyChoice.of(ProxyOptions.http("proxy.example", 3128));

        assertThat(choice.select(URI.create(uri))).containsExactly(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://kms.localhost", "http://127.0.0.1.example", "https://kms.example", "http://[::2]"})
    void select_anotherHost_isTheConfiguredProxy(String uri) {
        ProxyOptions options = ProxyOptions.http("proxy.example", 3128);

        assertThat(ProxyChoice.of(options).select(URI.create(uri)))
                .containsExactly(options.proxy().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"503 Busy\r\nRetry-After: 0", "408 Late\r\nRetry-After: 0", "421 Elsewhere"})
    void send_answerAfterWhichOkHttpSendsAgain_reachesUsAndNoNonceIsSentTwice(String answer) {
        TinyServer.Handler refusing = (head, socket) ->
                TinyServer.write(socket, "HTTP/1.1 " + answer + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        try (TinyServer server = TinyServer.plain(refusing)) {
            KmsEndpoint endpoint = KmsEndpoint.of(URI.create("http://127.0.0.1:" + server.port()));

            assertThatExceptionOfType(KmsServiceException.class)
                    .isThrownBy(() -> rig.transport(endpoint).send(TransportRig.GET));

            assertThat(server.heads).hasSameSizeAs(rig.attempts);
            assertThat(server.heads)
                    .extracting(head -> head.lines()
                            .filter(line -> line.startsWith("x-acs-signature-nonce"))
                            .findFirst())
                    .doesNotHaveDuplicates();
        }
    }

    /** OkHttp sends again after a 421 of a connection that serves several hosts, unless the body forbids it. */
    @Test
    void sign_anyCall_hasABodyThatIsSentOnce() {
        RpcService service = RpcService.kms(KmsEndpoint.publicRegion("cn-hangzhou"));
        SignedRequests requests = new SignedRequests(service, true, new Random(1));
        RpcCall put = new RpcCall("PutSecretValue", Map.of("SecretData", "x"), "s", true);

        assertThat(requests.prepare(TransportRig.GET).body().isOneShot()).isTrue();
        assertThat(requests.prepare(put).body().isOneShot()).isTrue();
    }

    @Test
    void send_proxyThatRefusesTheCredentials_fails() {
        rig.options = CallOptions.builder().maxAttempts(1).build();
        try (TinyServer proxy = TinyServer.plain(HttpConnectionsTest::tunnel)) {
            rig.proxy = ProxyOptions.http("127.0.0.1", proxy.port(), "user", "wrong-canary");

            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> rig.transport(KmsEndpoint.of(URI.create("https://kms.example:1")))
                            .send(TransportRig.GET))
                    .withMessageContaining("proxy")
                    .withMessageNotContaining("canary");
        }
    }

    @Test
    void close_idleConnection_isClosed() {
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        HttpConnections connections = rig.connections();
        HttpRpcTransport transport = rig.transport(connections);
        transport.send(TransportRig.GET);
        transport.send(TransportRig.GET);
        assertThat(connections.openConnections()).isEqualTo(1);

        connections.close();

        assertThat(connections.openConnections()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> transport.send(TransportRig.GET))
                .withMessage("this client is closed; build a new OpenSesame");
        assertThat(transport.sendAsync(TransportRig.GET))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalStateException.class)
                .withMessage("this client is closed; build a new OpenSesame");
    }

    @Test
    void close_connectionInUse_isClosedAfterItsCall() {
        rig.options =
                CallOptions.builder().maxResponseBytes(1024).maxAttempts(1).build();
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{\"a\":\"" + "x".repeat(1100) + "\"}")));
        HttpConnections connections = rig.connections();
        rig.listeners = List.of(attempt -> connections.close());

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> rig.transport(connections).send(TransportRig.GET));

        assertThat(connections.openConnections()).isZero();
    }

    @Test
    void close_whileCredentialsAreFetched_failsTheCallAndSendsNothing() {
        HttpConnections connections = rig.connections();
        rig.credentials = () -> {
            connections.close();
            return TransportRig.CREDENTIALS;
        };

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> rig.transport(connections).send(TransportRig.GET))
                .withMessageContaining("the client was closed");
        assertThat(rig.requests()).isEmpty();
        assertThat(connections.openConnections()).isZero();
    }

    @Test
    void close_answerBeingRead_cancelsTheCall() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        TinyServer.Handler stalling = (head, socket) -> {
            TinyServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
            begun.countDown();
            socket.getInputStream().read();
        };
        rig.options = CallOptions.builder()
                .deadline(Duration.ofMinutes(30))
                .attemptTimeout(Duration.ofMinutes(30))
                .readTimeout(Duration.ofMinutes(30))
                .build();
        try (TinyServer server = TinyServer.plain(stalling)) {
            HttpConnections connections = rig.connections();
            KmsEndpoint endpoint = KmsEndpoint.of(URI.create("http://127.0.0.1:" + server.port()));
            HttpRpcTransport transport = rig.transport(endpoint, connections);
            CompletableFuture<?> call = CompletableFuture.runAsync(() -> transport.send(TransportRig.GET), rig.calls);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            connections.close();

            assertThat(call)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(KmsTransportException.class)
                    .withMessageContaining("the client was closed");
        }
    }

    private static KmsEndpoint https(TinyServer server) {
        return KmsEndpoint.of(URI.create("https://localhost:" + server.port()));
    }

    /** By a name that only the proxy knows. */
    private static KmsEndpoint throughProxy(TinyServer server) {
        return KmsEndpoint.of(URI.create("https://kms.example:" + server.port()));
    }

    private static TinyServer tlsServer(boolean wantsClient) {
        return tlsServer(wantsClient, TinyServer.json("{\"a\":1}"));
    }

    private static TinyServer tlsServer(boolean wantsClient, TinyServer.Handler handler) {
        HandshakeCertificates certificates = new HandshakeCertificates.Builder()
                .heldCertificate(SERVER)
                .addTrustedCertificate(CA.certificate())
                .build();
        ServerSocketFactory sockets = context(certificates).getServerSocketFactory();
        return new TinyServer(new ClientAuthFactory(sockets, wantsClient), handler);
    }

    private static SSLContext context(HandshakeCertificates certificates) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {certificates.keyManager()},
                    new TrustManager[] {certificates.trustManager()},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A proxy that answers one user itself. */
    private static void answerForUser(String head, Socket socket) throws IOException {
        if (!head.contains(okhttp3.Credentials.basic("user", "canary-password"))) {
            TinyServer.write(socket, PROXY_ASKS);
        } else {
            TinyServer.json("{\"a\":1}").answer(head, socket);
        }
    }

    /** A proxy that lets one user through, and takes every host for this machine. */
    private static void tunnel(String head, Socket socket) throws IOException {
        if (!head.contains(okhttp3.Credentials.basic("user", "canary-password"))) {
            TinyServer.write(socket, PROXY_ASKS);
            return;
        }
        List<String> target = List.of(
                head.substring("CONNECT ".length(), head.indexOf(" HTTP")).split(":", -1));
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(target.get(1)))) {
            TinyServer.write(socket, "HTTP/1.1 200 OK\r\n\r\n");
            Thread back = new Thread(() -> copy(server, socket));
            back.setDaemon(true);
            back.start();
            copy(socket, server);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // One side is done.
        }
    }

    /** A system's proxy settings that keep what they are asked about. */
    private static final class RecordingSelector extends ProxySelector {
        private final List<URI> asked;

        RecordingSelector(List<URI> asked) {
            this.asked = asked;
        }

        @Override
        public List<Proxy> select(URI uri) {
            asked.add(uri);
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            throw new AssertionError("nothing goes through a proxy");
        }
    }

    /** Makes server sockets that insist on a client certificate. */
    private static final class ClientAuthFactory extends ServerSocketFactory {
        private final ServerSocketFactory factory;
        private final boolean wantsClient;

        ClientAuthFactory(ServerSocketFactory factory, boolean wantsClient) {
            this.factory = factory;
            this.wantsClient = wantsClient;
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
            SSLServerSocket socket = (SSLServerSocket) factory.createServerSocket(port, backlog, address);
            socket.setNeedClientAuth(wantsClient);
            return socket;
        }

        @Override
        public ServerSocket createServerSocket(int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) {
            throw new UnsupportedOperationException();
        }
    }
}

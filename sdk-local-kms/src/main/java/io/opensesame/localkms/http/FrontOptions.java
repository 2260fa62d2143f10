package io.opensesame.localkms.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;

/**
 * Where and how the front listens.
 *
 * @param bind the address to listen on
 * @param httpPort the HTTP port, 0 for a free one
 * @param httpsPort the HTTPS port, 0 for a free one; empty for no HTTPS
 * @param tls the server's side of TLS; there if {@code httpsPort} is
 * @param clientCertificateRequired whether HTTPS clients must present a certificate of the authority
 */
public record FrontOptions(
        InetAddress bind,
        int httpPort,
        OptionalInt httpsPort,
        Optional<SSLContext> tls,
        boolean clientCertificateRequired) {}

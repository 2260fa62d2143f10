package io.opensesame.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says in words what the network did, and what to do about it. */
final class NetworkFailure {
    private NetworkFailure() {}

    /** Whether it will be the same however often one tries: the other side's certificate is not trusted. */
    static boolean isPermanent(IOException failure) {
        return failure instanceof SSLPeerUnverifiedException
                || (failure instanceof SSLHandshakeException && hasCause(failure, CertificateException.class));
    }

    /** Part of a sentence, and the advice after it. An answer's words are not quoted. */
    static String words(IOException failure) {
        if (isPermanent(failure)) {
            return "its TLS certificate is not trusted. A KMS instance has its own CA, which TlsOptions take as a PEM"
                    + " file; otherwise something between answers in its name";
        }
        if (failure instanceof UnknownHostException) {
            return "its name is not known here. Check region and network: a VPC or instance endpoint resolves inside"
                    + " its VPCs only";
        }
        if (failure instanceof SocketTimeoutException || failure instanceof InterruptedIOException) {
            return "the attempt timed out. Check network, proxy and firewall, or raise the time-outs";
        }
        if (failure instanceof ConnectException) {
            return "no connection could be made. Check endpoint, network, proxy and firewall";
        }
        if (failure instanceof SSLException) {
            return "TLS failed (" + ServiceWords.oneLine(String.valueOf(failure.getMessage()))
                    + "). Check the endpoint, and the client certificate if it wants one";
        }
        if (isCut(failure)) {
            return "the connection was cut in the middle of the answer";
        }
        if (failure instanceof ProtocolException) {
            return "it does not speak HTTP as expected. Check endpoint and proxy";
        }
        // A server that misses a client certificate may close without a word: TLS 1.3 asks for it after the handshake.
        return "the connection broke (" + ServiceWords.oneLine(String.valueOf(failure.getMessage()))
                + "). Check network and proxy, and over HTTPS whether the endpoint wants a client certificate";
    }

    /** OkHttp takes a body that ends too early for a breach of the protocol. */
    private static boolean isCut(IOException failure) {
        return failure instanceof ProtocolException && "unexpected end of stream".equals(failure.getMessage());
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}

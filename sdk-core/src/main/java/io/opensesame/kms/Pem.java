package io.opensesame.kms;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads certificates and private keys from PEM text. What stands between the blocks is ignored. */
final class Pem {
    private Pem() {}

    /** Returns every certificate in the text, in order. */
    static List<X509Certificate> certificates(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] der : blocks(pem, "CERTIFICATE")) {
            try {
                certificates.add((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
            } catch (CertificateException e) {
                throw new IllegalArgumentException(
                        "certificate " + (certificates.size() + 1) + " of the PEM text is damaged", e);
            }
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(
                    "the PEM text must hold at least one '-----BEGIN CERTIFICATE-----' block");
        }
        return List.copyOf(certificates);
    }

    /** Returns the first private key in the text. The key factories' own words are left out: they may quote the key. */
    static PrivateKey privateKey(String pem) {
        List<byte[]> keys = blocks(pem, "PRIVATE KEY");
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "the PEM text must hold an unencrypted '-----BEGIN PRIVATE KEY-----' block;"
                            + " 'openssl pkcs8 -topk8 -nocrypt' makes one from other forms");
        }
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            Optional<PrivateKey> key = privateKey(algorithm, keys.get(0));
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new IllegalArgumentException("the private key must be an RSA, EC or EdDSA key in PKCS #8");
    }

    private static Optional<PrivateKey> privateKey(String algorithm, byte[] pkcs8) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static List<byte[]> blocks(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        List<byte[]> blocks = new ArrayList<>();
        for (int from = pem.indexOf(begin); from >= 0; from = pem.indexOf(begin, from)) {
            from += begin.length();
            int to = pem.indexOf(end, from);
            if (to < 0) {
                throw new IllegalArgumentException("the PEM text ends before '" + end + "'");
            }
            blocks.add(decode(pem.substring(from, to)));
        }
        return blocks;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a block of the PEM text is not Base64");
        }
    }
}

package io.opensesame.pem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;

/**
 * One block of a PEM text, and its place in it. Problems name the place, and have no cause: what decoders say may quote
 * the content.
 */
final class PemBlock {
    private static final String BEGIN = "-----BEGIN ";

    private final String place;
    private final PemObject content;

    private PemBlock(String place, PemObject content) {
        this.place = place;
        this.content = content;
    }

    static List<PemBlock> allIn(String pem) {
        List<PemBlock> blocks = new ArrayList<>();
        try (PlacedReader reader = new PlacedReader(new StringReader(pem))) {
            for (PemBlock block = next(reader); block != null; block = next(reader)) {
                blocks.add(block);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory could not be closed", e);
        }
        return blocks;
    }

    private static @Nullable PemBlock next(PlacedReader reader) {
        try {
            PemObject content = reader.readPemObject();
            return content == null ? null : new PemBlock(reader.place(), content);
        } catch (DecoderException e) {
            throw new IllegalArgumentException(reader.place() + " is not Base64");
        } catch (IOException e) {
            throw new IllegalArgumentException(reader.place() + " is damaged, or its '-----END' line is missing");
        }
    }

    boolean isCertificate() {
        return content.getType().endsWith("CERTIFICATE");
    }

    boolean isPrivateKey() {
        return content.getType().endsWith("PRIVATE KEY");
    }

    /** Returns whether certificates may be hidden inside, which must not be passed over in silence. */
    boolean isContainer() {
        return content.getType().equals("PKCS7") || content.getType().equals("CMS");
    }

    X509Certificate certificate() {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(content.getContent()));
        } catch (CertificateException e) {
            throw problem("holds no X.509 certificate");
        }
    }

    PrivateKey privateKey(Optional<char[]> passphrase) {
        if (!content.getHeaders().isEmpty()) {
            throw problem("is encrypted in OpenSSL's own old way, which is weak; 'openssl pkcs8 -topk8' makes an"
                    + " ENCRYPTED PRIVATE KEY of it");
        }
        try {
            return PrivateKeyForm.of(content.getType()).decode(content.getContent(), passphrase);
        } catch (IllegalArgumentException e) {
            throw problem(e.getMessage());
        }
    }

    IllegalArgumentException problem(@Nullable String what) {
        return new IllegalArgumentException(place + " " + what);
    }

    /** Knows where the block began that it is reading. */
    private static final class PlacedReader extends PemReader {
        private int line;
        private int block;
        private int beginLine;
        private String label = "";

        PlacedReader(Reader text) {
            super(text);
        }

        @Override
        public @Nullable String readLine() throws IOException {
            String text = super.readLine();
            if (text == null) {
                return null;
            }
            line++;
            String stripped = text.strip();
            if (stripped.startsWith(BEGIN) && stripped.endsWith("-----") && stripped.length() > BEGIN.length() + 5) {
                block++;
                beginLine = line;
                label = stripped.substring(BEGIN.length(), stripped.length() - 5);
            }
            return stripped;
        }

        String place() {
            // A label of other characters than a label has may be content that lost its line ends.
            String kind = label.matches("[A-Z0-9 ]{1,40}") ? label + ", " : "";
            return "PEM block " + block + " (" + kind + "line " + beginLine + ")";
        }
    }
}

package io.opensesame.localkms.engine.crypto;

import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;

/** The elliptic curves, each of 256 bits. Keys name their curve, so that their encodings do. */
final class Curve {
    static final Curve P256 = new Curve(SECObjectIdentifiers.secp256r1);
    static final Curve P256K = new Curve(SECObjectIdentifiers.secp256k1);
    static final Curve SM2 = new Curve(GMObjectIdentifiers.sm2p256v1);

    private final ECNamedDomainParameters domain;

    private Curve(ASN1ObjectIdentifier name) {
        this.domain = new ECNamedDomainParameters(name, CustomNamedCurves.getByOID(name));
    }

    AsymmetricCipherKeyPair generate(SecureRandom random) {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(domain, random));
        return generator.generateKeyPair();
    }

    boolean has(AsymmetricKeyParameter key) {
        return key instanceof ECKeyParameters point && point.getParameters().equals(domain);
    }
}

package io.opensesame.envelope;

/**
 * The algorithms of one message: what derives its keys, and what encrypts and authenticates it. Every suite commits to
 * its key, so that no message opens under two.
 */
public enum AlgorithmSuite {
    /** AES-256-GCM; keys by HKDF-SHA-512, header tag by HMAC-SHA-256. The default. */
    AES_256_GCM(0x0001),

    /** AES-128-GCM; keys by HKDF-SHA-512, header tag by HMAC-SHA-256. */
    AES_128_GCM(0x0002),

    /** SM4-GCM; keys by HKDF-SM3, header tag by HMAC-SM3. For where national algorithms are demanded; slow in Java. */
    SM4_GCM(0x0003);

    private final int id;

    AlgorithmSuite(int id) {
        this.id = id;
    }

    /** {@return the number of the suite in a message's header} */
    public int id() {
        return id;
    }
}

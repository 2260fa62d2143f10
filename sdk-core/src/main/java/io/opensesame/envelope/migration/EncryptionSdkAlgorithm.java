package io.opensesame.envelope.migration;

import java.util.Optional;

/** The algorithms of Alibaba Cloud's Encryption SDK, under the numbers that its messages carry. */
enum EncryptionSdkAlgorithm {
    AES_GCM_128(1, Family.AES, Mode.GCM, 16),
    AES_GCM_256(2, Family.AES, Mode.GCM, 32),
    AES_CBC_128(3, Family.AES, Mode.CBC, 16),
    AES_CBC_256(4, Family.AES, Mode.CBC, 32),
    AES_CBC_PKCS5_128(5, Family.AES, Mode.CBC_PKCS5, 16),
    AES_CBC_PKCS5_256(6, Family.AES, Mode.CBC_PKCS5, 32),
    AES_CTR_128(7, Family.AES, Mode.CTR, 16),
    AES_CTR_256(8, Family.AES, Mode.CTR, 32),
    SM4_GCM(9, Family.SM4, Mode.GCM, 16),
    SM4_CBC(10, Family.SM4, Mode.CBC, 16),
    SM4_CBC_PKCS5(11, Family.SM4, Mode.CBC_PKCS5, 16),
    SM4_CTR(12, Family.SM4, Mode.CTR, 16);

    /** The block cipher. */
    enum Family {
        AES,
        SM4
    }

    /** What is done with the block cipher. */
    enum Mode {
        GCM(12, 16),
        CBC(16, 0),
        CBC_PKCS5(16, 0),
        CTR(16, 0);

        private final int ivBytes;
        private final int tagBytes;

        Mode(int ivBytes, int tagBytes) {
            this.ivBytes = ivBytes;
            this.tagBytes = tagBytes;
        }

        int ivBytes() {
            return ivBytes;
        }

        int tagBytes() {
            return tagBytes;
        }

        /** Returns whether the body is authenticated; the header always is. */
        boolean authenticates() {
            return tagBytes > 0;
        }
    }

    private final int id;
    private final Family family;
    private final Mode mode;
    private final int keyBytes;

    EncryptionSdkAlgorithm(int id, Family family, Mode mode, int keyBytes) {
        this.id = id;
        this.family = family;
        this.mode = mode;
        this.keyBytes = keyBytes;
    }

    static Optional<EncryptionSdkAlgorithm> of(int id) {
        return id >= 1 && id <= values().length ? Optional.of(values()[id - 1]) : Optional.empty();
    }

    int id() {
        return id;
    }

    Family family() {
        return family;
    }

    Mode mode() {
        return mode;
    }

    int keyBytes() {
        return keyBytes;
    }
}

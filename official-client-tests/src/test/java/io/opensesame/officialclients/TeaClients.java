package io.opensesame.officialclients;

import com.aliyun.kms20160120.Client;
import com.aliyun.teaopenapi.models.Config;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;

/** The ways in which the current client, kms20160120 on the Tea runtime, can be set up. */
enum TeaClients {
    /** The default: signature version 3, here over plain HTTP. */
    ACS3,
    /** The default over HTTPS, with LocalKms's authority as the only one trusted. */
    ACS3_OVER_HTTPS,
    /** What the client calls signature algorithm v2: version 1, in the query. */
    RPC,
    /** Signature version 4. */
    ACS4;

    LocalKms startLocalKms(LocalKms.Builder builder) {
        return (this == ACS3_OVER_HTTPS ? builder.https() : builder).start();
    }

    Config config(LocalKms kms) {
        Config config = new Config()
                .setRegionId(kms.region())
                .setAccessKeyId(kms.accessKeyId())
                .setAccessKeySecret(kms.exposeAccessKeySecret())
                .setProtocol("http")
                .setEndpoint(kms.endpoint().getAuthority());
        return switch (this) {
            case ACS3 -> config;
            case ACS3_OVER_HTTPS ->
                config.setProtocol("https")
                        .setEndpoint(kms.httpsEndpoint().getAuthority())
                        .setCa(kms.tls().caCertificatePem());
            case RPC -> config.setSignatureAlgorithm("v2");
            case ACS4 -> config.setSignatureVersion("v4");
        };
    }

    Client client(LocalKms kms) {
        return client(config(kms));
    }

    Client client(LocalKms kms, LocalAccessKey key) {
        return client(config(kms)
                .setAccessKeyId(key.accessKeyId())
                .setAccessKeySecret(key.exposeAccessKeySecret())
                .setSecurityToken(key.exposeSecurityToken().orElse(null)));
    }

    static Client client(Config config) {
        try {
            return new Client(config);
        } catch (Exception e) {
            throw new IllegalStateException("the official client could not be set up", e);
        }
    }
}

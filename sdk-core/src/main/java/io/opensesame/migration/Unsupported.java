package io.opensesame.migration;

import java.util.List;

/** Settings of the vendor's client that this library does not follow. */
final class Unsupported {
    private Unsupported() {}

    /**
     * Refuses what a client cannot do without, and warns of the rest.
     *
     * @throws IllegalArgumentException if a dedicated KMS instance is set with its client key
     */
    static void check(NamedTexts place, List<String> warnings) {
        if (place.text(Keys.INSTANCES).isPresent()) {
            throw place.problem(
                    Keys.INSTANCES + ", a KMS instance with a client key, is not supported: calls are signed"
                            + " with RAM credentials. Set credentials_type, and name the instance in " + Keys.REGIONS
                            + " as [{\"regionId\":\"cn-hangzhou\",\"endpoint\":\"kst-….cryptoservice.kms.aliyuncs.com\","
                            + "\"caFilePath\":\"PrivateKmsCA_kst-….pem\"}]");
        }
        if (place.text(Keys.IGNORE_TLS).filter("true"::equalsIgnoreCase).isPresent()) {
            warnings.add(place.place() + ": " + Keys.IGNORE_TLS + " is ignored: TLS certificates are always checked;"
                    + " trust a private CA by 'caFilePath' in " + Keys.REGIONS + " or by tls(...) on the builder");
        }
        List<String> clientKey = Keys.CLIENT_KEY.stream()
                .filter(key -> place.text(key).isPresent())
                .toList();
        if (!clientKey.isEmpty()) {
            warnings.add(place.place() + ": client keys are not supported, so these are ignored: "
                    + String.join(", ", clientKey));
        }
    }
}

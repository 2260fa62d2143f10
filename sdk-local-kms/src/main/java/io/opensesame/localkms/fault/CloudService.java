package io.opensesame.localkms.fault;

import java.util.Arrays;
import java.util.Optional;

/** A service that LocalKms serves. All have one address; the {@code Version} of a request tells them apart. */
public enum CloudService {
    /** Key Management Service. */
    KMS("2016-01-20"),

    /** Resource Access Management: users, roles, policies and AccessKeys. */
    RAM("2015-05-01"),

    /** Security Token Service: who calls, and the sessions of roles. */
    STS("2015-04-01");

    private final String apiVersion;

    CloudService(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    /** {@return the version of its API, which requests name} */
    public String apiVersion() {
        return apiVersion;
    }

    /**
     * Returns the service whose API has a version.
     *
     * @param apiVersion the version, such as {@code 2016-01-20}
     * @return the service, or empty if it is none of these
     */
    public static Optional<CloudService> ofApiVersion(String apiVersion) {
        return Arrays.stream(values())
                .filter(service -> service.apiVersion.equals(apiVersion))
                .findFirst();
    }
}

package io.opensesame.migration;

import java.util.List;
import java.util.Properties;
import java.util.Set;

/** The names that the vendor's clients and their plug-ins give their settings, in the file and in the environment. */
final class Keys {
    static final String CREDENTIALS_TYPE = "credentials_type";
    static final String ACCESS_KEY_ID = "credentials_access_key_id";
    static final String ACCESS_KEY_SECRET = "credentials_access_secret";
    static final String TOKEN_ID = "credentials_access_token_id";
    static final String TOKEN = "credentials_access_token";
    static final String ROLE_SESSION_NAME = "credentials_role_session_name";
    static final String ROLE_ARN = "credentials_role_arn";
    static final String POLICY = "credentials_policy";
    static final String ROLE_NAME = "credentials_role_name";
    static final String DURATION_SECONDS = "credentials_duration_seconds";
    static final String OIDC_PROVIDER_ARN = "credentials_oidc_provider_arn";
    static final String OIDC_TOKEN_FILE = "credentials_oidc_token_file_path";
    static final String STS_REGION = "credentials_sts_region_id";
    static final String STS_ENDPOINT = "credentials_sts_endpoint";
    static final String REGIONS = "cache_client_region_id";
    static final String INSTANCES = "cache_client_dkms_config_info";
    static final String SECRET_NAMES = "secret_names";
    static final String REFRESH_TTL = "refresh_secret_ttl";
    static final String IGNORE_TLS = "ignoreSSLCerts";

    static final List<String> CLIENT_KEY = List.of(
            "client_key_private_key_path",
            "client_key_password_from_env_variable",
            "client_key_password_from_file_path",
            "client_key_password");

    private static final Set<String> OTHERS = Set.of(
            CREDENTIALS_TYPE,
            ACCESS_KEY_ID,
            ACCESS_KEY_SECRET,
            TOKEN_ID,
            TOKEN,
            ROLE_SESSION_NAME,
            ROLE_ARN,
            POLICY,
            ROLE_NAME,
            DURATION_SECONDS,
            OIDC_PROVIDER_ARN,
            OIDC_TOKEN_FILE,
            STS_REGION,
            STS_ENDPOINT,
            REGIONS,
            INSTANCES,
            SECRET_NAMES,
            REFRESH_TTL,
            IGNORE_TLS);

    private Keys() {}

    /** Returns a warning of the keys in a file that mean nothing, or nothing. */
    static List<String> unknown(String file, Properties properties) {
        // A line without a value may be the broken-off end of a secret: it is counted, not named.
        List<String> names = properties.stringPropertyNames().stream()
                .filter(key -> !OTHERS.contains(key) && !CLIENT_KEY.contains(key))
                .map(key -> properties.getProperty(key).isBlank() ? "a line without a value" : "'" + key + "'")
                .sorted()
                .toList();
        return names.isEmpty()
                ? List.of()
                : List.of(file + ": not understood and ignored: " + String.join(", ", names));
    }
}

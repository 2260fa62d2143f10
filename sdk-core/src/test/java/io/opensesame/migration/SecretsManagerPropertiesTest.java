package io.opensesame.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.opensesame.OpenSesame;
import io.opensesame.auth.AssumeRoleSource;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.EcsRamRoleSource;
import io.opensesame.auth.OidcRoleSource;
import io.opensesame.auth.ProvidedSource;
import io.opensesame.auth.StsEndpoint;
import io.opensesame.kms.KmsEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are as the vendor documents them; what is made of them is what its client, version 1.3.7 or 2.0.0, does. */
class SecretsManagerPropertiesTest {
    private static final String CANARY = "cAnArY7f3e9a";
    private static final String AK = "credentials_type=ak\ncredentials_access_key_id=LTAI-EXAMPLE\n"
            + "credentials_access_secret=" + CANARY + "\n";
    private static final String HANGZHOU = "cache_client_region_id=[{\"regionId\":\"cn-hangzhou\"}]\n";
    private static final String ROLE = "acs:ram::1234567890123456:role/orders-reader";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void load_accessKeyAndRegion_areBoth() throws IOException {
        SecretsManagerProperties settings = load(AK + HANGZHOU);

        assertThat(provided(settings.credentials())).isEqualTo(Credentials.accessKey("LTAI-EXAMPLE", CANARY));
        assertThat(settings.endpoints()).containsExactly(KmsEndpoint.publicRegion("cn-hangzhou"));
        assertThat(settings.cache().refreshAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.warnings()).isEmpty();
        try (OpenSesame sesame = OpenSesame.builder(settings).build()) {
            assertThat(sesame).hasToString("OpenSesame[kms.cn-hangzhou.aliyuncs.com]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sts", "ram_role"})
    void load_assumedRole_isSignedByTheAccessKey(String type) throws IOException {
        SecretsManagerProperties settings = load("credentials_type=" + type + "\n"
                + "credentials_role_session_name=orders\ncredentials_role_arn=" + ROLE + "\n"
                + "credentials_access_key_id=LTAI-EXAMPLE\ncredentials_access_secret=" + CANARY + "\n"
                + "credentials_policy={\"Version\":\"1\",\"Statement\":[]}\n" + HANGZHOU);

        AssumeRoleSource role = (AssumeRoleSource) settings.credentials();

        assertThat(role.roleArn()).isEqualTo(ROLE);
        assertThat(role.sessionName()).contains("orders");
        assertThat(role.policy()).contains("{\"Version\":\"1\",\"Statement\":[]}");
        assertThat(provided(role.signedBy())).isEqualTo(Credentials.accessKey("LTAI-EXAMPLE", CANARY));
    }

    @Test
    void load_token_isAPair() throws IOException {
        SecretsManagerProperties settings = load("credentials_type=token\ncredentials_access_token_id=TMP-EXAMPLE\n"
                + "credentials_access_token=" + CANARY + "\n" + HANGZHOU);

        assertThat(provided(settings.credentials())).isEqualTo(Credentials.accessKey("TMP-EXAMPLE", CANARY));
    }

    @Test
    void load_ecsRole_isTheNamedOneOrThatOfTheInstance() throws IOException {
        EcsRamRoleSource named =
                (EcsRamRoleSource) load("credentials_type=ecs_ram_role\ncredentials_role_name=reader\n" + HANGZHOU)
                        .credentials();
        EcsRamRoleSource anyName = (EcsRamRoleSource)
                load("credentials_type=ecs_ram_role\n" + HANGZHOU).credentials();

        assertThat(named.roleName()).contains("reader");
        assertThat(anyName.roleName()).isEmpty();
    }

    @Test
    void load_oidcRole_isReadWithAllItsSettings() throws IOException {
        OidcRoleSource role =
                (OidcRoleSource) load("credentials_type=oidc_role_arn\ncredentials_role_arn=" + ROLE + "\n"
                                + "credentials_oidc_provider_arn=acs:ram::1234567890123456:oidc-provider/ack\n"
                                + "credentials_oidc_token_file_path=/var/run/token\ncredentials_duration_seconds=1800\n"
                                + "credentials_role_session_name=orders\n"
                                + "credentials_sts_endpoint=sts-vpc.cn-hangzhou.aliyuncs.com\n" + HANGZHOU)
                        .credentials();

        assertThat(role.roleArn()).isEqualTo(ROLE);
        assertThat(role.providerArn()).endsWith("oidc-provider/ack");
        assertThat(role.tokenFile()).isEqualTo(Path.of("/var/run/token"));
        assertThat(role.duration()).isEqualTo(Duration.ofMinutes(30));
        assertThat(role.sessionName()).contains("orders");
        assertThat(role.sts()).contains(StsEndpoint.inVpc("cn-hangzhou"));
    }

    @Test
    void load_oidcRoleWithoutSettings_takesThoseOfTheEnvironment() throws IOException {
        environment.put("ALIBABA_CLOUD_ROLE_ARN", ROLE);
        environment.put("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "acs:ram::1234567890123456:oidc-provider/ack");
        String file = "credentials_type=oidc_role_arn\n" + HANGZHOU;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(file))
                .withMessageContaining("credentials_oidc_token_file_path is missing")
                .withMessageContaining("ALIBABA_CLOUD_OIDC_TOKEN_FILE");
        environment.put("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "/var/run/token");
        assertThat(((OidcRoleSource) load(file).credentials()).roleArn()).isEqualTo(ROLE);
    }

    @Test
    void load_noCredentialsType_isTheDefaultChain() throws IOException {
        assertThat(load(HANGZHOU).credentials()).isSameAs(CredentialsSource.defaultChain());
    }

    @ParameterizedTest
    @CsvSource({
        "ak, credentials_access_key_id",
        "token, credentials_access_token_id",
        "sts, credentials_access_key_id",
        "ram_role, credentials_access_key_id",
        "oidc_role_arn, credentials_role_arn"
    })
    void load_typeWithoutItsSettings_namesFileKeyAndType(String type, String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load("credentials_type=" + type + "\n" + HANGZHOU))
                .withMessageStartingWith("custom.properties: " + key + " is missing")
                .withMessageContaining("credentials_type=" + type);
    }

    @Test
    void load_secretWhereAnotherTextBelongs_isNeverShown() {
        String role = AK.replace("=ak", "=ram_role") + "credentials_role_arn=" + ROLE + "\n";
        List<String> files = List.of(
                "credentials_type=" + CANARY,
                AK.replace("LTAI-EXAMPLE", "two words " + CANARY),
                role.replace(ROLE, CANARY),
                role + "credentials_role_session_name=not valid " + CANARY,
                AK + "cache_client_region_id=" + CANARY,
                AK + "cache_client_region_id=[\"" + CANARY + "\"]",
                AK + "refresh_secret_ttl=" + CANARY);
        for (String file : files) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> load(file))
                    .withMessageStartingWith("custom.properties: ")
                    .withMessageNotContaining(CANARY)
                    .withNoCause();
        }
    }

    @Test
    void toStringAndWarnings_anySettings_showNoSecret() throws IOException {
        SecretsManagerProperties settings = load(AK + HANGZHOU + "client_key_password=" + CANARY + "\nunheard_of="
                + CANARY + "\n" + CANARY + "\nignoreSSLCerts=true");

        assertThat(settings.toString() + settings.warnings())
                .contains(
                        "cn-hangzhou",
                        "client_key_password",
                        "'unheard_of'",
                        "a line without a value",
                        "ignoreSSLCerts")
                .doesNotContain(CANARY);
        assertThat(settings.warnings()).hasSize(3);
    }

    @Test
    void load_clientKeyOrDedicatedInstance_isRefusedWithAdvice() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> load("credentials_type=client_key\nclient_key_private_key_path=key.json\n" + HANGZHOU))
                .withMessageContaining("client_key is not supported")
                .withMessageContaining("ecs_ram_role");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(AK + "cache_client_dkms_config_info=[{\"regionId\":\"cn-hangzhou\",\"endpoint\":"
                        + "\"kst-1.cryptoservice.kms.aliyuncs.com\",\"clientKeyFile\":\"key.json\"}]"))
                .withMessageContaining("cache_client_dkms_config_info")
                .withMessageContaining("caFilePath");
    }

    @Test
    void load_regions_keepTheirOrderAndKind() throws IOException {
        SecretsManagerProperties settings = load(AK
                + "cache_client_region_id=[{\"regionId\":\"cn-hangzhou\",\"vpc\":true},"
                + "{\"regionId\":\"cn-beijing\",\"vpc\":\"false\"},{\"regionId\":\"cn-beijing\"},"
                + "{\"regionId\":\"cn-shanghai\",\"endpoint\":\"kms.example.com:8443\",\"vpc\":true},"
                + "{\"endpoint\":\"https://kms-intl.example.com\",\"regionId\":null}]");

        assertThat(settings.endpoints())
                .containsExactly(
                        KmsEndpoint.vpc("cn-hangzhou"),
                        KmsEndpoint.publicRegion("cn-beijing"),
                        KmsEndpoint.of(URI.create("https://kms.example.com:8443")),
                        KmsEndpoint.of(URI.create("https://kms-intl.example.com")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{regionId:cn-hangzhou}]",
                "[{regionId:cn-hangzhou,vpc:false}]",
                "[ { 'regionId' : 'cn-hangzhou' } ]",
                "[{regionId:\"cn-hangzhou\"}]",
                "[{regionId:cn-beijing,endpoint:https://kms.cn-hangzhou.aliyuncs.com}]"
            })
    void load_regionsAfterAShellTookTheQuotes_areRead(String text) {
        environment.put("cache_client_region_id", text);

        assertThat(readEnvironment().endpoints()).containsExactly(KmsEndpoint.publicRegion("cn-hangzhou"));
    }

    @Test
    void load_badRegion_namesItsNumberAndTheRule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load("cache_client_region_id=[{\"regionId\":\"cn-hangzhou\"},{\"vpc\":true}]"))
                .withMessage(
                        "custom.properties: cache_client_region_id, region 2: has neither 'regionId' nor 'endpoint'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load("cache_client_region_id=[{\"regionId\":\"#regionId#\"}]"))
                .withMessageContaining("region 1: a region id is");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load("cache_client_region_id=[{\"endpoint\":\"http://kms.example.com\"}]"))
                .withMessageContaining("must be https");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load("cache_client_region_id=[{\"regionId\":\"cn-hangzhou\",\"vpc\":1}]"))
                .withMessageContaining("'vpc' must be true or false");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load("cache_client_region_id=[]"))
                .withMessageContaining("must be a JSON array like");
    }

    @Test
    void load_instanceWithItsCa_trustsIt() throws IOException {
        HeldCertificate authority = new HeldCertificate.Builder().build();
        Files.writeString(folder.resolve("PrivateKmsCA.pem"), authority.certificatePem());
        String region = "cache_client_region_id=[{\"regionId\":\"cn-hangzhou\","
                + "\"endpoint\":\"kst-hzz1.cryptoservice.kms.aliyuncs.com\"%s}]";

        SecretsManagerProperties settings = load(AK + region.formatted(",\"caFilePath\":\"PrivateKmsCA.pem\""));

        assertThat(settings.endpoints()).containsExactly(KmsEndpoint.instance("kst-hzz1"));
        assertThat(settings.tls().trustedCertificates()).containsExactly(authority.certificate());
        assertThat(settings.tls().trustSystem()).isTrue();
        assertThat(settings.warnings()).isEmpty();
        assertThat(load(AK + region.formatted("")).warnings())
                .singleElement()
                .asString()
                .contains("region 1", "kst-hzz1", "caFilePath");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(AK + region.formatted(",\"caFilePath\":\"absent.pem\"")))
                .withMessageContaining("'caFilePath'")
                .withMessageContaining("absent.pem");
    }

    @Test
    void load_unknownMembersOfARegion_areNamed() throws IOException {
        assertThat(load(AK + "cache_client_region_id=[{\"regionId\":\"cn-hangzhou\",\"weight\":3}]")
                        .warnings())
                .containsExactly(
                        "custom.properties: cache_client_region_id, region 1: not understood and ignored: weight");
    }

    @Test
    void load_refreshTtl_isInMilliseconds() throws IOException {
        SecretsManagerProperties sixHours = load(AK + HANGZHOU + "refresh_secret_ttl=21600000");
        SecretsManagerProperties threeDays = load(AK + HANGZHOU + "refresh_secret_ttl=259200000");

        assertThat(sixHours.cache().refreshAfter()).isEqualTo(Duration.ofHours(6));
        assertThat(sixHours.cache().maxStale()).isEqualTo(Duration.ofHours(24));
        assertThat(threeDays.cache().refreshAfter()).isEqualTo(Duration.ofDays(3));
        assertThat(threeDays.cache().maxStale()).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void load_anything_followsTheTtlFieldInMilliseconds() throws IOException {
        for (String file : List.of(AK + HANGZHOU, AK + HANGZHOU + "refresh_secret_ttl=600000")) {
            SecretsManagerProperties settings = load(file);

            assertThat(settings.cache().ttlField()).contains("ttl");
            assertThat(settings.cache().ttlUnit()).isEqualTo(TimeUnit.MILLISECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "999", "-1", "1h", "99999999999999999999", "315360000001"})
    void load_badRefreshTtl_tellsTheUnit(String ttl) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(AK + HANGZHOU + "refresh_secret_ttl=" + ttl))
                .withMessageStartingWith(
                        "custom.properties: refresh_secret_ttl must be a whole number of milliseconds");
    }

    @Test
    void load_secretNames_areListedForPreloading() throws IOException {
        assertThat(load(AK + HANGZHOU + "secret_names=orders/db, payments/token,,orders/db")
                        .secretNames())
                .containsExactly("orders/db", "payments/token");
    }

    @Test
    void load_fileAndEnvironment_credentialsOfTheEnvironmentAndRegionsOfBoth() throws IOException {
        environment.put("credentials_type", "ak");
        environment.put("credentials_access_key_id", "LTAI-ENVIRONMENT");
        environment.put("credentials_access_secret", "other");
        environment.put("cache_client_region_id", "[{\"regionId\":\"cn-beijing\"},{\"regionId\":\"cn-hangzhou\"}]");
        environment.put("refresh_secret_ttl", "600000");

        SecretsManagerProperties settings = load(AK + HANGZHOU + "refresh_secret_ttl=21600000");

        assertThat(provided(settings.credentials()).accessKeyId()).isEqualTo("LTAI-ENVIRONMENT");
        assertThat(settings.endpoints())
                .containsExactly(KmsEndpoint.publicRegion("cn-hangzhou"), KmsEndpoint.publicRegion("cn-beijing"));
        assertThat(settings.cache().refreshAfter()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void load_environmentThatIsWrong_isNamedAsThePlace() {
        environment.put("credentials_type", "ak");

        assertThatIllegalArgumentException()
                .isThrownBy(this::readEnvironment)
                .withMessageStartingWith("the environment: credentials_access_key_id is missing");
    }

    @Test
    void load_fileOnTheClassPath_isFoundAfterTheWorkingDirectory() throws IOException {
        Path classPath = Files.createDirectory(folder.resolve("classes"));
        Files.writeString(classPath.resolve("custom.properties"), HANGZHOU);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classPath.toUri().toURL()}, null)) {
            Surroundings surroundings = new Surroundings(environment, folder, loader);

            assertThat(SecretsManagerProperties.load("custom.properties", surroundings)
                            .endpoints())
                    .containsExactly(KmsEndpoint.publicRegion("cn-hangzhou"));
            Files.writeString(folder.resolve("custom.properties"), HANGZHOU.replace("hangzhou", "beijing"));
            assertThat(SecretsManagerProperties.load("custom.properties", surroundings)
                            .endpoints())
                    .containsExactly(KmsEndpoint.publicRegion("cn-beijing"));
        }
    }

    @Test
    void load_namedFileThatIsNotThere_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretsManagerProperties.load("absent.properties"))
                .withMessageContaining("absent.properties");
    }

    @Test
    void load_neitherFileNorEnvironment_leavesRegionToTheBuilder() {
        SecretsManagerProperties settings = readEnvironment();

        assertThat(settings.endpoints()).isEmpty();
        try (OpenSesame sesame =
                OpenSesame.builder(settings).region("cn-hangzhou").build()) {
            assertThat(sesame).hasToString("OpenSesame[kms.cn-hangzhou.aliyuncs.com]");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> OpenSesame.builder(settings)
                        .endpoint(KmsEndpoint.vpc("cn-beijing"))
                        .region("cn-hangzhou")
                        .build());
    }

    @Test
    void builder_regionOfTheApplication_takesThePlaceOfTheFirstOne() throws IOException {
        SecretsManagerProperties settings =
                load(AK + "cache_client_region_id=[{\"regionId\":\"cn-hangzhou\"},{\"regionId\":\"cn-shanghai\"}]\n");

        try (OpenSesame region =
                        OpenSesame.builder(settings).region("cn-beijing").build();
                OpenSesame endpoint = OpenSesame.builder(settings)
                        .endpoint(KmsEndpoint.vpc("cn-hangzhou"))
                        .failoverEndpoints()
                        .build()) {
            assertThat(region)
                    .hasToString("OpenSesame[kms.cn-beijing.aliyuncs.com, then kms.cn-shanghai.aliyuncs.com]");
            assertThat(endpoint).hasToString("OpenSesame[kms-vpc.cn-hangzhou.aliyuncs.com]");
        }
    }

    private SecretsManagerProperties load(String file) throws IOException {
        Files.writeString(folder.resolve("custom.properties"), file);
        return SecretsManagerProperties.load(
                "custom.properties",
                new Surroundings(environment, folder, getClass().getClassLoader()));
    }

    private SecretsManagerProperties readEnvironment() {
        return SecretsManagerProperties.load(
                new Surroundings(environment, folder, getClass().getClassLoader()));
    }

    private static Credentials provided(CredentialsSource source) {
        return ((ProvidedSource) source).provider().credentials();
    }
}

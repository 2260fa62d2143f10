package io.opensesame.localkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.SigningClient.Answer;
import io.opensesame.localkms.audit.AuditEntry;
import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.Statement;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What callers without a permission are answered, and where LocalKms takes a caller's address from. */
class DenialsTest {
    private static final Map<String, String> READ = Map.of("SecretName", "orders/db");

    private final LocalKms kms = LocalKms.builder().https().start();
    private final RamUser user = kms.ram().createUser("alice");
    private final LocalAccessKey key = user.createAccessKey();
    private final String arn = "acs:kms:" + kms.region() + ":" + kms.accountId() + ":secret/orders/db";

    DenialsTest() {
        kms.createSecret("orders/db", "s3cret");
    }

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void denial_inJson_hasTheServicesEnvelopeAndTheDetail() throws Exception {
        Answer answer = client().call("GetSecretValue", READ);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("Forbidden.NoPermission");
        assertThat(answer.text("Message"))
                .isEqualTo("This operation for " + arn + " is forbidden by permission system.");
        assertThat(answer.json().get("AccessDeniedDetail").toString())
                .isEqualTo("{\"AuthAction\":\"kms:GetSecretValue\",\"AuthPrincipalType\":\"SubUser\","
                        + "\"AuthPrincipalDisplayName\":\"alice\",\"AuthPrincipalOwnerId\":\"" + kms.accountId()
                        + "\",\"NoPermissionType\":\"ImplicitDeny\","
                        + "\"PolicyType\":\"AccountLevelIdentityBasedPolicy\"}");
    }

    @Test
    void denial_inXml_hasTheDetailToo() throws Exception {
        SigningClient client = client();
        HttpResponse<String> answer = client.http.send(
                client.headerSigned("GetSecretValue", Map.of("SecretName", "orders/db", "Format", "XML"), "")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(answer.body())));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(XPathFactory.newInstance().newXPath().evaluate("/Error/AccessDeniedDetail/AuthAction", document))
                .isEqualTo("kms:GetSecretValue");
    }

    @Test
    void otherRefusals_haveNoDetail() throws Exception {
        JsonNode answer = new SigningClient(kms).getSecretValue("nothing/here").json();

        assertThat(answer.get("Code").textValue()).isEqualTo("Forbidden.ResourceNotFound");
        assertThat(answer.has("AccessDeniedDetail")).isFalse();
    }

    @Test
    void dryRun_withoutPermission_isAnAccessDeniedError() throws Exception {
        Answer answer = client().call("GetSecretValue", Map.of("SecretName", "orders/db", "DryRun", "true"));

        assertThat(answer.code()).isEqualTo("AccessDeniedError");
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void sourceAddress_isTheSockets_whateverHeadersSay() throws Exception {
        SigningClient client = client();
        client.send(client.headerSigned("GetSecretValue", READ, "")
                .header("X-Forwarded-For", "203.0.113.7")
                .header("X-Real-IP", "203.0.113.7")
                .header("Forwarded", "for=203.0.113.7")
                .build());

        assertThat(context("acs:SourceIp")).containsExactly("127.0.0.1");
        assertThat(context("acs:SecureTransport")).containsExactly("false");
    }

    @Test
    void secureTransport_isToldFromTheSocket() throws Exception {
        HttpClient http =
                HttpClient.newBuilder().sslContext(kms.tls().sslContext()).build();
        new SigningClient(http, kms.httpsEndpoint(), kms).as(key).call("GetSecretValue", READ);

        assertThat(context("acs:SecureTransport")).containsExactly("true");
    }

    @Test
    void sourceAddress_setForAnAccessKey_isThatOfItsCallsAlone() throws Exception {
        LocalAccessKey other = user.createAccessKey();
        kms.sourceAddress(key.accessKeyId(), "203.0.113.7");

        client().call("GetSecretValue", READ);
        assertThat(context("acs:SourceIp")).containsExactly("203.0.113.7");
        new SigningClient(kms).as(other).call("GetSecretValue", READ);
        assertThat(context("acs:SourceIp")).containsExactly("127.0.0.1");
    }

    @Test
    void sourceAddress_mayBeOfIpv6() throws Exception {
        user.attachPolicy(
                "from-the-office",
                RamPolicy.of(Statement.allow()
                        .action("kms:GetSecretValue")
                        .resource("*")
                        .condition(ConditionOperator.IP_ADDRESS, "acs:SourceIp", "2001:db8::/32")
                        .build()));

        kms.sourceAddress(key.accessKeyId(), "2001:db8::7");

        assertThat(client().call("GetSecretValue", READ).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "300.1.1.1",
                ".::1",
                "010.0.0.1",
                "1.2.3",
                "10.0.0.0/8",
                "dead.beef",
                "2001:db8:::1",
                "::1%lo"
            })
    void sourceAddress_thatIsNone_isRefused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.sourceAddress(key.accessKeyId(), address))
                .withMessageContaining("'" + address + "'");
    }

    @Test
    void sourceAddress_ofAnUnknownAccessKey_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.sourceAddress("LTAI-NOBODY", "203.0.113.7"))
                .withMessageContaining("LTAI-NOBODY");
    }

    /** Returns what the latest call had for a condition key. */
    private List<String> context(String conditionKey) {
        List<AuditEntry> entries = kms.audit().entries();
        return entries.get(entries.size() - 1).decision().request().context().getOrDefault(conditionKey, List.of());
    }

    private SigningClient client() {
        return new SigningClient(kms).as(key);
    }
}
